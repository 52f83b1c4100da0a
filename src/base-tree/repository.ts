/** The user's repository, as git sees it from Vitest's root. */
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { GateError } from '../model/errors.ts';
import { GitFailure, git } from './git.ts';

/** A work tree of the user. */
export interface Repository {
  /** The top of the work tree; a real path. */
  readonly top: string;
  /** The root's folder as git writes it: from the top, with `/`; empty for the top itself. */
  readonly inside: string;
  /** Whether the history ends before the first commit. */
  readonly shallow: boolean;
}

/** Since 2.20, `git worktree remove` can remove what a killed git left behind. */
const oldest = [2, 20] as const;

/**
 * @param root a folder of the work tree
 * @throws GateError `GIT_MISSING`, `GIT_TOO_OLD`, `NO_REPOSITORY`
 */
export async function locateRepository(root: string, signal?: AbortSignal): Promise<Repository> {
  const cwd = await realpath(root).catch((cause: unknown) => {
    throw new GateError({
      code: 'NO_REPOSITORY',
      message: `The folder ${root} does not exist.`,
      fix: 'Name an existing folder as the root of Vitest.',
      cause,
    });
  });
  await checkGit(cwd, signal);
  try {
    const place = { cwd, signal };
    const answer = await git(place, 'rev-parse', '--is-shallow-repository', '--show-toplevel');
    const [shallow, ...shown] = answer.split('\n');
    const top = await realpath(shown.join('\n'));
    return { top, inside: path.relative(top, cwd).split(path.sep).join('/'), shallow: shallow === 'true' };
  } catch (cause) {
    if (cause instanceof GitFailure) throw noRepository(cwd, cause);
    throw cause;
  }
}

async function checkGit(cwd: string, signal: AbortSignal | undefined): Promise<void> {
  let answer: string;
  try {
    answer = await git({ cwd, signal }, '--version');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
    throw new GateError({
      code: 'GIT_MISSING',
      message: 'The command git is not on the PATH, and the code of the base comes from git.',
      fix: 'Install git, or add its folder to PATH.',
      cause,
    });
  }
  const [major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(answer) ?? []).slice(1).map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return;
  throw new GateError({
    code: 'GIT_TOO_OLD',
    message: `The git on the PATH is too old: ${answer}.`,
    fix: `Install git ${oldest.join('.')} or newer.`,
  });
}

function noRepository(cwd: string, cause: GitFailure): GateError {
  if (cause.output.includes('dubious ownership')) {
    return new GateError({
      code: 'NO_REPOSITORY',
      message: `Git does not read the repository of ${cwd}: its files belong to another user.`,
      fix: 'Run the command that git proposes: git config --global --add safe.directory <folder of the repository>.',
      cause,
    });
  }
  return new GateError({
    code: 'NO_REPOSITORY',
    message: `The folder ${cwd} is in no work tree of a git repository.`,
    fix: 'Run in a clone of the repository (in a container: copy .git too), or compare with a stored baseline.',
    cause,
  });
}
