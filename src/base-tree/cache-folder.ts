/** Where the trees of a repository are kept. */
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, lstat, mkdir, realpath, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { GateError } from '../model/errors.ts';

/**
 * Makes the folder: `wanted`, else in the cache of `<top>/node_modules`, else, when there is no such folder or it is a link,
 * one of its own below the system's folder for temporary files.
 *
 * @param wanted absolute
 * @returns its real path
 * @throws GateError `BASE_TREE_FAILED` when someone else made the folder among the temporary files; file system errors
 */
export async function openCacheFolder(top: string, wanted: string | undefined): Promise<string> {
  const folder = wanted ?? (await inModules(top)) ?? (await inTemporary(top));
  await mkdir(folder, { recursive: true });
  // In a repository which does not ignore node_modules, the user's git status stays as it was.
  await writeFile(path.join(folder, '.gitignore'), '*\n');
  return realpath(folder);
}

async function inModules(top: string): Promise<string | undefined> {
  const modules = path.join(top, 'node_modules');
  try {
    if (!(await lstat(modules)).isDirectory()) return undefined;
    await access(modules, constants.W_OK);
    return path.join(modules, '.cache', 'benchgate', 'trees');
  } catch {
    return undefined;
  }
}

/** The name can be guessed, and what lies inside is run: so it has to be ours. */
async function inTemporary(top: string): Promise<string> {
  const key = createHash('sha256').update(top).digest('hex').slice(0, 16);
  const user = process.getuid?.();
  const folder = path.join(os.tmpdir(), `benchgate-trees-${user === undefined ? '' : `${user}-`}${key}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await lstat(folder);
  const ours = found.isDirectory() && (user === undefined || (found.uid === user && (found.mode & 0o022) === 0));
  if (ours) return folder;
  throw new GateError({
    code: 'BASE_TREE_FAILED',
    message: `The folder ${folder}, where the code of the base would be checked out, can be changed by other users.`,
    fix: 'Remove it, or set TMPDIR to a folder of your own.',
  });
}
