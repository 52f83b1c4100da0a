/** Checks out all base commits of a run. */
import { type BaseTree, openBaseTree } from '../../../src/base-tree/open.ts';
import { GateError } from '../../../src/model/errors.ts';

/** The trees of the base commits, and of which commits there is none, in the words of what failed. */
export interface Trees {
  readonly opened: ReadonlyMap<string, BaseTree>;
  readonly unavailable: ReadonlyMap<string, string>;
}

/** What cannot be had of one commit takes nothing from the others. @throws GateError when none can be had */
export async function openTrees(
  commits: readonly string[],
  { root, say }: { readonly root: string; readonly say: (line: string) => void },
): Promise<Trees> {
  const opened = new Map<string, BaseTree>();
  const failures = new Map<string, GateError>();
  for (const revision of commits) {
    try {
      opened.set(revision, await openBaseTree({ root, revision, needed: commits, onProgress: say }));
    } catch (error) {
      if (!(error instanceof GateError)) throw error;
      failures.set(revision, error);
    }
  }
  const [first] = failures.values();
  if (opened.size === 0 && first !== undefined) throw first;
  const unavailable = new Map([...failures].map(([commit, { message }]) => [commit, firstLine(message)]));
  for (const [commit, message] of unavailable) {
    say(`what would be compared with ${commit.slice(0, 7)} is judged by the saved numbers: ${message}`);
  }
  return { opened, unavailable };
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0]!;
}
