/** Results as a test sees them: the shape of Vitest's `BenchResult`, from what was measured of the side. */
import { quantile } from '../../../statistics/quantiles.ts';

/** Statistics as tinybench has them; times in ms, throughput in operations per second. */
interface BenchStatistics {
  readonly aad: number;
  readonly critical: number;
  readonly df: number;
  readonly mad: number;
  readonly max: number;
  readonly mean: number;
  readonly min: number;
  readonly moe: number;
  readonly p50: number;
  readonly p75: number;
  readonly p99: number;
  readonly p995: number;
  readonly p999: number;
  readonly rme: number;
  readonly samples: undefined;
  readonly samplesCount: number;
  readonly sd: number;
  readonly sem: number;
  readonly variance: number;
}

/** What `run()` answers. */
export interface BenchResult {
  readonly name: string;
  readonly state: 'completed';
  readonly latency: BenchStatistics;
  readonly throughput: BenchStatistics;
  /** Mean time of a call in ms. */
  readonly period: number;
  readonly totalTime: number;
  readonly runtime: 'node';
  readonly runtimeVersion: string;
  readonly timestampProviderName: 'hrtimeNow';
}

/** @param times of a call in ns, at least one */
export function benchResult(name: string, times: readonly number[]): BenchResult {
  const latencies = times.map((time) => time / 1e6);
  const latency = statisticsOf(latencies);
  return {
    name,
    state: 'completed',
    latency,
    throughput: statisticsOf(latencies.map((time) => (time === 0 ? 0 : 1000 / time))),
    period: latency.mean,
    totalTime: latency.mean * times.length,
    runtime: 'node',
    runtimeVersion: process.version,
    timestampProviderName: 'hrtimeNow',
  };
}

/** A result without content, where a test reads a stored one. */
export function hollowResult(name: string): BenchResult {
  return benchResult(name, [Number.NaN]);
}

function statisticsOf(values: readonly number[]): BenchStatistics {
  const sorted = values.toSorted((a, b) => a - b);
  const n = values.length;
  const mean = sum(values) / n;
  const p50 = quantile(sorted, 0.5);
  const df = n - 1;
  const variance = df === 0 ? 0 : sum(values.map((value) => (value - mean) ** 2)) / df;
  const sd = Math.sqrt(variance);
  const sem = sd / Math.sqrt(n);
  // Two terms of the expansion of Student's t about the normal quantile: nobody judges by it here.
  const critical = df === 0 ? 0 : 1.96 + (1.96 ** 3 + 1.96) / (4 * df);
  const deviations = values.map((value) => Math.abs(value - p50)).toSorted((a, b) => a - b);
  return {
    aad: sum(values.map((value) => Math.abs(value - mean))) / n,
    critical,
    df,
    mad: quantile(deviations, 0.5),
    max: sorted.at(-1)!,
    mean,
    min: sorted[0]!,
    moe: sem * critical,
    p50,
    p75: quantile(sorted, 0.75),
    p99: quantile(sorted, 0.99),
    p995: quantile(sorted, 0.995),
    p999: quantile(sorted, 0.999),
    rme: mean === 0 ? Infinity : ((sem * critical) / Math.abs(mean)) * 100,
    samples: undefined,
    samplesCount: n,
    sd,
    sem,
    variance,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
