/**
 * Judges a result against the numbers that a baseline saved of it.
 *
 * All metrics with a better direction are judged, by their median and, where there is one, their 99th percentile: a
 * regression in a tail or in memory does not show in the throughput. They are several views of one result, so the
 * verdict of the result is one (`summary.ts`), however many metrics show the same cause.
 *
 * Saved numbers are a tripwire for large changes; small ones need the code of both sides run side by side. Where that
 * judgement (twins) comes in, it takes the place of `compareResult` for sampled metrics whose base commit can be had,
 * and answers the same `Comparison`s.
 */
import type { Environment } from '../model/environment.ts';
import type { Result } from '../model/result.ts';
import type { Comparison } from '../model/verdict.ts';
import { median } from '../statistics/quantiles.ts';
import type { JudgedStatistic } from './allowance.ts';
import { compareStatistic } from './compare-statistic.ts';
import type { ComparisonHead } from './compare-statistic.ts';
import type { StoredMetric, StoredResult } from './file.ts';
import { own } from './match.ts';
import type { Comparable } from './match.ts';

/**
 * Judges every metric of a measured result that has a better direction.
 *
 * @param stored what the baseline holds of it; undefined makes everything `new`
 * @param environment where `measured` was measured
 */
export function compareResult(
  measured: Result,
  stored: StoredResult | undefined,
  environment: Environment,
): Comparison[] {
  const metrics: Record<string, StoredMetric> = {};
  for (const [name, metric] of Object.entries(measured.metrics)) if (metric) metrics[name] = metric;
  return compare(measured.name, { ...measured, metrics, environment }, stored);
}

/** The comparisons of a result that the baseline has and that was not measured, though everything ran. */
export function compareRemoved(name: string, stored: StoredResult): Comparison[] {
  return compare(name, { ...stored, metrics: {} }, stored);
}

/** Judges one result against another of the same name. */
export function compare(name: string, head: Comparable, base: Comparable | undefined): Comparison[] {
  const found: Comparison[] = [];
  for (const [metric, measured] of Object.entries(head.metrics)) {
    const saved = base === undefined ? undefined : own(base.metrics, metric);
    for (const statistic of judgedStatistics(measured)) {
      const about: ComparisonHead = { result: name, metric, statistic, unit: measured.unit, better: measured.better };
      const value = centre(measured, statistic);
      if (base === undefined || saved === undefined || centre(saved, statistic) === undefined) {
        found.push({ ...about, verdict: 'new', ...(value === undefined ? {} : { head: value }) });
      } else {
        found.push(compareStatistic(about, head, measured, base, saved));
      }
    }
  }
  for (const [metric, saved] of Object.entries(base?.metrics ?? {})) {
    for (const statistic of judgedStatistics(saved)) {
      const measured = own(head.metrics, metric);
      if (measured !== undefined && centre(measured, statistic) !== undefined) continue;
      const value = centre(saved, statistic);
      const about: ComparisonHead = { result: name, metric, statistic, unit: saved.unit, better: saved.better };
      found.push({ ...about, verdict: 'removed', ...(value === undefined ? {} : { base: value }) });
    }
  }
  return found;
}

function judgedStatistics(metric: StoredMetric): JudgedStatistic[] {
  if (metric.better === 'neither') return [];
  const statistics: readonly JudgedStatistic[] = metric.assume === 'exact' ? ['median'] : ['median', 'p99'];
  return statistics.filter((statistic) => centre(metric, statistic) !== undefined);
}

function centre(metric: StoredMetric, statistic: JudgedStatistic): number | undefined {
  const values = metric.repetitions[statistic];
  return values === undefined || values.length === 0 ? undefined : median(values);
}
