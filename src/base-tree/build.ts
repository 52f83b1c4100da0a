/** Makes the tree of a commit, from nothing to finished. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { listPackages, planDependencies } from './dependency-plan.ts';
import { installDependencies } from './install.ts';
import { syncLinks } from './link.ts';
import type { FinishedTree, Opening } from './opening.ts';
import { addSubmodules } from './submodules.ts';
import { type TreeRecord, newTree, writeRecord } from './tree-entry.ts';
import { readStatus } from './tree-status.ts';
import { addWorktree, forgetLost, removeTree } from './worktree.ts';

/** Whatever it fails at, nothing is left of the tree. @throws GateError of its parts; GitFailure; file system errors */
export async function buildTree(opening: Opening): Promise<FinishedTree> {
  const { repository, commit, cache, signal, progress } = opening;
  const user = { cwd: repository.top, signal };
  const tree = newTree(cache, commit);
  try {
    await forgetLost(user, cache);
    progress(`checking out ${commit.slice(0, 7)}`);
    await addWorktree(user, tree, commit);
    const record = await furnish(opening, tree);
    await writeRecord(tree, record);
    return { tree, record };
  } catch (error) {
    // Where even that fails, the next run finds a half tree and removes it.
    await removeTree(repository.top, tree).catch(() => undefined);
    throw error;
  }
}

/** What a checkout does not bring: submodules and dependencies. */
async function furnish({ repository, commit, signal, progress }: Opening, tree: string): Promise<TreeRecord> {
  const trees = { head: repository.top, base: tree };
  const submodules = await addSubmodules(trees, signal);
  const packages = await listPackages(tree, submodules, signal);
  const plan = planDependencies(trees, repository.inside, packages);
  if (plan.install !== undefined) {
    const { manager, words } = plan.install;
    progress(`installing the dependencies of ${commit.slice(0, 7)} (${manager} ${words[0]})`);
    await installDependencies(path.join(tree, plan.project), plan.install, signal);
  }
  const installed = [...new Set([plan.project, ...packages])]
    .map((folder) => path.posix.join(folder, 'node_modules'))
    .filter((folder) => existsSync(path.join(tree, folder)));
  const links = await syncLinks(trees, [], plan.links);
  return {
    version: 1,
    commit,
    headTop: repository.top,
    project: plan.project,
    dependencies: plan.dependencies === 'linked' && links.length === 0 ? 'none' : plan.dependencies,
    links,
    installed,
    submodules,
    status: await readStatus(tree, links, signal),
  };
}
