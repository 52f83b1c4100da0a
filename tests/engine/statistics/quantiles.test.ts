import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { median, quantile } from '../../../src/statistics/quantiles.ts';

const sample = fc
  .array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }), { minLength: 1, maxLength: 50 })
  .map((values) => values.sort((a, b) => a - b));
const probability = fc.double({ min: 0, max: 1, noNaN: true });

describe('quantile', () => {
  test('interpolates as type 7 does', () => {
    expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75);
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantile([10, 20, 40], 0.75)).toBe(30);
    expect(quantile([7], 0.99)).toBe(7);
  });

  test('lies between the minimum and the maximum, which are its ends', () => {
    fc.assert(
      fc.property(sample, probability, (sorted, p) => {
        const value = quantile(sorted, p);
        expect(value).toBeGreaterThanOrEqual(sorted[0]!);
        expect(value).toBeLessThanOrEqual(sorted.at(-1)!);
        // A zero may lose its sign.
        expect(quantile(sorted, 0) + 0).toBe(sorted[0]! + 0);
        expect(quantile(sorted, 1) + 0).toBe(sorted.at(-1)! + 0);
      }),
    );
  });

  test('never decreases with p', () => {
    fc.assert(
      fc.property(sample, probability, probability, (sorted, p, q) => {
        expect(quantile(sorted, Math.min(p, q))).toBeLessThanOrEqual(quantile(sorted, Math.max(p, q)));
      }),
    );
  });

  test.each([-0.1, 1.1, 99, Number.NaN])('refuses p = %s', (p) => {
    expect(() => quantile([1, 2], p)).toThrow(expect.objectContaining({ code: 'BAD_OPTION' }));
  });

  test('has nothing to say about nothing', () => {
    expect(() => quantile([], 0.5)).toThrow(expect.objectContaining({ code: 'NOTHING_MEASURED' }));
  });
});

describe('median', () => {
  test('takes observations in any order and leaves them as they are', () => {
    const observations = [3, 1, 2];
    expect(median(observations)).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(observations).toEqual([3, 1, 2]);
  });
});
