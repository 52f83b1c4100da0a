import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { QuantileSketch, sketchError } from '../../../src/statistics/quantile-sketch.ts';
import { createRandom } from '../../../src/statistics/random.ts';
import { summarize } from '../../../src/statistics/summary.ts';

function sketchOf(values: Iterable<number>): QuantileSketch {
  const sketch = new QuantileSketch();
  for (const value of values) sketch.add(value);
  return sketch;
}

test('is within its stated error of an order statistic; count and extremes are exact', () => {
  const numbers = fc.oneof(
    fc.constantFrom(0, -0, 1),
    fc.double({ min: 0, max: 1e15, noNaN: true }),
    fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.array(numbers, { minLength: 1, maxLength: 60 }), (values) => {
      const summary = sketchOf(values).summarize();
      const sorted = values.toSorted((a, b) => a - b);
      const exact = summarize(values);
      // Subnormal numbers have no digits to be precise in: hence 1e-300.
      expect(summary.n).toBe(values.length);
      expect(summary.min).toBeCloseTo(exact.min, 9);
      expect(summary.max).toBe(exact.max + 0);
      expect(Math.abs(summary.mean - exact.mean)).toBeLessThanOrEqual(exact.max * 1e-12 + 1e-300);
      for (const [name, p] of [
        ['p25', 0.25],
        ['median', 0.5],
        ['p99', 0.99],
        ['p99.9', 0.999],
      ] as const) {
        const wanted = sorted[Math.floor((values.length - 1) * p)]!;
        expect(Math.abs(summary[name] - wanted)).toBeLessThanOrEqual(wanted * sketchError + 1e-300);
      }
    }),
    { numRuns: 200 },
  );
});

test('tells the spread', () => {
  const random = createRandom(3);
  const values = Array.from({ length: 20_000 }, () => random.next() * 1e6);
  const exact = summarize(values);
  expect(Math.abs(sketchOf(values).summarize().sd / exact.sd - 1)).toBeLessThan(2 * sketchError);
  expect(sketchOf([5, 5, 5]).summarize().sd).toBe(0);
});

test('says so when there is nothing, or nothing sound', () => {
  expect(() => sketchOf([]).summarize()).toThrow(expect.objectContaining({ code: 'NOTHING_MEASURED' }));
  for (const bad of [-1, Infinity, Number.NaN]) {
    expect(() => sketchOf([1, bad]).summarize()).toThrow(expect.objectContaining({ code: 'BAD_QUANTITY' }));
  }
});
