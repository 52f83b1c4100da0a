/** Which commit a change is compared with: where it left the branch that it is going to be merged into. */
import { GitFailure, type GitPlace, git } from '../../src/base-tree/git.ts';
import { locateRepository } from '../../src/base-tree/repository.ts';
import { resolveRevision } from '../../src/base-tree/revision.ts';
import { GateError } from '../../src/model/errors.ts';

/** What GitHub says of the event that started a workflow. */
export type ChangeEvent =
  /** A pull request into a branch; `actions/checkout` has checked out its merge with that. */
  | { readonly type: 'pull request'; readonly target: string }
  /** A merge queue tries a change on top of this commit. */
  | { readonly type: 'merge group'; readonly base: string }
  /** Somebody asked for it: a commit, a branch or a tag. */
  | { readonly type: 'by hand'; readonly base: string };

/**
 * The event of this process's environment. Whatever anybody may have chosen (names of branches, inputs) comes as a
 * variable and is never part of a script.
 *
 * @throws GateError `BAD_OPTION` when a variable is missing, or the event is none that has a base
 */
export function readEvent(env: Readonly<Record<string, string | undefined>>): ChangeEvent {
  const name = env['GITHUB_EVENT_NAME'] ?? '';
  switch (name) {
    case 'pull_request':
      return { type: 'pull request', target: valueOf('GITHUB_BASE_REF', env) };
    case 'merge_group':
      return { type: 'merge group', base: valueOf('MERGE_GROUP_BASE', env) };
    case 'workflow_dispatch': {
      const base = env['DISPATCH_BASE'] ?? '';
      // Without a wish it is what a pull request from here would be compared with.
      return base === '' ? { type: 'pull request', target: valueOf('DEFAULT_BRANCH', env) } : { type: 'by hand', base };
    }
    default:
      throw new GateError({
        code: 'BAD_OPTION',
        message: `The event ${JSON.stringify(name)} (GITHUB_EVENT_NAME) has no base to compare with.`,
        fix: 'Start the workflow by pull_request, merge_group or workflow_dispatch.',
      });
  }
}

function valueOf(name: string, env: Readonly<Record<string, string | undefined>>): string {
  const value = env[name];
  if (value !== undefined && value !== '') return value;
  throw new GateError({
    code: 'BAD_OPTION',
    message: `The variable ${name} is not set, and the event ${env['GITHUB_EVENT_NAME']} needs it.`,
    fix: 'The step in .github/workflows/bench.yml says where it comes from.',
  });
}

/**
 * @param root a folder of the work tree, whose HEAD holds the change
 * @returns the full SHA
 * @throws GateError `SHALLOW_CLONE` when the history is not there, `UNKNOWN_REVISION` when the base is not, and as
 *   `locateRepository` does
 */
export async function baseOfEvent(root: string, event: ChangeEvent): Promise<string> {
  return event.type === 'pull request' ? mergeBase(root, event.target) : resolveRevision(root, event.base);
}

async function mergeBase(root: string, target: string): Promise<string> {
  const { top, shallow } = await locateRepository(root);
  if (shallow) {
    throw new GateError({
      code: 'SHALLOW_CLONE',
      message: `${top} is a shallow clone: where the change left ${JSON.stringify(target)} is not in it.`,
      fix: 'Set fetch-depth: 0 for actions/checkout; elsewhere: git fetch --unshallow.',
    });
  }
  const place = { cwd: top };
  const tip = await tipOf(place, target);
  const head = await git(place, 'rev-parse', '--verify', 'HEAD^{commit}');
  const base = await ask(place, 'merge-base', tip, head);
  if (base === undefined) {
    throw new GateError({
      code: 'UNKNOWN_REVISION',
      message: `HEAD and ${JSON.stringify(target)} have no commit in common.`,
      fix: 'Start the branch from the one that it is going to be merged into.',
    });
  }
  return base === head ? firstParent(place, target) : base;
}

/** That of a remote comes first: a branch of the clone may be older, and in CI there is none. */
async function tipOf(place: GitPlace, branch: string): Promise<string> {
  const remotes = (await git(place, 'remote')).split('\n').filter((remote) => remote !== '');
  const origin = remotes.toSorted((one, other) => Number(other === 'origin') - Number(one === 'origin'));
  for (const ref of [...origin.map((remote) => `refs/remotes/${remote}/${branch}`), `refs/heads/${branch}`]) {
    const tip = await ask(place, 'rev-parse', '--verify', '--quiet', `${ref}^{commit}`);
    if (tip !== undefined) return tip;
  }
  throw new GateError({
    code: 'UNKNOWN_REVISION',
    message: `This clone does not have the branch ${JSON.stringify(branch)} that the change goes into.`,
    fix: 'Fetch it: set fetch-depth: 0 for actions/checkout; in the clone of a fork, add the original as a remote and run git fetch.',
  });
}

/** All of HEAD is in the branch already: what its last commit did is what can be measured. */
async function firstParent(place: GitPlace, target: string): Promise<string> {
  const parent = await ask(place, 'rev-parse', '--verify', '--quiet', 'HEAD^1');
  if (parent !== undefined) return parent;
  throw new GateError({
    code: 'UNKNOWN_REVISION',
    message: `HEAD is the first commit of ${JSON.stringify(target)}: nothing is before it.`,
    fix: 'Compare from the second commit on.',
  });
}

/** What git answers; undefined when it says no. */
async function ask(place: GitPlace, ...words: readonly string[]): Promise<string | undefined> {
  try {
    return await git(place, ...words);
  } catch (error) {
    if (error instanceof GitFailure) return undefined;
    throw error;
  }
}
