/** What a file held in the commits that changed it: to find the code that belongs to it when the commit it names is gone. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { GitFailure, git } from './git.ts';
import { locateRepository } from './repository.ts';

/** A commit that changed a file. */
export interface FileVersion {
  /** The full SHA. */
  readonly commit: string;
  /** What the file held; undefined where the commit removed it. */
  readonly text: string | undefined;
  /** The oldest commit of a shallow clone: everything seems to have come with it. */
  readonly cut: boolean;
}

/**
 * The commits that changed a file, newest first, and none before those that came of it. None for a file that was never
 * committed or lies outside of the work tree.
 *
 * @param file absolute; its folder exists
 * @throws GateError `GIT_MISSING`, `GIT_TOO_OLD`, `NO_REPOSITORY`
 */
export async function* fileHistory(root: string, file: string): AsyncGenerator<FileVersion> {
  const { shallow } = await locateRepository(root);
  const place = { cwd: path.dirname(file) };
  const name = path.basename(file);
  const commits = await answered(git(place, '--literal-pathspecs', 'rev-list', '--topo-order', 'HEAD', '--', name));
  if (commits === undefined || commits === '') return;
  const oldest = shallow ? await oldestCommits(root) : [];
  for (const commit of commits.split('\n')) {
    const text = await answered(git(place, 'cat-file', 'blob', `${commit}:./${name}`));
    yield { commit, text, cut: oldest.includes(commit) };
  }
}

/** Undefined where git says no: before the first commit, outside of the work tree, a file that is not there. */
async function answered(asked: Promise<string>): Promise<string | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof GitFailure) return undefined;
    throw error;
  }
}

async function oldestCommits(root: string): Promise<string[]> {
  const file = await git({ cwd: root }, 'rev-parse', '--git-path', 'shallow');
  return (await readFile(path.resolve(root, file), 'utf8')).split('\n');
}
