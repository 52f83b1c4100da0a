/** Results for the tests of baselines: small, and of every kind that the rules tell apart. */
import type { StoredMetric, StoredResult } from '../../../src/baseline/file.ts';
import type { Environment } from '../../../src/model/environment.ts';
import type { Measurement, Result } from '../../../src/model/result.ts';
import { summarize } from '../../../src/statistics/summary.ts';

export const environment: Environment = { cpu: 'Model X', cores: 2, os: 'linux', arch: 'x64', node: 24 };

/** Ten repetitions around a value, 4 % apart at most: what a quiet run looks like. */
export function around(value: number, count = 10): number[] {
  return Array.from({ length: count }, (_, index) => value * (1 + (((index * 7) % 10) - 4.5) / 225));
}

export function measurement(median: readonly number[], also: Partial<Measurement> = {}): Measurement {
  return {
    name: 'latency',
    unit: 'ns',
    better: 'lower',
    assume: 'sampled',
    about: 'For tests.',
    per: 'task',
    summary: summarize(median),
    repetitions: { median },
    ...also,
  };
}

export function measured(metrics: Record<string, Measurement>, also: Partial<Result> = {}): Result {
  return { scenario: 'bench', name: 'r', parameters: {}, warnings: [], metrics, ...also };
}

export function stored(metrics: Record<string, StoredMetric>, also: Partial<StoredResult> = {}): StoredResult {
  return { scenario: 'bench', parameters: {}, metrics, commit: 'abc', dirty: false, environment, ...also };
}
