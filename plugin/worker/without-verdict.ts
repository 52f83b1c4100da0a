/** What is said of results that cannot be measured beside the baseline's code. */
import type { Comparison, Result } from '../../src/index.ts';

/** One comparison without a verdict, of the figure that the result was measured for. */
export function notComparable(result: Result, reason: string): readonly Comparison[] {
  const metrics = Object.values(result.metrics).filter((metric) => metric !== undefined && metric.better !== 'neither');
  const metric = metrics.find((one) => one?.name === 'throughput') ?? metrics[0];
  if (metric === undefined) return [];
  const { name, unit, better, summary } = metric;
  const about = { result: result.name, metric: name, statistic: 'median', unit, better } as const;
  return [{ ...about, head: summary.median, verdict: 'not comparable', reason }];
}

/** The same comparisons, with a reason where they have none. */
export function withReason(comparisons: readonly Comparison[], reason: string): readonly Comparison[] {
  return comparisons.map((one) => (one.reason === undefined ? { ...one, reason } : one));
}
