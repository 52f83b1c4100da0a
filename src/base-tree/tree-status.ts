/** Whether a tree is still what was made. */
import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { GitFailure, git } from './git.ts';
import type { TreeEntry } from './tree-entry.ts';

/**
 * What differs from the commit, as git writes it, but for links to the user's dependencies: a `.gitignore` which names the
 * folder `node_modules/` does not mean a link of this name.
 */
export async function readStatus(tree: string, links: readonly string[], signal?: AbortSignal): Promise<string> {
  const options = ['--porcelain', '-z', '--untracked-files=normal', '--ignore-submodules=none'];
  const status = await git({ cwd: tree, signal }, 'status', ...options);
  const ours = new Set(links.map((link) => `?? ${link}`));
  return status
    .split('\0')
    .filter((line) => !ours.has(line))
    .join('\0');
}

/** Whether the commit is checked out, nothing was changed since, and all dependencies that were installed are there. */
export async function isIntact({ tree, record }: TreeEntry, signal?: AbortSignal): Promise<boolean> {
  try {
    const answer = await git({ cwd: tree, signal }, 'rev-parse', 'HEAD', '--show-toplevel');
    const [commit, ...top] = answer.split('\n');
    // Without its file .git, git finds the repository around it.
    if (commit !== record.commit || (await realpath(top.join('\n'))) !== tree) return false;
    // Git says nothing about a submodule whose folder is empty, nor about folders that it ignores.
    const needed = [...record.submodules.map((folder) => `${folder}/.git`), ...record.installed];
    if (!needed.every((file) => existsSync(path.join(tree, file)))) return false;
    return (await readStatus(tree, record.links, signal)) === record.status;
  } catch (error) {
    if (error instanceof GitFailure || (error as NodeJS.ErrnoException).syscall !== undefined) return false;
    throw error;
  }
}
