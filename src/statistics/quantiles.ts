import { GateError } from '../model/errors.ts';
import { type Observations, sortObservations } from './observations.ts';

/**
 * The quantile at probability `p`, by linear interpolation between the two nearest order statistics: definition 7 of
 * Hyndman and Fan, "Sample quantiles in statistical packages", The American Statistician 50 (1996), the default of R
 * and NumPy.
 *
 * @param sorted observations in ascending order
 * @param p from 0 (the minimum) to 1 (the maximum)
 * @throws GateError `NOTHING_MEASURED` on an empty set, `BAD_OPTION` when p lies outside of 0 to 1
 */
export function quantile(sorted: Observations, p: number): number {
  if (!(p >= 0 && p <= 1)) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: `quantile: p is ${p}.`,
      fix: 'Use a probability from 0 to 1, for example 0.99 for the 99th percentile.',
    });
  }
  if (sorted.length === 0) {
    throw new GateError({
      code: 'NOTHING_MEASURED',
      message: 'quantile: there is no observation.',
      fix: 'Give at least one observation.',
    });
  }
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  // The minimum keeps rounding from passing the upper neighbour, so that quantiles never decrease with p.
  return Math.min(low + (position - below) * (high - low), high);
}

/**
 * The median of observations in any order.
 *
 * @throws GateError `NOTHING_MEASURED` on an empty set, `BAD_QUANTITY` when an observation is not finite
 */
export function median(observations: Observations): number {
  return quantile(sortObservations(observations, 'median'), 0.5);
}
