/** Which commit each result is compared with: the one that its baseline was saved at, where that can still be had. */
import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { fileHistory } from '../../../src/base-tree/file-history.ts';
import type { StoredResult } from '../../../src/baseline/file.ts';
import { baselineFilePath } from '../../../src/baseline/path.ts';
import { readBaselineFile } from '../../../src/baseline/read.ts';

/** The commits of one bench file's results. */
export interface BaseCommits {
  /** By the keys of the results that can be measured again. A result without a commit is judged by its numbers. */
  readonly commits: Readonly<Record<string, string>>;
  /** What is to be said of it, in whole sentences. */
  readonly remarks: readonly string[];
}

/** A bench file's results in a baseline. */
export interface BaselinePlace {
  readonly dir: string;
  readonly baseline: string;
  readonly benchFile: string;
  /** By the key of a result: whether the run comes to it. */
  readonly isSelected: (key: string) => boolean;
}

/** Whether this clone has a commit. */
export type CommitExists = (sha: string) => Promise<boolean>;

/** What benchgate itself measures; of a scenario of the user's own there are only the figures. */
const scenarios: ReadonlySet<string> = new Set(['bench', 'scheduler']);

/**
 * @param root a folder of the work tree
 * @throws GateError when there is no git, or no repository
 */
export async function baseCommitsOf(
  root: string,
  { dir, baseline, benchFile, isSelected }: BaselinePlace,
  exists: CommitExists,
): Promise<BaseCommits> {
  const path = baselineFilePath(dir, baseline, benchFile);
  const file = await readBaselineFile(path);
  const commits: Record<string, string> = {};
  const troubles = new Map<string, string>();
  for (const [key, stored] of Object.entries(file?.results ?? {})) {
    if (!scenarios.has(stored.scenario) || !isSelected(key)) continue;
    const trouble = await troubleWith(stored, exists);
    if (trouble === undefined) commits[key] = stored.commit!;
    else troubles.set(key, trouble);
  }
  const remarks = new Set<string>();
  const committed = troubles.size === 0 ? undefined : await committedWith(root, path, [...troubles.keys()]);
  for (const [key, trouble] of troubles) {
    const instead = committed?.get(key);
    if (instead === undefined) {
      remarks.add(`${trouble}, and no commit is known that brought it: judged by the saved numbers.`);
    } else {
      commits[key] = instead;
      remarks.add(`${trouble}: taken instead is ${instead.slice(0, 7)}, which it was committed with.`);
    }
  }
  return { commits, remarks: [...remarks] };
}

/** Why the code that was measured is not the code of the commit that is named, in words. */
async function troubleWith({ commit, dirty }: StoredResult, exists: CommitExists): Promise<string | undefined> {
  if (commit === null) return 'The baseline was saved outside of a repository';
  if (dirty) return `The baseline was saved with changes on top of ${commit.slice(0, 7)}`;
  if (!(await exists(commit))) return `The baseline's commit ${commit.slice(0, 7)} is not in this clone`;
  return undefined;
}

/**
 * The commit in which each entry of a baseline's file first appears as it is now. By the entry and not by the file: who saves one
 * result anew has not measured the others' code.
 */
async function committedWith(
  root: string,
  path: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const now = entriesIn(await readFile(path, 'utf8'));
  const commits = new Map<string, string>();
  for await (const { commit, text, cut } of fileHistory(root, path)) {
    const then = entriesIn(text);
    // Newest first: what is older takes the place. Between them lie the commits of other branches.
    for (const key of keys.filter((each) => isDeepStrictEqual(then[each], now[each]))) {
      // Where a shallow clone ends nobody knows how old it is.
      if (cut) commits.delete(key);
      else commits.set(key, commit);
    }
  }
  return commits;
}

type Entries = Readonly<Record<string, unknown>>;

/** Whatever an earlier version of the file holds: what cannot be understood has no entries. */
function entriesIn(text: string | undefined): Entries {
  try {
    return (JSON.parse(text ?? '') as { readonly results?: Entries }).results ?? {};
  } catch {
    return {};
  }
}
