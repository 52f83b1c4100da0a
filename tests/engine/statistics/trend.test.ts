import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSampler } from '../../../src/statistics/distributions.ts';
import { createRandom } from '../../../src/statistics/random.ts';
import { countInversions, fitTrend } from '../../../src/statistics/trend.ts';

const values = fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 2, maxLength: 25 });

function steps(n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, index) => index);
}

describe('fitTrend', () => {
  test('gives the published slope of the cloud seeding data (Hollander and Wolfe, example 9.1), and its exact interval', () => {
    const trend = fitTrend([1, 2, 3, 4, 5], [1.26, 1.27, 1.12, 1.16, 1.03], 0.9);
    expect(trend.estimate).toBeCloseTo(-0.05625, 12);
    // The second smallest and the second largest of the ten slopes: 5 of 120 orders have at most one pair the wrong way round.
    expect(trend.lower).toBeCloseTo(-0.13, 12);
    expect(trend.upper).toBeCloseTo(0.01, 12);
    expect(trend.attained).toBeCloseTo(1 - 10 / 120, 12);
    expect(trend.inflation).toBe(1);
  });

  test('finds a line, and leaves nothing of it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -50, max: 50 }),
        fc.integer({ min: -50, max: 50 }),
        fc.integer({ min: 2, max: 40 }),
        (slope, start, n) => {
          const x = steps(n);
          const trend = fitTrend(
            x,
            x.map((at) => start + slope * at),
            0.95,
          );
          expect(trend.estimate).toBe(slope);
          expect(trend.intercept).toBe(start);
          expect(trend.residuals.every((left) => left === 0)).toBe(true);
          expect(trend.inflation).toBe(1);
        },
      ),
    );
  });

  test('contains its estimate, scales with the values, and turns with them', () => {
    fc.assert(
      fc.property(values, fc.constantFrom(0.8, 0.95, 0.99), (y, confidence) => {
        const x = steps(y.length);
        const trend = fitTrend(x, y, confidence);
        expect(trend.lower).toBeLessThanOrEqual(trend.estimate);
        expect(trend.upper).toBeGreaterThanOrEqual(trend.estimate);
        expect(trend.attained).toBeGreaterThanOrEqual(confidence - 1e-12);
        const scaled = fitTrend(
          x,
          y.map((value) => value * 4),
          confidence,
        );
        for (const figure of ['estimate', 'lower', 'upper'] as const) expect(scaled[figure]).toBe(trend[figure] * 4);
        const turned = fitTrend(
          x,
          y.map((value) => -value),
          confidence,
        );
        expect(turned.estimate + trend.estimate).toBeCloseTo(0, 6);
      }),
    );
  });

  test('up to a quarter of wild points do not carry the slope away', () => {
    const random = createRandom(5);
    const x = steps(40);
    const y = x.map((at, index) => (index % 4 === 1 ? 1e9 * random.next() : 3 * at + random.next()));
    const { estimate } = fitTrend(x, y, 0.95);
    expect(estimate).toBeGreaterThan(2);
    expect(estimate).toBeLessThan(4.5);
  });

  test.each([
    [8, 0.95],
    [12, 0.9],
    [30, 0.95],
    [80, 0.95],
  ])('covers the true slope of %i independent points as often as it says, at %s', (n, confidence) => {
    const draw = createSampler({ kind: 'exponential', mean: 1 }, createRandom(n));
    const trials = 600;
    let covered = 0;
    let inflation = 0;
    for (let trial = 0; trial < trials; trial++) {
      const x = steps(n);
      const trend = fitTrend(
        x,
        x.map((at) => 2 * at + draw()),
        confidence,
      );
      inflation += trend.inflation / trials;
      if (trend.lower <= 2 && 2 <= trend.upper) covered++;
    }
    const error = Math.sqrt((confidence * (1 - confidence)) / trials);
    expect(covered / trials).toBeGreaterThan(confidence - 4 * error);
    // Chance alone makes neighbours look alike at times; it must not cost much.
    expect(inflation).toBeLessThan(1.6);
  });

  test('neighbours that resemble each other widen the interval, so that it still covers', () => {
    const random = createRandom(11);
    const normal = createSampler({ kind: 'lognormal', median: 1, sigma: 1 }, random);
    const trials = 400;
    let covered = 0;
    let naive = 0;
    for (let trial = 0; trial < trials; trial++) {
      let level = 0;
      const x = steps(60);
      const y = x.map(() => (level = 0.6 * level + Math.log(normal())));
      const { lower, upper, inflation, estimate } = fitTrend(x, y, 0.95);
      if (lower <= 0 && 0 <= upper) covered++;
      // The interval that independent points would have had, by its width.
      const half = (upper - lower) / 2 / Math.sqrt(inflation);
      if (Math.abs(estimate) <= half) naive++;
    }
    expect(naive / trials).toBeLessThan(0.88);
    expect(covered / trials).toBeGreaterThan(0.9);
  });

  test('is unbounded, not wrong, when there are too few points', () => {
    expect(fitTrend([1, 2, 3], [1, 5, 2], 0.95)).toMatchObject({ lower: -Infinity, upper: Infinity, attained: 1 });
  });

  test('refuses what is no series of points', () => {
    const points = (x: readonly number[], y: readonly number[]) => () => fitTrend(x, y, 0.95);
    expect(points([1], [1])).toThrow(expect.objectContaining({ code: 'BAD_QUANTITY' }));
    expect(points([1, 2], [1, 2, 3])).toThrow(expect.objectContaining({ code: 'BAD_QUANTITY' }));
    expect(points([1, 1, 2], [1, 2, 3])).toThrow(expect.objectContaining({ code: 'BAD_QUANTITY' }));
    expect(points([2, 1, 3], [1, 2, 3])).toThrow(expect.objectContaining({ code: 'BAD_QUANTITY' }));
    expect(points([1, 2, 3], [1, Number.NaN, 3])).toThrow(expect.objectContaining({ code: 'BAD_QUANTITY' }));
    expect(() => fitTrend([1, 2], [1, 2], 95)).toThrow(expect.objectContaining({ code: 'BAD_OPTION' }));
    expect(() => fitTrend(steps(3001), steps(3001), 0.95)).toThrow(expect.objectContaining({ code: 'UNSUPPORTED' }));
  });
});

describe('countInversions', () => {
  test('counts the orders of a few values', () => {
    expect([...countInversions(1)]).toEqual([1]);
    expect([...countInversions(3)]).toEqual([1, 2, 2, 1]);
    expect([...countInversions(4)]).toEqual([1, 3, 5, 6, 5, 3, 1]);
  });

  test('counts all orders, and as many from either end', () => {
    let factorial = 1;
    for (let n = 1; n <= 15; n++) {
      factorial *= n;
      const counts = countInversions(n);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(factorial);
      expect([...counts].toReversed()).toEqual([...counts]);
    }
  });
});
