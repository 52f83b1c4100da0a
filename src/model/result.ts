/**
 * The waist of the hourglass: producers make a `Result`, judges read it. Plain JSON, so that a stored result can be
 * judged and reported again without running anything.
 */
import type { Metric } from './metric.ts';

/** Statistics of a set of observations, in the metric's base unit. Percentiles by linear interpolation (type 7) or from an HDR histogram. */
export interface Summary {
  /** How many observations. */
  readonly n: number;
  readonly mean: number;
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** Sample standard deviation (n − 1); 0 when n is 1. */
  readonly sd: number;
  readonly p25: number;
  readonly p75: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly 'p99.9': number;
}

/** The name of a statistic of a metric: `latency.p99` is statistic `p99` of metric `latency`. `p50` is the median. */
export type Statistic = keyof Summary | 'p50';

/** All names of statistics, in the order in which they are shown. */
export const statisticNames: readonly Statistic[] = [
  'n',
  'mean',
  'median',
  'min',
  'max',
  'sd',
  'p25',
  'p50',
  'p75',
  'p90',
  'p95',
  'p99',
  'p99.9',
];

/** The statistic of each repetition that can be compared with a baseline's: the centre, and the tail of per-task metrics. */
export interface Repetitions {
  /** The median of every repetition's observations (the observation itself where there is one per repetition). */
  readonly median: readonly number[];
  /** The 99th percentile of every repetition's observations; absent where there is one observation per repetition. */
  readonly p99?: readonly number[];
}

/** A metric with what was measured of it. */
export interface Measurement extends Metric {
  /** What one observation is: a task, a whole repetition, or the run. */
  readonly per: 'task' | 'repetition' | 'run';
  /** Statistics of all observations. */
  readonly summary: Summary;
  readonly repetitions: Repetitions;
}

/** A value that JSON can carry. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What one scenario measured of one subject. */
export interface Result<M extends string = string> {
  /** The kind of scenario: `scheduler`, `scaling`, `stress`, `bench`, or a user's own. */
  readonly scenario: string;
  /** The result's name within its test, such as `work-stealing`. */
  readonly name: string;
  /** What was run: results are comparable only where these are equal. Sorted keys, base units. */
  readonly parameters: Readonly<Record<string, Json>>;
  /** By metric name. A metric that was not measured is absent. */
  readonly metrics: Readonly<Partial<Record<M, Measurement>>>;
  /** Doubts and incidents that a reader must know, in sentences. */
  readonly warnings: readonly string[];
  /** Metrics that no target is held against, and why, by metric name: in sentences. */
  readonly notJudged?: Readonly<Partial<Record<M, string>>>;
}
