/** Which commit each result is compared with: the one that its baseline was saved at, where that can still be had. */
import { commitExists, lastCommitOf } from '../../../src/base-tree/revision.ts';
import type { StoredResult } from '../../../src/baseline/file.ts';
import { baselineFilePath } from '../../../src/baseline/path.ts';
import { readBaselineFile } from '../../../src/baseline/read.ts';

/** The commits of one bench file's results. */
export interface BaseCommits {
  /** By the results' keys. A result without a commit is judged by its numbers. */
  readonly commits: Readonly<Record<string, string>>;
  /** How many of them can be measured again. */
  readonly repeatable: number;
  /** What is to be said of it, in whole sentences. */
  readonly remarks: readonly string[];
}

/** What benchgate itself measures; of a scenario of the user's own there are only the figures. */
const scenarios: ReadonlySet<string> = new Set(['bench', 'scheduler']);

/**
 * @param root a folder of the work tree
 * @throws GateError when there is no git, or no repository
 */
export async function baseCommitsOf(
  root: string,
  { dir, baseline, benchFile }: { readonly dir: string; readonly baseline: string; readonly benchFile: string },
): Promise<BaseCommits> {
  const path = baselineFilePath(dir, baseline, benchFile);
  const file = await readBaselineFile(path);
  const commits: Record<string, string> = {};
  const remarks = new Set<string>();
  const findInstead = once(() => lastCommitOf(root, path));
  for (const [key, stored] of Object.entries(file?.results ?? {})) {
    const trouble = await troubleWith(root, stored);
    if (trouble === undefined) {
      commits[key] = stored.commit!;
      continue;
    }
    const instead = await findInstead();
    if (instead === undefined) {
      remarks.add(`${trouble}, and its file was never committed: judged by the saved numbers.`);
    } else {
      commits[key] = instead;
      remarks.add(`${trouble}: taken instead is ${instead.slice(0, 7)}, which last changed the baseline's file.`);
    }
  }
  const repeatable = Object.keys(commits).filter((key) => scenarios.has(file?.results[key]?.scenario ?? ''));
  return { commits, repeatable: repeatable.length, remarks: [...remarks] };
}

/** Why the code that was measured is not the code of the commit that is named, in words. */
async function troubleWith(root: string, { commit, dirty }: StoredResult): Promise<string | undefined> {
  if (commit === null) return 'The baseline was saved outside of a repository';
  if (dirty) return `The baseline was saved with changes on top of ${commit.slice(0, 7)}`;
  if (!(await commitExists(root, commit))) return `The baseline's commit ${commit.slice(0, 7)} is not in this clone`;
  return undefined;
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let begun: Promise<T> | undefined;
  return () => (begun ??= work());
}
