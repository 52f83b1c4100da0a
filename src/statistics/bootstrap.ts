import { GateError } from '../model/errors.ts';
import { type Interval, requireProbability } from './interval.ts';
import { type Observations, sortObservations } from './observations.ts';
import { quantile } from './quantiles.ts';
import { createRandom } from './random.ts';

/** How to resample. */
export interface BootstrapOptions {
  /** Of the two-sided interval. */
  readonly confidence: number;
  /** The same seed gives the same interval. */
  readonly seed: number;
  /**
   * How many resamples.
   *
   * @default 2000
   */
  readonly resamples?: number;
}

/**
 * Percentile bootstrap (B. Efron, Annals of Statistics 7, 1979): the interval of a statistic from resamples drawn with
 * replacement. Too narrow for a handful of observations; where an exact rank interval answers the question, prefer it.
 *
 * @param statistic of a sample in ascending order; it must leave the sample as it is
 * @returns an interval from −Infinity to Infinity when there are fewer than two observations
 * @throws GateError `NOTHING_MEASURED`, `BAD_QUANTITY`, `BAD_OPTION`
 */
export function bootstrapInterval(
  observations: Observations,
  statistic: (sorted: Float64Array) => number,
  options: BootstrapOptions,
): Interval {
  const { confidence, seed, resamples = 2000 } = options;
  requireProbability(confidence, 'confidence');
  if (!Number.isSafeInteger(resamples) || resamples < 100 || resamples > 1_000_000) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: `resamples: ${resamples} is not a whole number from 100 to 1,000,000.`,
      fix: 'Use a number such as 2000, or leave it out.',
    });
  }
  const sample = sortObservations(observations, 'observations');
  const random = createRandom(seed);
  const estimate = statistic(sample);
  if (sample.length < 2) return { estimate, lower: -Infinity, upper: Infinity, confidence, attained: 1 };

  const replicates = new Float64Array(resamples);
  const resample = new Float64Array(sample.length);
  const drawn = new Uint32Array(sample.length);
  for (let round = 0; round < resamples; round++) {
    drawn.fill(0);
    for (let i = 0; i < sample.length; i++) drawn[random.integer(sample.length)]!++;
    // Written out by how often each one was drawn, the resample is sorted without sorting.
    let end = 0;
    for (let i = 0; i < sample.length; i++) {
      const start = end;
      end += drawn[i]!;
      resample.fill(sample[i]!, start, end);
    }
    replicates[round] = statistic(resample);
  }
  replicates.sort();
  const alpha = (1 - confidence) / 2;
  return {
    estimate,
    lower: quantile(replicates, alpha),
    upper: quantile(replicates, 1 - alpha),
    confidence,
    attained: confidence,
  };
}
