/** A run's verdicts, made up. */
import type { Comparison } from '../../../src/model/verdict.ts';
import type { JudgedResult, RunVerdicts } from '../../../src/reports/run-verdicts.ts';

export const commit: string = '0123456789abcdef0123456789abcdef01234567';

/** A figure that got slower, in three processes. */
export const slowerFigure: Comparison = {
  result: 'sort',
  metric: 'latency',
  statistic: 'median',
  unit: 'ns',
  better: 'lower',
  verdict: 'slower',
  base: 2e6,
  head: 4e6,
  change: 1,
  interval: [0.8, 1.25],
  smallest: 0.05,
  processes: 3,
  leading: true,
};

/** A result of one figure. */
export function judged(key: string, figure: Partial<Comparison> = {}): JudgedResult {
  const comparison = { ...slowerFigure, ...figure };
  return {
    key,
    benchFile: 'bench/list.bench.ts',
    verdict: comparison.verdict,
    baseCommit: commit,
    environment: { cpu: 'Some CPU', cores: 4, os: 'linux', arch: 'x64', node: 24 },
    comparisons: [comparison],
  };
}

/** A run with these results, compared with the branch main. */
export function runOf(results: readonly JudgedResult[], more: Partial<RunVerdicts> = {}): RunVerdicts {
  return {
    outcome: 'failed',
    comparedWith: { kind: 'revision', name: 'main', commits: [commit] },
    head: { commit: 'fedcba9876543210fedcba9876543210fedcba98', dirty: false },
    results,
    unmeasured: [],
    ...more,
  };
}
