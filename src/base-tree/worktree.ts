/** Work trees of git, beside the user's: made detached and never locked; removed whole, whatever is left of them. */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type GitPlace, git, gitAgrees } from './git.ts';
import { isTreeName, removeBesides, removeRecord } from './tree-entry.ts';

/** Checks a commit out in a new folder. @param place in the user's repository @throws as `git` */
export async function addWorktree(place: GitPlace, tree: string, commit: string): Promise<void> {
  // Git locks a work tree while it makes it: without a checkout, that is over at once.
  await git(place, 'worktree', 'add', '--detach', '--no-checkout', tree, commit);
  await git({ ...place, cwd: tree }, 'reset', '--hard', '--quiet');
}

/** Removes a tree, what lies beside it, and what the repository knows of it, in an order that may end anywhere. */
export async function removeTree(top: string, tree: string): Promise<void> {
  await removeRecord(tree);
  // Not by git, which on Windows would follow the links into the user's dependencies.
  await rm(tree, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  await forget(top, tree);
  await removeBesides(tree);
}

/**
 * Makes the repository forget work trees of ours whose folder is gone: a cache that was deleted or moved. Those of the user
 * are left alone, which `git worktree prune` would not do.
 *
 * @param cache whose lock is held: elsewhere, another process may be making the tree right now
 */
export async function forgetLost(place: GitPlace, cache: string): Promise<void> {
  const list = await git(place, 'worktree', 'list', '--porcelain');
  for (const paragraph of list.split('\n\n')) {
    const [first = '', ...rest] = paragraph.split('\n');
    const tree = path.normalize(first.slice('worktree '.length));
    if (!isTreeName(path.basename(tree)) || existsSync(tree)) continue;
    const locked = rest.some((line) => /^locked\b/.test(line));
    if (!locked || path.dirname(tree) === cache) await forget(place.cwd, tree);
  }
}

/** Twice `--force`: a git that was killed leaves the tree locked. */
async function forget(top: string, tree: string): Promise<void> {
  // The clone that the tree was made for may be gone; and git says no when it knows of no such tree.
  if (existsSync(top)) await gitAgrees({ cwd: top }, 'worktree', 'remove', '--force', '--force', tree);
}
