/** The benchmarks that the baseline has and the code has no more, as comparisons. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { compareRemoved } from '../../src/baseline/compare.ts';
import { listBaselineFiles } from '../../src/baseline/list.ts';
import { baselineFilePath } from '../../src/baseline/path.ts';
import { readBaselineFile } from '../../src/baseline/read.ts';
import type { Comparison } from '../../src/model/verdict.ts';
import type { CollectedFile } from './collect-run.ts';
import { removedKeys } from './removed.ts';

/** The baseline to look in. */
export interface Place {
  readonly root: string;
  /** Folder of the baselines, absolute. */
  readonly dir: string;
  readonly baseline: string;
}

/** Those of the bench files that ran, and of bench files that are no more. One list for each removed result. */
export async function findRemoved(
  files: readonly CollectedFile[],
  { root, dir, baseline }: Place,
): Promise<Comparison[][]> {
  const found: Comparison[][] = [];
  const ran = Map.groupBy(files, (file) => file.benchFile);
  for (const benchFile of await listBaselineFiles(dir, baseline)) {
    const variants = ran.get(benchFile);
    if (variants === undefined && existsSync(join(root, benchFile))) continue;
    const stored = (await readBaselineFile(baselineFilePath(dir, baseline, benchFile)))?.results ?? {};
    const keys = variants === undefined ? Object.keys(stored) : removedKeys(variants, Object.keys(stored));
    for (const key of keys) found.push(compareRemoved(key, stored[key]!));
  }
  return found;
}
