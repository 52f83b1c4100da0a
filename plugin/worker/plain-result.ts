/** Makes a result of what a plain `bench()` measured, so that it takes part in baselines and targets. */
import type { BenchResult } from 'vitest';
import type { Repetitions, Result } from '../../src/model/result.ts';
import { selectQuantile } from '../../src/statistics/select.ts';
import { summarize } from '../../src/statistics/summary.ts';
import { latencyResult } from './latency-result.ts';

/** How many repetitions the samples are cut into. */
const repetitionCount = 10;
/** A repetition's 99th percentile says something from this many samples on. */
const samplesForTail = 200;

/**
 * @param benched what tinybench reports, with its samples (in ms)
 * @param samples the same samples in the order of time, in ms; when they are not those of `benched` (concurrent benchmarks
 *   mix theirs, durations may be given or corrected), there is one repetition only, and a warning says so
 * @param isAsync whether the function answers a promise
 */
export function plainResult(benched: BenchResult, samples: readonly number[], isAsync: boolean): Result<'latency'> {
  const whole = areSame(samples, benched);
  const summary = summarize(inNanoseconds(benched.latency.samples ?? samples), benched.name);
  return latencyResult({
    name: benched.name,
    parameters: { async: isAsync },
    summary,
    repetitions: whole ? repetitionsOf(inNanoseconds(samples)) : { median: [summary.median] },
    warnings: whole
      ? []
      : ['Its samples are not in the order of time (concurrent, given or corrected): there is one repetition only.'],
  });
}

/** By number and mean, which leave no room for others. */
function areSame(samples: readonly number[], { latency }: BenchResult): boolean {
  if (samples.length !== latency.samplesCount) return false;
  let sum = 0;
  for (const sample of samples) sum += sample;
  return Math.abs(sum / samples.length - latency.mean) <= latency.mean * 1e-6;
}

/** Millions of samples are usual: a typed array and a plain loop take a tenth of what `map` does. */
function inNanoseconds(milliseconds: readonly number[]): Float64Array {
  const ns = new Float64Array(milliseconds.length);
  for (let at = 0; at < ns.length; at++) ns[at] = milliseconds[at]! * 1e6;
  return ns;
}

/** Cuts the samples into consecutive parts of equal length, which it reorders. */
function repetitionsOf(samples: Float64Array): Repetitions {
  const parts = Math.min(repetitionCount, samples.length);
  const median: number[] = [];
  const p99: number[] = [];
  for (let part = 0; part < parts; part++) {
    const from = Math.floor((part * samples.length) / parts);
    const to = Math.floor(((part + 1) * samples.length) / parts);
    const repetition = samples.subarray(from, to);
    median.push(selectQuantile(repetition, 0.5));
    p99.push(selectQuantile(repetition, 0.99));
  }
  return samples.length >= repetitionCount * samplesForTail ? { median, p99 } : { median };
}
