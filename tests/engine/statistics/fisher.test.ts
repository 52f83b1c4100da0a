import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fisherTail, studentQuantile } from '../../../src/statistics/fisher.ts';

const freedom = fc.integer({ min: 1, max: 200 });

describe('fisherTail', () => {
  // Printed tables of the F distribution.
  test.each([
    [4.9646, 1, 10, 0.05],
    [10.0443, 1, 10, 0.01],
    [3.3258, 5, 10, 0.05],
    [2.606, 4, 40, 0.05],
    [3.8283, 4, 40, 0.01],
    [1, 7, 7, 0.5],
  ])('of %d with %d and %d degrees of freedom is %d', (f, upper, lower, probability) => {
    expect(fisherTail(f, upper, lower)).toBeCloseTo(probability, 4);
  });

  test('with 2 degrees above it has a formula of its own', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 50, noNaN: true }), freedom, (f, lower) => {
        const formula = Math.exp((-lower / 2) * Math.log1p((2 * f) / lower));
        expect(fisherTail(f, 2, lower)).toBeCloseTo(formula, 10);
      }),
    );
  });

  test('both tails of turned fractions are one', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 100, noNaN: true }), freedom, freedom, (f, upper, lower) => {
        expect(fisherTail(f, upper, lower) + fisherTail(1 / f, lower, upper)).toBeCloseTo(1, 10);
      }),
    );
  });

  test('nothing is below 0 or above infinity', () => {
    expect([fisherTail(0, 3, 3), fisherTail(-1, 3, 3), fisherTail(Infinity, 3, 3)]).toStrictEqual([1, 1, 0]);
  });
});

describe('studentQuantile', () => {
  test.each([
    [0.975, 1, 12.7062],
    [0.975, 9, 2.2622],
    [0.95, 9, 1.8331],
    [0.975, 1_000_000, 1.96],
    [0.5, 9, 0],
    [0.025, 9, -2.2622],
  ])('of %d with %d degrees of freedom is %d', (p, degrees, t) => {
    expect(studentQuantile(p, degrees)).toBeCloseTo(t, 4);
  });

  test('grows with the probability', () => {
    const probability = fc.double({ min: 0.001, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(probability, probability, freedom, (one, other, degrees) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        expect(studentQuantile(low, degrees)).toBeLessThanOrEqual(studentQuantile(high, degrees));
      }),
    );
  });
});
