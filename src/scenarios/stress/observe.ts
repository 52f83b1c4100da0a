/** From what was seen of a load to measurements. */
import type { LatencyHistogram } from '../../measurement/histogram.ts';
import type { Measurement } from '../../model/result.ts';
import type { FaultCount, Leak, Stability, StressSlice } from '../../model/stress.ts';
import { summarize } from '../../statistics/summary.ts';
import { type StressMetric, stressMetrics } from './metrics.ts';
import type { StressPlan } from './plan.ts';
import type { Loaded } from './run-load.ts';

/** Measurements by metric. */
export type Measurements = Partial<Record<StressMetric, Measurement>>;

/** A measurement with one observation for the run, or several that stand for it together. */
export function measure(
  metric: StressMetric,
  values: readonly number[],
  median: readonly number[] = values,
): Measurement {
  return { ...stressMetrics[metric], per: 'run', summary: summarize(values, metric), repetitions: { median } };
}

/** What a load has figures of, however short it was. */
export function observeLoad({ observer, counts, time }: Loaded, plan: StressPlan): Measurements {
  const measured: Measurements = {
    throughput: measure('throughput', [(counts.completed / time) * 1e9]),
    concurrency: measure('concurrency', [observer.peak]),
    failures: measure('failures', [counts.failed]),
  };
  for (const metric of ['latency', 'queueWait', 'execute', 'lateness', 'recoveryTime'] as const) {
    const observed = distribute(metric, observer[metric]);
    if (observed !== undefined) measured[metric] = observed;
  }
  if (plan.scheduler.subject === undefined) measured.retries = measure('retries', [counts.retries]);
  if (plan.cancel > 0 || counts.cancelled > 0) measured.cancelled = measure('cancelled', [counts.cancelled]);
  if (plan.scheduler.maxQueue < Infinity) measured.refused = measure('refused', [counts.refused]);
  const recovered = recoveredShare(observer.ledger.faults());
  if (recovered !== undefined) measured.recovered = measure('recovered', [recovered]);
  return measured;
}

/** What is measured beside the tasks: memory and collections. */
export function observeMemory({ checkpoints, time }: Loaded, slices: readonly StressSlice[], leak: Leak): Measurements {
  const measured: Measurements = {};
  const [first] = checkpoints?.taken ?? [];
  const last = checkpoints?.taken.at(-1);
  if (checkpoints === undefined || first === undefined || last === undefined) return measured;
  const known = first.workers !== undefined && last.workers !== undefined;
  const growth = last.main - first.main + (known ? last.workers - first.workers : 0);
  measured.memoryGrowth = measure('memoryGrowth', [growth]);
  if (leak.slope !== undefined) measured.heapSlope = measure('heapSlope', [leak.slope.estimate]);
  measured.heap = measure('heap', [last.main]);
  if (last.each !== undefined && last.each.length > 0)
    measured.workerHeap = measure('workerHeap', last.each, [mean(last.each)]);
  const rss = slices.flatMap((slice) => slice.rss ?? []);
  if (rss.length > 0) measured.rss = measure('rss', rss, [mean(rss)]);
  const collectors = checkpoints.collectors();
  measured.collections = measure('collections', [collectors.reduce((sum, each) => sum + each.collections, 0)]);
  const shares = collectors.map(({ collecting }) => collecting / time);
  measured.gcShare = measure('gcShare', shares, [mean(shares)]);
  return measured;
}

/** How many of both were judged other than stable; undefined where one of them could not be judged. */
export function countInstabilities(stability: Readonly<Record<string, Stability>>): Measurement | undefined {
  const verdicts = Object.values(stability).map(({ verdict }) => verdict);
  if (verdicts.includes('too short to say')) return undefined;
  return measure('instabilities', [verdicts.filter((verdict) => verdict !== 'stable').length]);
}

/** Of what makes tasks fail: a task that is only slow has nothing to recover from. */
function recoveredShare(faults: readonly FaultCount[]): number | undefined {
  const failing = faults.filter(({ fault }) => fault !== 'slow');
  const injected = failing.reduce((sum, count) => sum + count.injected, 0);
  return injected === 0 ? undefined : failing.reduce((sum, count) => sum + count.recovered, 0) / injected;
}

function distribute(metric: StressMetric, histogram: LatencyHistogram): Measurement | undefined {
  if (histogram.n === 0) return undefined;
  const summary = histogram.toSummary();
  const repetitions = { median: [summary.median], p99: [summary.p99] };
  return { ...stressMetrics[metric], per: 'task', summary, repetitions };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
