/**
 * How a measured result is judged by saved numbers: open the baseline of its bench file, find what it has of the result, compare.
 * Large changes only; smaller ones need the code of both sides (`judge-twins.ts`).
 */
import { compareResult } from '../baseline/compare.ts';
import { resultKey, type ResultPlace } from '../baseline/file.ts';
import { baselineFilePath } from '../baseline/path.ts';
import { readBaselineFile } from '../baseline/read.ts';
import type { Environment } from '../model/environment.ts';
import type { Result } from '../model/result.ts';
import type { Comparison } from '../model/verdict.ts';

/** A measured result, and the baseline that it is held against. */
export interface Case {
  readonly result: Result;
  readonly place: ResultPlace;
  /** Path of the bench file from the root, with forward slashes. */
  readonly benchFile: string;
  /** Folder of all baselines. */
  readonly dir: string;
  /** Its name; undefined when there are no saved numbers: everything is `new` then. */
  readonly baseline: string | undefined;
  /** Where the result was measured. */
  readonly environment: Environment;
}

/**
 * Judges a result against the saved numbers of a baseline.
 *
 * @returns one comparison for each judged statistic; all are `new` when the baseline has nothing of the result
 * @throws GateError `BAD_BASELINE` when the baseline's file cannot be understood
 */
export async function judgeNumbers({
  result,
  place,
  benchFile,
  dir,
  baseline,
  environment,
}: Case): Promise<Comparison[]> {
  const file = baseline === undefined ? undefined : await readBaselineFile(baselineFilePath(dir, baseline, benchFile));
  const stored = file?.results[resultKey(place)];
  return compareResult(result, stored, environment);
}
