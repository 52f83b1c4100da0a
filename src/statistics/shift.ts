import { GateError } from '../model/errors.ts';
import { boundsAtRank, type Interval, requireProbability } from './interval.ts';
import { countMannWhitney, exactLimit } from './mann-whitney.ts';
import { type Observations, sortObservations } from './observations.ts';
import { quantile } from './quantiles.ts';
import { type Cut, cutExactly, cutNormally } from './rank-distribution.ts';

/** More pairs than this would take seconds; samples of this size are not repetitions. */
const mostPairs = 4_000_000;

/**
 * By how much the second of two independent samples lies above the first: the Hodges-Lehmann estimate, the median of
 * all differences second − first, with the interval of Moses that inverts the Mann-Whitney test (Hodges and Lehmann,
 * Annals of Mathematical Statistics 34, 1963; Hollander and Wolfe, "Nonparametric Statistical Methods", chapter 4).
 * Exact up to 56 observations, normal approximation beyond.
 *
 * Of the logarithms of times it is the logarithm of their ratio.
 *
 * @param confidence of the two-sided interval
 * @returns an interval from −Infinity to Infinity when there are too few observations for the confidence
 * @throws GateError `NOTHING_MEASURED`, `BAD_QUANTITY`, `BAD_OPTION`; `UNSUPPORTED` beyond 4 million pairs
 */
export function estimateShift(first: Observations, second: Observations, confidence: number): Interval {
  requireProbability(confidence, 'confidence');
  const a = sortObservations(first, 'first sample');
  const b = sortObservations(second, 'second sample');
  const differences = subtractAll(a, b);
  const { rank, error } = findCut(a.length, b.length, (1 - confidence) / 2);
  return {
    estimate: quantile(differences, 0.5),
    ...boundsAtRank(differences, rank),
    confidence,
    attained: 1 - 2 * error,
  };
}

/**
 * How many repetitions on each side an interval of this confidence needs at least: the smallest n with
 * 2 ÷ C(2n, n) ≤ 1 − confidence.
 */
export function shiftNeeds(confidence: number): number {
  requireProbability(confidence, 'confidence');
  let n = 1;
  let orders = 2;
  while (2 / orders > 1 - confidence) {
    n++;
    orders *= (2 * (2 * n - 1)) / n;
  }
  return n;
}

function findCut(n: number, m: number, alpha: number): Cut {
  if (n + m <= exactLimit) return cutExactly(countMannWhitney(n, m), alpha);
  return cutNormally((n * m) / 2, (n * m * (n + m + 1)) / 12, alpha);
}

function subtractAll(a: Float64Array, b: Float64Array): Float64Array {
  if (a.length * b.length > mostPairs) {
    throw new GateError({
      code: 'UNSUPPORTED',
      message: `estimateShift: ${a.length} and ${b.length} observations make too many pairs.`,
      fix: 'Compare one number per repetition (its median, its p99) instead of every observation.',
    });
  }
  const differences = new Float64Array(a.length * b.length);
  let next = 0;
  for (const from of a) for (const to of b) differences[next++] = to - from;
  return differences.sort();
}
