/** Runs git such that nothing of the user's is touched: no hooks, no daemons, no upkeep, no settings written. */
import { gitEnvironment } from './process-environment.ts';
import { runProcess } from './run-process.ts';

/** Where git runs, and what ends it early. */
export interface GitPlace {
  readonly cwd: string;
  readonly signal?: AbortSignal | undefined;
}

/** Git ran, and said no. */
export class GitFailure extends Error {
  override readonly name: string = 'GitFailure';
  /** What git printed. */
  readonly output: string;

  constructor(words: readonly string[], code: number | null, output: string) {
    super(`git ${words.join(' ')} ended with ${code ?? 'a signal'}: ${output.trim()}`);
    this.output = output.trim();
  }
}

const settings = [
  // A hook of the user (post-checkout) would run in the base's tree.
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'submodule.recurse=false',
  'maintenance.auto=false',
  'gc.auto=0',
  // It would write extensions.relativeWorktrees into the settings of the repository.
  'worktree.useRelativePaths=false',
].flatMap((setting) => ['-c', setting]);

/**
 * @returns what git wrote on stdout, without white space at the end
 * @throws GitFailure when git ends with an error; the error of `spawn` when there is no git; the signal's reason
 */
export async function git(place: GitPlace, ...words: readonly string[]): Promise<string> {
  const { code, stdout, output } = await runProcess('git', [...settings, ...words], {
    ...place,
    env: gitEnvironment(),
  });
  if (code !== 0) throw new GitFailure(words, code, output);
  return stdout.trimEnd();
}

/** Whether git says yes: for questions that it answers by its exit code. @throws as `git`, but for a failure */
export async function gitAgrees(place: GitPlace, ...words: readonly string[]): Promise<boolean> {
  try {
    await git(place, ...words);
    return true;
  } catch (error) {
    if (error instanceof GitFailure) return false;
    throw error;
  }
}
