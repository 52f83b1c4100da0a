import type { Statistic, Summary } from '../model/result.ts';
import { type Observations, sortObservations } from './observations.ts';
import { quantile } from './quantiles.ts';

/**
 * All statistics of a set of observations, whatever their order.
 *
 * Mean and standard deviation by Welford's recurrence ("Note on a method for calculating corrected sums of squares
 * and products", Technometrics 4, 1962); percentiles are of type 7 (see `quantile`).
 *
 * @param where names the set in an error message, such as `latency`
 * @throws GateError `NOTHING_MEASURED` when there is none, `BAD_QUANTITY` when one is not a finite number
 */
export function summarize(observations: Observations, where = 'observations'): Summary {
  const sorted = sortObservations(observations, where);
  const n = sorted.length;
  const min = sorted[0]!;
  const max = sorted[n - 1]!;
  let mean = 0;
  let squares = 0;
  // Over the sorted copy, since the last bits of a sum depend on the order of its terms.
  for (let i = 0; i < n; i++) {
    const deviation = sorted[i]! - mean;
    mean += deviation / (i + 1);
    squares += deviation * (sorted[i]! - mean);
  }
  return {
    n,
    mean: Math.min(Math.max(mean, min), max),
    median: quantile(sorted, 0.5),
    min,
    max,
    sd: min === max ? 0 : Math.sqrt(squares / (n - 1)),
    p25: quantile(sorted, 0.25),
    p75: quantile(sorted, 0.75),
    p90: quantile(sorted, 0.9),
    p95: quantile(sorted, 0.95),
    p99: quantile(sorted, 0.99),
    'p99.9': quantile(sorted, 0.999),
  };
}

/** A statistic by its name; `p50` is the median. */
export function readStatistic(summary: Summary, statistic: Statistic): number {
  return statistic === 'p50' ? summary.median : summary[statistic];
}
