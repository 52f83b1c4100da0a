import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bootstrapInterval } from '../../../src/statistics/bootstrap.ts';
import { createSampler } from '../../../src/statistics/distributions.ts';
import { quantile } from '../../../src/statistics/quantiles.ts';
import { createRandom } from '../../../src/statistics/random.ts';

const medianOf = (sorted: Float64Array): number => quantile(sorted, 0.5);
const meanOf = (sorted: Float64Array): number => sorted.reduce((sum, value) => sum + value, 0) / sorted.length;

function run(values: number[], options: { confidence: number; resamples?: number }) {
  return () => bootstrapInterval(values, medianOf, { seed: 1, ...options });
}

describe('bootstrapInterval', () => {
  test('is the same for the same seed, whatever the order, and another for another', () => {
    const values = [5, 1, 4, 2, 9, 7, 3, 8];
    const options = { confidence: 0.9, seed: 3 };
    const interval = bootstrapInterval(values, meanOf, options);
    expect(bootstrapInterval(values.toReversed(), meanOf, options)).toEqual(interval);
    expect(bootstrapInterval(values, meanOf, { ...options, seed: 4 })).not.toEqual(interval);
    expect(interval.estimate).toBe(39 / 8);
  });

  test('of a median stays within the observations and in order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 20 }),
        fc.integer(),
        (values, seed) => {
          const { lower, upper } = bootstrapInterval(values, medianOf, { confidence: 0.9, seed, resamples: 100 });
          expect(lower).toBeGreaterThanOrEqual(Math.min(...values));
          expect(upper).toBeLessThanOrEqual(Math.max(...values));
          expect(lower).toBeLessThanOrEqual(upper);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('gives the statistic sorted resamples of the full size, from the sample only', () => {
    const values = [3, 1, 2];
    bootstrapInterval(
      values,
      (resample) => {
        expect(resample).toHaveLength(3);
        expect([...resample]).toEqual([...resample].sort((a, b) => a - b));
        expect([...resample].every((value) => values.includes(value))).toBe(true);
        return 0;
      },
      { confidence: 0.9, seed: 1, resamples: 100 },
    );
  });

  test('covers the mean of 40 observations nearly as often as it says', () => {
    const draw = createSampler({ kind: 'uniform', min: 0, max: 2 }, createRandom(8));
    const trials = 400;
    let covered = 0;
    for (let trial = 0; trial < trials; trial++) {
      const values = Float64Array.from({ length: 40 }, draw);
      const { lower, upper } = bootstrapInterval(values, meanOf, { confidence: 0.9, seed: trial, resamples: 400 });
      if (lower <= 1 && 1 <= upper) covered++;
    }
    // A percentile interval of 40 is known to be a little narrow: 2 % less, and 4 standard errors.
    expect(covered / trials).toBeGreaterThan(0.88 - 4 * Math.sqrt((0.9 * 0.1) / trials));
    expect(covered / trials).toBeLessThan(0.9 + 4 * Math.sqrt((0.9 * 0.1) / trials));
  });

  test('is unbounded for a single observation', () => {
    expect(bootstrapInterval([4], medianOf, { confidence: 0.9, seed: 1 })).toMatchObject({
      estimate: 4,
      lower: -Infinity,
      upper: Infinity,
    });
  });

  test('refuses what it cannot do', () => {
    expect(run([], { confidence: 0.9 })).toThrow(expect.objectContaining({ code: 'NOTHING_MEASURED' }));
    expect(run([1, 2], { confidence: 90 })).toThrow(expect.objectContaining({ code: 'BAD_OPTION' }));
    expect(run([1, 2], { confidence: 0.9, resamples: 0 })).toThrow('resamples: 0');
  });
});
