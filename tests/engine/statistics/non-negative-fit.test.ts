import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { combine, fitNonNegative, fitRelative } from '../../../src/statistics/non-negative-fit.ts';

const value = fc.double({ min: -10, max: 10, noNaN: true });
const column = fc.array(value, { minLength: 6, maxLength: 6 }).map((values) => Float64Array.from(values));
const weight = fc.array(fc.double({ min: 0.1, max: 10, noNaN: true }), { minLength: 6, maxLength: 6 });
const ones = new Float64Array(6).fill(1);

describe('fitNonNegative', () => {
  test('is an optimum: no coefficient may go anywhere that lessens the squares (Karush, Kuhn and Tucker)', () => {
    fc.assert(
      fc.property(column, column, column, column, weight, (a, b, c, y, w) => {
        const columns = [a, b, c];
        const weights = Float64Array.from(w);
        const coefficients = fitNonNegative(columns, y, weights);
        const rest = y.map((each, row) => each - combine(columns, coefficients)[row]!);
        for (const [index, each] of columns.entries()) {
          expect(coefficients[index]).toBeGreaterThanOrEqual(0);
          // How fast the squares fall as this coefficient grows; by how much they may, rounding allows.
          const pull = each.reduce((sum, x, row) => sum + x * rest[row]! * weights[row]!, 0);
          expect(pull).toBeLessThan(0.05);
          expect(coefficients[index] === 0 || pull > -0.05).toBe(true);
        }
      }),
    );
  });

  test('gives back what the data were made of', () => {
    const coefficient = fc.oneof(fc.constant(0), fc.double({ min: 0.1, max: 5, noNaN: true }));
    const columns = [ones, Float64Array.from([0, 1, 3, 7, 15, 31]), Float64Array.from([0, 2, 12, 56, 240, 992])];
    fc.assert(
      fc.property(coefficient, coefficient, coefficient, (a, b, c) => {
        const y = combine(columns, Float64Array.of(a, b, c));
        const found = fitNonNegative(columns, y, ones);
        for (const [index, truth] of [a, b, c].entries()) expect(found[index]).toBeCloseTo(truth, 3);
      }),
    );
  });

  test('what would have to be negative is 0, and the others make the best of it', () => {
    // A falling line: without a slope its mean is the best.
    const steps = Float64Array.from([0, 1, 2, 3, 4, 5]);
    const [mean, slope] = fitNonNegative([ones, steps], Float64Array.from([6, 5, 4, 3, 2, 1]), ones);
    expect(mean).toBeCloseTo(3.5, 12);
    expect(slope).toBe(0);
    const below = ones.map((each) => -each);
    expect(fitNonNegative([ones], below, ones)).toEqual(Float64Array.of(0));
  });

  test('columns that cannot be told apart do not blow each other up', () => {
    const [one = 0, other = 0] = fitNonNegative(
      [ones, ones.map((each) => each * 2)],
      ones.map((each) => each * 4),
      ones,
    );
    expect(one + 2 * other).toBeCloseTo(4, 10);
    expect(Math.min(one, other)).toBe(0);
  });
});

describe('fitRelative', () => {
  const columns = [ones, Float64Array.from([0, 1, 3, 7, 15, 31])];

  test('does not depend on the unit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.5, max: 2, noNaN: true }), { minLength: 6, maxLength: 6 }),
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        (noise, unit) => {
          const y = combine(columns, Float64Array.of(1, 0.5)).map((each, row) => each * noise[row]!);
          const found = fitRelative(columns, y);
          const scaled = fitRelative(
            columns,
            y.map((each) => each * unit),
          );
          for (const [index, each] of found.entries()) expect(scaled[index]! / unit).toBeCloseTo(each, 6);
        },
      ),
    );
  });

  test('weighs by the size of what is fitted: 10 % of a small one counts as much as 10 % of a large one', () => {
    const column = Float64Array.of(1, 100);
    expect(fitRelative([column], Float64Array.of(1.1, 100))[0]).toBeCloseTo(1.05, 6);
    expect(fitNonNegative([column], Float64Array.of(1.1, 100), Float64Array.of(1, 1))[0]).toBeCloseTo(1, 4);
  });
});
