/** Which commit a word stands for. */
import { GateError } from '../model/errors.ts';
import { suggest } from '../model/suggest.ts';
import { GitFailure, type GitPlace, git, gitAgrees } from './git.ts';
import { locateRepository, type Repository } from './repository.ts';

/**
 * The commit of a revision as git writes them: a SHA, a branch, a tag, `HEAD~1`. A branch that only a remote has is found
 * too, since clones in CI hold no local branches.
 *
 * @param root a folder of the work tree
 * @returns the full SHA
 * @throws GateError `UNKNOWN_REVISION`, `SHALLOW_CLONE` when the history that this clone has ends before it;
 *   `GIT_MISSING`, `GIT_TOO_OLD`, `NO_REPOSITORY`
 */
export async function resolveRevision(root: string, revision: string): Promise<string> {
  return resolveIn(await locateRepository(root), revision);
}

/** Whether this clone has the commit. @throws GateError `GIT_MISSING`, `GIT_TOO_OLD`, `NO_REPOSITORY` */
export async function commitExists(root: string, sha: string): Promise<boolean> {
  const { top } = await locateRepository(root);
  return !sha.startsWith('-') && gitAgrees({ cwd: top }, 'cat-file', '-e', `${sha}^{commit}`);
}

/** `resolveRevision` in a repository that is known. @throws as that does */
export async function resolveIn(repository: Repository, revision: string, signal?: AbortSignal): Promise<string> {
  const place = { cwd: repository.top, signal };
  // No revision starts with a dash; git would take it for an option.
  if (revision !== '' && !revision.startsWith('-')) {
    for (const name of [revision, ...(await remoteBranches(place, revision))]) {
      try {
        return await git(place, 'rev-parse', '--verify', '--quiet', `${name}^{commit}`);
      } catch (error) {
        if (!(error instanceof GitFailure)) throw error;
      }
    }
  }
  throw await unknown(repository, revision, place);
}

/** `refs/remotes/<remote>/<name>`, that of `origin` first. */
async function remoteBranches(place: GitPlace, name: string): Promise<string[]> {
  const remotes = (await git(place, 'remote')).split('\n').filter((remote) => remote !== '');
  return remotes
    .sort((a, b) => Number(b === 'origin') - Number(a === 'origin'))
    .map((remote) => `refs/remotes/${remote}/${name}`);
}

async function unknown(repository: Repository, revision: string, place: GitPlace): Promise<GateError> {
  const names = await git(
    place,
    'for-each-ref',
    '--format=%(refname:short)',
    'refs/heads',
    'refs/tags',
    'refs/remotes',
  );
  const near = suggest(revision, names.split('\n'));
  const message = `The repository ${repository.top} has no commit ${JSON.stringify(revision)}.${near}`;
  if (repository.shallow) {
    return new GateError({
      code: 'SHALLOW_CLONE',
      message: `${message} It is a shallow clone, which has the newest commits only.`,
      fix: 'Fetch the history: git fetch --unshallow; in GitHub Actions, set fetch-depth: 0 for actions/checkout.',
    });
  }
  return new GateError({
    code: 'UNKNOWN_REVISION',
    message,
    fix: 'Name a commit, a branch or a tag of this repository; one that a remote has must be fetched first: git fetch.',
  });
}
