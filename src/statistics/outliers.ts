import { type Observations, sortObservations } from './observations.ts';
import { quantile } from './quantiles.ts';

/** Observations far from the bulk: counted, never deleted. */
export interface Outliers {
  /** Below p25 − 1.5 × (p75 − p25). */
  readonly low: number;
  /** Above p75 + 1.5 × (p75 − p25). */
  readonly high: number;
  /** Those among them that lie beyond 3 × (p75 − p25). */
  readonly far: number;
  /** The fences at 1.5 times the quartile range: values between them are no outliers. */
  readonly fences: readonly [low: number, high: number];
}

/**
 * Counts outliers by Tukey's fences (J. W. Tukey, "Exploratory Data Analysis", 1977).
 *
 * @throws GateError `NOTHING_MEASURED` when there is no observation, `BAD_QUANTITY` when one is not finite
 */
export function countOutliers(observations: Observations): Outliers {
  const sorted = sortObservations(observations, 'observations');
  const p25 = quantile(sorted, 0.25);
  const p75 = quantile(sorted, 0.75);
  const range = p75 - p25;
  const fences = [p25 - 1.5 * range, p75 + 1.5 * range] as const;
  let low = 0;
  let high = 0;
  let far = 0;
  for (const value of sorted) {
    if (value < fences[0]) low++;
    if (value > fences[1]) high++;
    if (value < p25 - 3 * range || value > p75 + 3 * range) far++;
  }
  return { low, high, far, fences };
}
