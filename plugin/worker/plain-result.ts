/** Makes a result of what a plain `bench()` measured, so that it takes part in baselines and targets. */
import type { BenchResult } from 'vitest';
import type { Repetitions, Result, Summary } from '../../src/model/result.ts';
import { selectQuantile } from '../../src/statistics/select.ts';
import { quantile } from '../../src/statistics/quantiles.ts';
import { latencyResult } from './latency-result.ts';

/** How many repetitions the samples are cut into. */
const repetitionCount = 10;
/** A repetition's 99th percentile says something from this many samples on. */
const samplesForTail = 200;
/** Of how many samples a repetition's figures are taken at most: their own error is then far below that between runs. */
const samplesLookedAt = 5000;

const nsPerMs = 1e6;

/**
 * @param benched what tinybench reports, with its samples (in ms)
 * @param samples the same samples in the order of time, in ms; when they are not those of `benched` (concurrent benchmarks
 *   mix theirs, durations may be given or corrected), there is one repetition only, and a warning says so
 * @param isAsync whether the function answers a promise
 */
export function plainResult(benched: BenchResult, samples: readonly number[], isAsync: boolean): Result<'latency'> {
  const whole = areSame(samples, benched);
  const summary = summaryOf(benched, samples);
  return latencyResult({
    name: benched.name,
    parameters: { async: isAsync },
    summary,
    repetitions: whole ? repetitionsOf(samples) : { median: [summary.median] },
    warnings: whole
      ? []
      : ['Its samples are not in the order of time (concurrent, given or corrected): there is one repetition only.'],
  });
}

/** By number and mean, which leave no room for others. */
function areSame(samples: readonly number[], { latency }: BenchResult): boolean {
  if (samples.length !== latency.samplesCount) return false;
  let sum = 0;
  for (let at = 0; at < samples.length; at++) sum += samples[at]!;
  return Math.abs(sum / samples.length - latency.mean) <= latency.mean * 1e-6;
}

/** tinybench's own figures, in ns, and from its sorted samples those that it does not have. */
function summaryOf({ latency }: BenchResult, samples: readonly number[]): Summary {
  const sorted = latency.samples ?? samples.toSorted((a, b) => a - b);
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

/** Cuts the samples into consecutive parts of equal length. Of long parts every k-th sample is enough, and spares time. */
function repetitionsOf(samples: readonly number[]): Repetitions {
  const parts = Math.min(repetitionCount, samples.length);
  const median: number[] = [];
  const p99: number[] = [];
  for (let part = 0; part < parts; part++) {
    const from = Math.floor((part * samples.length) / parts);
    const to = Math.floor(((part + 1) * samples.length) / parts);
    const step = Math.ceil((to - from) / samplesLookedAt);
    const looked = new Float64Array(Math.ceil((to - from) / step));
    for (let at = 0; at < looked.length; at++) looked[at] = samples[from + at * step]! * nsPerMs;
    median.push(selectQuantile(looked, 0.5));
    p99.push(selectQuantile(looked, 0.99));
  }
  return samples.length >= repetitionCount * samplesForTail ? { median, p99 } : { median };
}
