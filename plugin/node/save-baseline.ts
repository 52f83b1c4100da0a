/** Writes what a run measured into a baseline: once, in the main process, at the end. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BaselineFile, StoredResult } from '../../src/baseline/file.ts';
import { listBaselineFiles } from '../../src/baseline/list.ts';
import { mergeBaseline } from '../../src/baseline/merge.ts';
import { baselineFilePath } from '../../src/baseline/path.ts';
import { storeResult } from '../../src/baseline/store-result.ts';
import { updateBaselineFile } from '../../src/baseline/write.ts';
import { readRevision } from '../../src/measurement/revision.ts';
import type { CollectedFile } from './collect-run.ts';
import { removedKeys } from './removed.ts';

/** Where to write. */
export interface Destination {
  readonly root: string;
  /** Folder of the baselines, absolute. */
  readonly dir: string;
  readonly name: string;
}

/** What was written. */
export interface Saved {
  readonly name: string;
  /** How many results the run brought to the baseline. */
  readonly results: number;
  /** How many files changed; the others held the same within their noise. */
  readonly changedFiles: number;
  readonly files: number;
  /** Tests whose results were not saved, because they failed before their end. */
  readonly incomplete: readonly string[];
}

/**
 * Merges the results of all tests that ran to their end into the baseline, and drops benchmarks that are gone.
 *
 * @throws GateError `BAD_BASELINE`, `BASELINE_NOT_WRITABLE`
 */
export async function saveBaseline(files: readonly CollectedFile[], { root, dir, name }: Destination): Promise<Saved> {
  const revision = await readRevision(root, dir);
  const byBenchFile = Map.groupBy(files, (file) => file.benchFile);
  let changedFiles = 0;
  let results = 0;
  let measuredFiles = 0;
  for (const [benchFile, variants] of byBenchFile) {
    const measured = new Map<string, StoredResult>();
    for (const test of variants.flatMap((file) => file.tests)) {
      if (!test.complete || test.environment === undefined) continue;
      const origin = { ...revision, environment: test.environment };
      for (const { key, result, seconds } of test.results) measured.set(key, storeResult(result, origin, seconds));
    }
    const changed = await updateBaselineFile(baselineFilePath(dir, name, benchFile), (old) =>
      mergeBaseline(withoutRemoved(old, variants), measured, false),
    );
    if (changed) changedFiles++;
    if (measured.size > 0) measuredFiles++;
    results += measured.size;
  }
  changedFiles += await dropGoneFiles({ root, dir, name }, byBenchFile);
  const incomplete = files.flatMap(({ tests }) => tests.filter((test) => !test.complete && test.failed));
  return {
    name,
    results,
    changedFiles,
    files: Math.max(measuredFiles, changedFiles),
    incomplete: incomplete.map(({ title }) => title),
  };
}

/** The results of bench files that are no more. Answers how many files went. */
async function dropGoneFiles({ root, dir, name }: Destination, ran: ReadonlyMap<string, unknown>): Promise<number> {
  let dropped = 0;
  for (const benchFile of await listBaselineFiles(dir, name)) {
    if (ran.has(benchFile) || existsSync(join(root, benchFile))) continue;
    if (await updateBaselineFile(baselineFilePath(dir, name, benchFile), () => undefined)) dropped++;
  }
  return dropped;
}

function withoutRemoved(old: BaselineFile | undefined, variants: readonly CollectedFile[]): BaselineFile | undefined {
  if (old === undefined) return undefined;
  const gone = new Set(removedKeys(variants, Object.keys(old.results)));
  return { ...old, results: Object.fromEntries(Object.entries(old.results).filter(([key]) => !gone.has(key))) };
}
