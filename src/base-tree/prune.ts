/** Keeps a cache folder small. */
import path from 'node:path';
import { sweepLocks } from './lock.ts';
import { isUsedByOthers, listEntries, namesOfTrees, sweepMarks } from './tree-entry.ts';
import { removeTree } from './worktree.ts';

/** How many trees are kept, counting that which is used now: a few branches are compared with in turn. */
const kept = 3;

/** Removes what killed runs left, and trees that another version made. Holds the cache's lock. @param top the user's */
export async function sweepCache(top: string, cache: string): Promise<void> {
  await sweepLocks(cache);
  await sweepMarks(cache);
  const finished = new Set((await listEntries(cache)).map(({ tree }) => tree));
  for (const name of await namesOfTrees(cache)) {
    const tree = path.join(cache, name);
    if (!finished.has(tree) && !(await isUsedByOthers(tree))) await removeTree(top, tree);
  }
}

/**
 * Removes all trees but those that were used last, those of the commits that are needed, and those that another live process uses.
 * Holds the cache's lock.
 */
export async function pruneTrees(cache: string, needed: readonly string[]): Promise<void> {
  for (const { tree, record } of (await listEntries(cache)).slice(kept)) {
    if (!needed.includes(record.commit) && !(await isUsedByOthers(tree))) await removeTree(record.headTop, tree);
  }
}
