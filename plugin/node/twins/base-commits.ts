/** Which commit each result is compared with: the one that its baseline was saved at, where that can still be had. */
import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { fileHistory } from '../../../src/base-tree/file-history.ts';
import { commitExists } from '../../../src/base-tree/revision.ts';
import type { StoredResult } from '../../../src/baseline/file.ts';
import { baselineFilePath } from '../../../src/baseline/path.ts';
import { readBaselineFile } from '../../../src/baseline/read.ts';

/** The commits of one bench file's results. */
export interface BaseCommits {
  /** By the results' keys. A result without a commit is judged by its numbers. */
  readonly commits: Readonly<Record<string, string>>;
  /** Those of the keys whose results can be measured again. */
  readonly repeatable: readonly string[];
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
  const troubles = new Map<string, string>();
  for (const [key, stored] of Object.entries(file?.results ?? {})) {
    const trouble = await troubleWith(root, stored);
    if (trouble === undefined) commits[key] = stored.commit!;
    else troubles.set(key, trouble);
  }
  const remarks = new Set<string>();
  const committed = troubles.size === 0 ? undefined : await committedWith(root, path, [...troubles.keys()]);
  for (const [key, trouble] of troubles) {
    const instead = committed?.get(key);
    if (instead === undefined) {
      remarks.add(`${trouble}, and it was not committed since: judged by the saved numbers.`);
    } else {
      commits[key] = instead;
      remarks.add(`${trouble}: taken instead is ${instead.slice(0, 7)}, which it was committed with.`);
    }
  }
  const repeatable = Object.keys(commits).filter((key) => scenarios.has(file?.results[key]?.scenario ?? ''));
  return { commits, repeatable, remarks: [...remarks] };
}

/** Why the code that was measured is not the code of the commit that is named, in words. */
async function troubleWith(root: string, { commit, dirty }: StoredResult): Promise<string | undefined> {
  if (commit === null) return 'The baseline was saved outside of a repository';
  if (dirty) return `The baseline was saved with changes on top of ${commit.slice(0, 7)}`;
  if (!(await commitExists(root, commit))) return `The baseline's commit ${commit.slice(0, 7)} is not in this clone`;
  return undefined;
}

/**
 * The commit that brought each entry of a baseline's file into the history as it is now. By the entry and not by the file: who saves
 * one result anew has not measured the others' code.
 */
async function committedWith(
  root: string,
  path: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const now = entriesIn(await readFile(path, 'utf8'));
  const commits = new Map<string, string>();
  const open = new Set(keys);
  for await (const { commit, text, cut } of fileHistory(root, path)) {
    const then = entriesIn(text);
    for (const key of open) {
      const same = isDeepStrictEqual(then[key], now[key]);
      if (same && !cut) commits.set(key, commit);
      // Where a shallow clone ends nobody knows how old it is.
      else if (same) commits.delete(key);
      if (!same || cut) open.delete(key);
    }
    if (open.size === 0) break;
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
