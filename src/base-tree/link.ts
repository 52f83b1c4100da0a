/** Links from a base's tree to the user's dependencies. */
import { lstat, mkdir, readlink, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import type { TreePair } from './submodules.ts';

/**
 * Makes the links that are wanted, and removes those that were made earlier and are not wanted any more.
 *
 * @param before the links that are there, and `wanted`: from the top
 * @returns the links that are there now: a folder that the commit itself brings stays
 */
export async function syncLinks(
  trees: TreePair,
  before: readonly string[],
  wanted: readonly string[],
): Promise<readonly string[]> {
  for (const link of before) {
    if (!wanted.includes(link)) await rm(path.join(trees.base, link), { force: true });
  }
  const there: string[] = [];
  for (const link of wanted) {
    const at = path.join(trees.base, link);
    const target = path.join(trees.head, link);
    if ((await isLinkTo(at, target)) || (await make(at, target))) there.push(link);
  }
  return there;
}

async function isLinkTo(at: string, target: string): Promise<boolean> {
  try {
    // Windows answers with a separator at the end.
    return path.resolve(path.dirname(at), await readlink(at)) === target;
  } catch {
    return false;
  }
}

async function make(at: string, target: string): Promise<boolean> {
  const found = await lstat(at).catch(() => undefined);
  if (found !== undefined) return false;
  await mkdir(path.dirname(at), { recursive: true });
  // A junction needs no rights on Windows; elsewhere the word means nothing.
  await symlink(target, at, 'junction');
  return true;
}
