import { normalQuantile } from './normal.ts';

/**
 * The null distribution of an integer rank statistic, for order-statistic bounds: how many candidates may be cut off
 * at each end.
 */
export interface Cut {
  /** The bound is the `rank`-th candidate from the end; 0 when even the outermost one does not reach the level. */
  readonly rank: number;
  /** The probability that the bound fails, at most the alpha asked for; 0 when rank is 0. */
  readonly error: number;
}

/** The largest cut with a one-sided error of at most `alpha`, from exact counts of the statistic's values 0, 1, 2 … */
export function cutExactly(counts: Float64Array, alpha: number): Cut {
  let total = 0;
  for (const count of counts) total += count;
  let below = 0;
  let rank = 0;
  while (rank < counts.length && (below + counts[rank]!) / total <= alpha) {
    below += counts[rank]!;
    rank++;
  }
  return { rank, error: below / total };
}

/** The same by the normal approximation with continuity correction, for samples too large for exact counts. */
export function cutNormally(mean: number, variance: number, alpha: number): Cut {
  const rank = Math.max(0, Math.floor(mean + normalQuantile(alpha) * Math.sqrt(variance) + 0.5));
  return { rank, error: rank === 0 ? 0 : alpha };
}
