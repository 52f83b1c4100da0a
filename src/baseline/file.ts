/**
 * What a baseline file holds: one JSON file for each bench file, an entry for each of its results.
 *
 * Commit and environment belong to the entry, not to the file: a filtered run saves some of the results of a file and
 * leaves the others as they are.
 */
import type { Environment } from '../model/environment.ts';
import type { Measurement, Json } from '../model/result.ts';

/** The version of the format that this benchgate writes, and the newest that it reads. */
export const schemaVersion = 1;

/** The identifier of the format's JSON Schema (`schema/baseline.schema.json` in the package). */
const schemaId = 'urn:benchgate:baseline:1';

/** What is kept of a metric: everything that judging needs; of sampled metrics four significant digits. */
export type StoredMetric = Pick<Measurement, 'unit' | 'better' | 'assume' | 'per' | 'repetitions' | 'summary'>;

/** Where and from which code a result came. */
export interface Origin {
  /** The commit whose code was measured; null outside of a repository. */
  readonly commit: string | null;
  /** Whether the work tree differed from the commit (files of baselines do not count). */
  readonly dirty: boolean;
  readonly environment: Environment;
}

/** A result as a baseline keeps it. */
export interface StoredResult extends Origin {
  readonly scenario: string;
  readonly parameters: Readonly<Record<string, Json>>;
  /** By metric name. */
  readonly metrics: Readonly<Record<string, StoredMetric>>;
  /** How long measuring it took, in seconds: what the estimate of a run's duration adds up. */
  readonly seconds?: number;
}

/** A baseline file. */
export interface BaselineFile {
  readonly $schema: string;
  readonly schema: typeof schemaVersion;
  /** By `resultKey`. */
  readonly results: Readonly<Record<string, StoredResult>>;
}

/** What names a result inside a bench file. */
export interface ResultPlace {
  /** The name of the Vitest project; empty or absent when it has none. */
  readonly project?: string;
  /** The full name of the test, with those of its suites. */
  readonly test: string;
  /** The result's name within the test. */
  readonly result: string;
}

/** The key of a result in its baseline file: `[project] full test name > result name`. */
export function resultKey(place: ResultPlace): string {
  const project = place.project === undefined || place.project === '' ? '' : `[${place.project}] `;
  return `${project}${place.test} > ${place.result}`;
}

/** A baseline file with these entries. */
export function baselineFile(results: Readonly<Record<string, StoredResult>>): BaselineFile {
  return { $schema: schemaId, schema: schemaVersion, results };
}
