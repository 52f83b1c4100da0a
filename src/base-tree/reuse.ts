/** Finds the tree that an earlier run made. */
import { listPackages, planDependencies } from './dependency-plan.ts';
import { syncLinks } from './link.ts';
import type { FinishedTree, Opening } from './opening.ts';
import { type TreeRecord, isUsedByOthers, listEntries, writeRecord } from './tree-entry.ts';
import { isIntact } from './tree-status.ts';
import { removeTree } from './worktree.ts';

/** A tree of the commit which is as it was made, and whose dependencies are those that would be chosen today. */
export async function reuseTree({ repository, commit, cache, signal }: Opening): Promise<FinishedTree | undefined> {
  for (const entry of await listEntries(cache)) {
    const { tree, record } = entry;
    if (record.commit !== commit || record.headTop !== repository.top) continue;
    if (!(await isIntact(entry, signal))) {
      // Another run that uses it goes on; a later one removes it.
      if (!(await isUsedByOthers(tree))) await removeTree(repository.top, tree);
      continue;
    }
    const trees = { head: repository.top, base: tree };
    const packages = await listPackages(tree, record.submodules, signal);
    const plan = planDependencies(trees, repository.inside, packages);
    if (plan.project !== record.project) continue;
    // What was installed as the lock file says is right, whatever the user has installed by now.
    if (record.dependencies === 'installed') return entry;
    if (plan.dependencies === 'installed') continue;
    const links = await syncLinks(trees, record.links, plan.links);
    const next: TreeRecord = { ...record, links, dependencies: links.length === 0 ? 'none' : 'linked' };
    if (JSON.stringify(next) !== JSON.stringify(record)) await writeRecord(tree, next);
    return { tree, record: next };
  }
  return undefined;
}
