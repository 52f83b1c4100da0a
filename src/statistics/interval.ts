import { GateError } from '../model/errors.ts';

/** An estimate with a two-sided interval. */
export interface Interval {
  readonly estimate: number;
  /** −Infinity when there are too few observations for the confidence that was asked for. */
  readonly lower: number;
  /** Infinity when there are too few observations for the confidence that was asked for. */
  readonly upper: number;
  /** The confidence that was asked for, such as 0.95. */
  readonly confidence: number;
  /** The confidence that the interval has: exact methods go in steps, and never below what was asked for. */
  readonly attained: number;
}

/** Both bounds of one estimate, each of which holds with probability 1 − alpha on its own. */
export interface Bounds {
  /** −Infinity when there are too few observations for alpha. */
  readonly lower: number;
  /** Infinity when there are too few observations for alpha. */
  readonly upper: number;
}

/** @throws GateError `BAD_OPTION` when a probability such as a confidence or an alpha is not strictly between 0 and 1 */
export function requireProbability(value: number, where: string): void {
  if (value > 0 && value < 1) return;
  throw new GateError({
    code: 'BAD_OPTION',
    message: `${where}: ${value} is not a probability between 0 and 1.`,
    fix: 'Use a fraction, for example 0.95 (not 95).',
  });
}

/** The bounds given by the `rank`-th smallest and the `rank`-th largest of sorted candidates; unbounded for rank 0. */
export function boundsAtRank(sorted: Float64Array, rank: number): Bounds {
  if (rank < 1) return { lower: -Infinity, upper: Infinity };
  return { lower: sorted[rank - 1]!, upper: sorted[sorted.length - rank]! };
}
