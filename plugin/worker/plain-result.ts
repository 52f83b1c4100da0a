/** Makes a result of what a plain `bench()` measured, so that it takes part in baselines and targets. */
import type { BenchResult } from 'vitest';
import type { Repetitions, Result, Summary } from '../../src/model/result.ts';
import { selectQuantile } from '../../src/statistics/select.ts';
import type { ThinnedSeries } from '../../src/statistics/thinned-series.ts';
import { quantile } from '../../src/statistics/quantiles.ts';
import { latencyResult } from './latency-result.ts';

/** How many repetitions the samples are cut into. */
const repetitionCount = 10;
/** A repetition's 99th percentile says something from this many samples on. */
const samplesForTail = 200;

const nsPerMs = 1e6;

/**
 * @param benched what tinybench reports
 * @param samples its samples in ms, in the order of time; when they are not those of `benched` (concurrent benchmarks
 *   mix theirs, durations may be given or corrected), there is one repetition only, and a warning says so
 * @param isAsync whether the function answers a promise
 */
export function plainResult(benched: BenchResult, samples: ThinnedSeries, isAsync: boolean): Result<'latency'> {
  const whole = areSame(samples, benched);
  const summary = summaryOf(benched, samples);
  return latencyResult({
    name: benched.name,
    parameters: { async: isAsync },
    summary,
    repetitions: whole ? repetitionsOf(samples.values) : { median: [summary.median] },
    warnings: whole
      ? []
      : ['Its samples are not in the order of time (concurrent, given or corrected): there is one repetition only.'],
  });
}

/** By number and mean, which leave no room for others. */
function areSame({ count, sum }: ThinnedSeries, { latency }: BenchResult): boolean {
  return count === latency.samplesCount && Math.abs(sum / count - latency.mean) <= latency.mean * 1e-6;
}

/** tinybench's own figures, in ns, and from its sorted samples those that it does not have. */
function summaryOf({ latency }: BenchResult, samples: ThinnedSeries): Summary {
  const sorted = latency.samples ?? samples.values.toSorted();
  const at = (p: number): number => quantile(sorted, p) * nsPerMs;
  return {
    n: latency.samplesCount,
    mean: latency.mean * nsPerMs,
    median: at(0.5),
    min: latency.min * nsPerMs,
    max: latency.max * nsPerMs,
    sd: latency.samplesCount > 1 ? latency.sd * nsPerMs : 0,
    p25: at(0.25),
    p75: at(0.75),
    p90: at(0.9),
    p95: at(0.95),
    p99: at(0.99),
    'p99.9': at(0.999),
  };
}

/** Cuts the samples into consecutive parts of equal length. */
function repetitionsOf(samples: Float64Array): Repetitions {
  const parts = Math.min(repetitionCount, samples.length);
  const median: number[] = [];
  const p99: number[] = [];
  for (let part = 0; part < parts; part++) {
    const from = Math.floor((part * samples.length) / parts);
    const to = Math.floor(((part + 1) * samples.length) / parts);
    const looked = samples.slice(from, to);
    median.push(selectQuantile(looked, 0.5) * nsPerMs);
    p99.push(selectQuantile(looked, 0.99) * nsPerMs);
  }
  return samples.length >= repetitionCount * samplesForTail ? { median, p99 } : { median };
}
