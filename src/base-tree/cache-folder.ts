/** Where the trees of a repository are kept. */
import { mkdir, realpath, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type GitPlace, git } from './git.ts';

/**
 * Makes the folder: `wanted`, else one in git's own folder, which all work trees of a clone share. There nobody looks: no watcher,
 * no search for files, no `git status`. Below `node_modules`, Node would not run a file in TypeScript.
 *
 * @param place in the user's repository
 * @param wanted absolute
 * @returns its real path
 * @throws file system errors
 */
export async function openCacheFolder(place: GitPlace, wanted: string | undefined): Promise<string> {
  const folder = wanted ?? path.join(await gitFolder(place), 'benchgate', 'trees');
  await mkdir(folder, { recursive: true });
  // Where a folder of the work tree is wanted, the user's git status stays as it was.
  if (wanted !== undefined) await writeFile(path.join(folder, '.gitignore'), '*\n');
  return realpath(folder);
}

async function gitFolder(place: GitPlace): Promise<string> {
  return path.resolve(place.cwd, await git(place, 'rev-parse', '--git-common-dir'));
}
