import { GateError } from '../model/errors.ts';
import { boundsAtRank, type Bounds, type Interval, requireProbability } from './interval.ts';
import { type Observations, requireFinite, sortObservations } from './observations.ts';
import { quantile } from './quantiles.ts';
import { type Cut, cutExactly, cutNormally } from './rank-distribution.ts';
import { ranksOf } from './ranks.ts';

/** Up to this many points the null distribution is counted, beyond it is normal to all purposes. */
const mostCounted = 60;
/** The slopes of all pairs are kept: 4.5 million of them. */
const mostPoints = 3000;

/** A straight line through points, by its slope. */
export interface Trend extends Interval {
  /** The median of what the slope leaves of the values: the line's value at 0. */
  readonly intercept: number;
  /** The values less the line, in the order of the points. */
  readonly residuals: Float64Array;
  /** What the interval would be if neighbours were known not to resemble each other. */
  readonly independent: Bounds;
  /** By how much the variance of the rank statistic was raised since neighbours resemble each other; 1 where they do not. */
  readonly inflation: number;
}

/**
 * The Theil-Sen slope: the median of the slopes between all pairs of points, which up to 29 % of wild points do not move. Its
 * interval inverts Kendall's rank test of no trend (P. K. Sen, Journal of the American Statistical Association 63, 1968), exact
 * up to 60 independent points.
 *
 * Neighbours in time resemble each other, which makes slopes look surer than they are. As in K. Hamed and A. Rao's correction
 * (Journal of Hydrology 204, 1998) the variance is raised by the autocorrelation of the ranks of what the line leaves; of the
 * autocorrelations those before the first that is not above zero count (C. Geyer, Statistical Science 7, 1992), so that nothing
 * ever makes the interval narrower.
 *
 * @param x in ascending order, no two equal
 * @param confidence of the two-sided interval
 * @returns an interval from −Infinity to Infinity when there are too few points for the confidence
 * @throws GateError `BAD_QUANTITY`, `BAD_OPTION`; `UNSUPPORTED` beyond 3,000 points
 */
export function fitTrend(x: Observations, y: Observations, confidence: number): Trend {
  requireProbability(confidence, 'confidence');
  const xs = requireFinite(x, 'x');
  const ys = requireFinite(y, 'y');
  requirePoints(xs, ys);
  const slopes = slopesOfPairs(xs, ys);
  const estimate = quantile(slopes, 0.5);
  const left = xs.map((at, index) => ys[index]! - estimate * at);
  const intercept = quantile(sortObservations(left, 'residuals'), 0.5);
  const residuals = left.map((value) => value - intercept);
  const inflation = inflationOf(residuals);
  const { rank, error } = findCut(xs.length, inflation, (1 - confidence) / 2);
  return {
    estimate,
    ...boundsAtRank(slopes, rank),
    confidence,
    attained: 1 - 2 * error,
    intercept,
    residuals,
    independent: boundsAtRank(slopes, findCut(xs.length, 1, (1 - confidence) / 2).rank),
    inflation,
  };
}

/**
 * In how many orders of n values so many pairs are the wrong way round, 0 to n(n − 1)/2 of them: the exact null distribution of
 * Kendall's statistic (M. G. Kendall, Biometrika 30, 1938). Beyond 2^53 the counts are rounded; as sums of positive terms they
 * keep their digits.
 */
export function countInversions(n: number): Float64Array {
  let counts = Float64Array.of(1);
  for (let size = 2; size <= n; size++) {
    const next = new Float64Array((size * (size - 1)) / 2 + 1);
    // The new value stands before 0 to size − 1 of the others.
    for (let before = 0; before < size; before++) {
      for (let inversions = 0; inversions < counts.length; inversions++)
        next[inversions + before]! += counts[inversions]!;
    }
    counts = next;
  }
  return counts;
}

function slopesOfPairs(x: Float64Array, y: Float64Array): Float64Array {
  const slopes = new Float64Array((x.length * (x.length - 1)) / 2);
  let next = 0;
  for (let i = 0; i < x.length; i++) {
    for (let j = i + 1; j < x.length; j++) slopes[next++] = (y[j]! - y[i]!) / (x[j]! - x[i]!);
  }
  return slopes.sort();
}

function findCut(n: number, inflation: number, alpha: number): Cut {
  const exact = n <= mostCounted ? cutExactly(countInversions(n), alpha) : undefined;
  if (exact !== undefined && inflation === 1) return exact;
  const variance = (n * (n - 1) * (2 * n + 5)) / 72;
  const normal = cutNormally((n * (n - 1)) / 4, variance * inflation, alpha);
  return exact !== undefined && exact.rank <= normal.rank ? exact : normal;
}

/** How many times more neighbours make the variance than as many independent points would. */
function inflationOf(residuals: Float64Array): number {
  const n = residuals.length;
  const ranks = ranksOf(residuals).map((rank) => rank - (n + 1) / 2);
  const variance = productAt(ranks, 0);
  // Points on one line: nothing is left that could resemble anything.
  if (variance === 0) return 1;
  let inflation = 1;
  for (let lag = 1; lag < n; lag++) {
    const correlation = productAt(ranks, lag) / variance;
    if (correlation <= 0) break;
    inflation += 2 * (1 - lag / n) * correlation;
  }
  return inflation;
}

function productAt(values: Float64Array, lag: number): number {
  let sum = 0;
  for (let at = lag; at < values.length; at++) sum += values[at]! * values[at - lag]!;
  return sum;
}

function requirePoints(x: Float64Array, y: Float64Array): void {
  if (x.length !== y.length || x.length < 2) {
    throw new GateError({
      code: 'BAD_QUANTITY',
      message: `fitTrend: ${x.length} and ${y.length} numbers are no line of points.`,
      fix: 'Give at least two points, a value of y for each of x.',
    });
  }
  const at = x.findIndex((value, index) => index > 0 && !(value > x[index - 1]!));
  if (at !== -1) {
    throw new GateError({
      code: 'BAD_QUANTITY',
      message: `fitTrend: x of point ${at} is ${x[at]}, after ${x[at - 1]}.`,
      fix: 'Give points in ascending order of x, no two at the same.',
    });
  }
  if (x.length > mostPoints) {
    throw new GateError({
      code: 'UNSUPPORTED',
      message: `fitTrend: ${x.length} points make too many pairs.`,
      fix: `Take means of neighbours, so that at most ${mostPoints} points are left.`,
    });
  }
}
