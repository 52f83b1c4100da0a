import { boundsAtRank, type Bounds, type Interval, requireProbability } from './interval.ts';
import { type Observations, sortObservations } from './observations.ts';
import { quantile } from './quantiles.ts';
import { type Cut, cutExactly, cutNormally } from './rank-distribution.ts';

/** Up to this many pairs the null distribution is counted: all counts and their sum, 2^n, are exact in a double. */
const mostCounted = 50;

/**
 * In how many of the 2^n sign patterns the sum of the positive ranks 1 … n is 0, 1, … n(n+1)/2: the exact null
 * distribution of Wilcoxon's signed-rank statistic (Biometrics Bulletin 1, 1945).
 */
export function countSignedRanks(n: number): Float64Array {
  const counts = new Float64Array((n * (n + 1)) / 2 + 1);
  counts[0] = 1;
  for (let rank = 1; rank <= n; rank++) {
    for (let sum = counts.length - 1; sum >= rank; sum--) counts[sum] = counts[sum]! + counts[sum - rank]!;
  }
  return counts;
}

/** The means of all pairs of observations, each with itself too, in ascending order (Walsh averages). */
export function walshAverages(differences: Observations): Float64Array {
  const d = sortObservations(differences, 'differences');
  const averages = new Float64Array((d.length * (d.length + 1)) / 2);
  let next = 0;
  for (let i = 0; i < d.length; i++) {
    for (let j = i; j < d.length; j++) averages[next++] = i === j ? d[i]! : d[i]! / 2 + d[j]! / 2;
  }
  return averages.sort();
}

/**
 * The centre of paired differences (or of logarithms of paired ratios): the Hodges-Lehmann estimate, the median of the
 * Walsh averages, with the interval of Tukey that inverts the signed-rank test (Hollander and Wolfe, "Nonparametric
 * Statistical Methods", chapter 3). Exact up to 50 pairs when signs are exchangeable, as under random roles.
 *
 * @param confidence of the two-sided interval
 * @returns an interval from −Infinity to Infinity when there are too few pairs for the confidence
 * @throws GateError `NOTHING_MEASURED`, `BAD_QUANTITY`, `BAD_OPTION`
 */
export function estimatePairedShift(differences: Observations, confidence: number): Interval {
  requireProbability(confidence, 'confidence');
  const averages = walshAverages(differences);
  const { rank, error } = findCut(differences.length, (1 - confidence) / 2);
  return { estimate: quantile(averages, 0.5), ...boundsAtRank(averages, rank), confidence, attained: 1 - 2 * error };
}

/**
 * One-sided bounds of the centre of paired differences: each holds with probability of at least 1 − alpha on its own.
 * `lower` above 0 says the same as a one-sided signed-rank test at level alpha.
 *
 * @throws GateError `NOTHING_MEASURED`, `BAD_QUANTITY`, `BAD_OPTION`
 */
export function boundPairedShift(differences: Observations, alpha: number): Bounds {
  requireProbability(alpha, 'alpha');
  return boundsAtRank(walshAverages(differences), findCut(differences.length, alpha).rank);
}

/** How many pairs a one-sided bound at level alpha needs at least: the smallest n with 2^−n ≤ alpha. */
export function pairsNeeded(alpha: number): number {
  requireProbability(alpha, 'alpha');
  let n = 1;
  while (2 ** -n > alpha) n++;
  return n;
}

function findCut(n: number, alpha: number): Cut {
  if (n <= mostCounted) return cutExactly(countSignedRanks(n), alpha);
  return cutNormally((n * (n + 1)) / 4, (n * (n + 1) * (2 * n + 1)) / 24, alpha);
}
