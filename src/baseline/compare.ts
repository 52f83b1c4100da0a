/**
 * Judges a result against the numbers that a baseline saved of it.
 *
 * All metrics with a better direction are judged, by their median and, where both sides have one, their 99th percentile:
 * a regression in a tail or in memory does not show in the throughput. Left out are sampled metrics of the run as a whole
 * (`per: 'run'`) as long as a side has fewer observations than judging needs. They are several views of one result, so the
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
import { evidence } from './rule.ts';
import { checkMeasurement } from './store-result.ts';

/**
 * Judges the metrics of a measured result that have a better direction.
 *
 * @param stored what the baseline holds of it; undefined makes everything `new`
 * @param environment where `measured` was measured
 * @throws GateError `BAD_METRIC` when a metric has no repetition, or holds what is no finite number
 */
export function compareResult(
  measured: Result,
  stored: StoredResult | undefined,
  environment: Environment,
): Comparison[] {
  const metrics: Record<string, StoredMetric> = {};
  for (const [name, metric] of Object.entries(measured.metrics)) {
    if (metric === undefined) continue;
    checkMeasurement(name, metric, measured.name);
    metrics[name] = metric;
  }
  return compare(measured.name, { ...measured, metrics, environment }, stored);
}

/** The comparisons of a result that the baseline has and that was not measured, though everything ran. */
export function compareRemoved(name: string, stored: StoredResult): Comparison[] {
  return compare(name, { ...stored, metrics: {} }, stored);
}

/** Judges one result against another of the same name. */
export function compare(name: string, head: Comparable, base: Comparable | undefined): Comparison[] {
  const found: Comparison[] = [];
  const about = (metric: string, statistic: JudgedStatistic, { unit, better }: StoredMetric): ComparisonHead => {
    return { result: name, metric, statistic, unit, better };
  };
  const saved = base?.metrics ?? {};
  for (const [metric, now] of Object.entries(head.metrics)) {
    const before = own(saved, metric);
    if (before === undefined) continue;
    for (const statistic of sharedStatistics(now, before)) {
      found.push(compareStatistic(about(metric, statistic, now), head, now, base!, before));
    }
  }
  for (const [metric, now] of onlyIn(head.metrics, saved)) {
    for (const statistic of judgedStatistics(now)) {
      found.push({ ...about(metric, statistic, now), verdict: 'new', head: centre(now, statistic)! });
    }
  }
  for (const [metric, before] of onlyIn(saved, head.metrics)) {
    for (const statistic of judgedStatistics(before)) {
      found.push({ ...about(metric, statistic, before), verdict: 'removed', base: centre(before, statistic)! });
    }
  }
  return found;
}

type Metrics = Comparable['metrics'];

/**
 * The metrics that one side has and the other does not. Of a result that is there on one side only, all; else those
 * that are to be judged: what has a single observation would otherwise come and go without ever being compared.
 */
function onlyIn(metrics: Metrics, others: Metrics): readonly (readonly [string, StoredMetric])[] {
  const alone = Object.entries(metrics).filter(([metric]) => own(others, metric) === undefined);
  return Object.keys(others).length === 0 ? alone : alone.filter(([, metric]) => !isSingle(metric));
}

/** The statistics that both sides have. A tail that one side lacks for want of samples is neither new nor removed. */
function sharedStatistics(now: StoredMetric, before: StoredMetric): JudgedStatistic[] {
  if (isSingle(now) || isSingle(before)) return [];
  const others = judgedStatistics(before);
  return judgedStatistics(now).filter((statistic) => others.includes(statistic));
}

function judgedStatistics(metric: StoredMetric): JudgedStatistic[] {
  if (metric.better === 'neither') return [];
  return (['median', 'p99'] as const).filter((statistic) => centre(metric, statistic) !== undefined);
}

/**
 * Whether a metric is sampled once per run by its declaration, such as a start-up time, and has too few observations to
 * be judged: it stays in the baseline's file, and no comparison speaks of it, or each would be inconclusive.
 */
function isSingle(metric: StoredMetric): boolean {
  const { length } = metric.repetitions.median;
  return metric.per === 'run' && metric.assume === 'sampled' && length < evidence.median.fewest;
}

function centre(metric: StoredMetric, statistic: JudgedStatistic): number | undefined {
  const values = metric.repetitions[statistic];
  return values === undefined || values.length === 0 ? undefined : median(values);
}
