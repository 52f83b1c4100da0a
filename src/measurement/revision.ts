/** The commit whose code is measured. */
import { execFile } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { relative } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A commit, and whether the work tree differs from it. */
export interface Revision {
  /** Null outside of a git repository, or before its first commit. */
  readonly commit: string | null;
  /** Whether tracked files differ from the commit or untracked ones lie beside them; false where there is no commit. */
  readonly dirty: boolean;
}

/**
 * Asks git.
 *
 * @param root a folder of the work tree
 * @param ignored a folder whose files do not make the tree dirty (that of the baselines); absolute
 */
export async function readRevision(root: string, ignored: string): Promise<Revision> {
  try {
    const git = async (...words: string[]): Promise<string> => (await run('git', words, { cwd: root })).stdout.trim();
    const commit = await git('rev-parse', '--verify', 'HEAD');
    const top = await git('rev-parse', '--show-toplevel');
    // Git answers real paths; the folder that is ignored need not exist yet.
    const inside = relative(top, existsSync(ignored) ? realpathSync(ignored) : ignored);
    const except = inside === '' || inside.startsWith('..') ? [] : [`:(exclude)${inside}`];
    const status = await git('-C', top, 'status', '--porcelain', '--', '.', ...except);
    return { commit, dirty: status !== '' };
  } catch {
    // No git, no repository, no commit: a baseline can be saved all the same.
    return { commit: null, dirty: false };
  }
}
