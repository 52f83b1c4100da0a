import type { Better } from './metric.ts';
import type { Unit } from './units.ts';

/** The judgement of one metric of one result against its baseline. `faster` and `slower` mean better and worse. */
export type Verdict = 'faster' | 'same' | 'slower' | 'inconclusive' | 'new' | 'removed' | 'not comparable';

/** All verdicts, worst first: the order of reports. */
export const verdicts: readonly Verdict[] = [
  'slower',
  'inconclusive',
  'not comparable',
  'removed',
  'new',
  'faster',
  'same',
];

/** What a verdict that is neither good nor bad does to the run. */
export type Policy = 'pass' | 'warn' | 'fail';

/** One statistic of one metric, judged against the baseline. */
export interface Comparison {
  /** The result's name within its test. */
  readonly result: string;
  /** The metric's name, such as `latency`. */
  readonly metric: string;
  readonly statistic: 'median' | 'p99';
  readonly unit: Unit;
  readonly better: Better;
  readonly verdict: Verdict;
  /** The baseline's value and today's, in the base unit. Absent where there is none. */
  readonly base?: number;
  readonly head?: number;
  /** head ÷ base − 1: +0.05 is 5 % more, whichever direction is better. */
  readonly change?: number;
  /**
   * Interval of `change`. Of saved numbers: what the repetitions leave open, widened by what unchanged code may differ by between
   * two runs; it excludes 0 exactly where the verdict is `faster` or `slower`. Of code beside code: 95 %, by signed ranks.
   */
  readonly interval?: readonly [number, number];
  /** The smallest worsening that this comparison could have seen, the same allowance included, as a positive fraction. */
  readonly smallest?: number;
  /** How many repetitions stood on each side, where saved numbers were compared. */
  readonly repetitions?: { readonly base: number; readonly head: number };
  /** How many fresh processes measured both sides, where the baseline's code was measured beside today's. */
  readonly processes?: number;
  /** The figure that the result was measured for: without its verdict the result has none. */
  readonly leading?: boolean;
  /** Why, in words, where the verdict needs them (`inconclusive`, `not comparable`). */
  readonly reason?: string;
}
