import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../src/statistics/random.ts';
import { createSampler } from '../../../src/statistics/distributions.ts';
import { estimateShift, shiftNeeds } from '../../../src/statistics/shift.ts';

const sample = fc.array(
  fc.integer({ min: -1e6, max: 1e6 }).map((value) => value / 8),
  { minLength: 1, maxLength: 25 },
);
const confidence = fc.constantFrom(0.5, 0.8, 0.9, 0.95, 0.99);

describe('estimateShift', () => {
  test('gives the published figures of the placenta data (Hollander and Wolfe, examples 4.3 and 4.4)', () => {
    const atTerm = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
    const early = [1.15, 0.88, 0.9, 0.74, 1.21];
    const shift = estimateShift(atTerm, early, 0.95);
    expect(shift.estimate).toBeCloseTo(-0.305, 12);
    expect(shift.lower).toBeCloseTo(-0.76, 12);
    expect(shift.upper).toBeCloseTo(0.15, 12);
    expect(shift.attained).toBeCloseTo(0.96, 2);
  });

  test('contains its estimate and attains its confidence', () => {
    fc.assert(
      fc.property(sample, sample, confidence, (first, second, confidence) => {
        const shift = estimateShift(first, second, confidence);
        expect(shift.lower).toBeLessThanOrEqual(shift.estimate);
        expect(shift.upper).toBeGreaterThanOrEqual(shift.estimate);
        expect(shift.attained).toBeGreaterThanOrEqual(confidence - 1e-12);
      }),
    );
  });

  test('moves with the second sample and scales with both', () => {
    fc.assert(
      fc.property(sample, sample, fc.integer({ min: -1000, max: 1000 }), (first, second, by) => {
        const shift = estimateShift(first, second, 0.8);
        const moved = estimateShift(
          first,
          second.map((value) => value + by),
          0.8,
        );
        const scaled = estimateShift(
          first.map((value) => value * 4),
          second.map((value) => value * 4),
          0.8,
        );
        for (const figure of ['estimate', 'lower', 'upper'] as const) {
          expect(moved[figure]).toBe(shift[figure] + by);
          expect(scaled[figure]).toBe(shift[figure] * 4);
        }
      }),
    );
  });

  test('widens with the confidence', () => {
    fc.assert(
      fc.property(sample, sample, (first, second) => {
        const narrow = estimateShift(first, second, 0.8);
        const wide = estimateShift(first, second, 0.99);
        expect(wide.lower).toBeLessThanOrEqual(narrow.lower);
        expect(wide.upper).toBeGreaterThanOrEqual(narrow.upper);
      }),
    );
  });

  test.each([
    [8, 8, 0.95],
    [5, 12, 0.9],
    [40, 40, 0.95],
  ])('covers the true shift as often as it says (%i against %i at %s)', (n, m, confidence) => {
    const draw = createSampler({ kind: 'exponential', mean: 1 }, createRandom(n * 100 + m));
    const trials = 1500;
    let covered = 0;
    let attained = 0;
    for (let trial = 0; trial < trials; trial++) {
      const first = Float64Array.from({ length: n }, draw);
      const second = Float64Array.from({ length: m }, () => draw() + 3);
      const shift = estimateShift(first, second, confidence);
      attained = shift.attained;
      if (shift.lower <= 3 && 3 <= shift.upper) covered++;
    }
    const error = Math.sqrt((attained * (1 - attained)) / trials);
    expect(Math.abs(covered / trials - attained)).toBeLessThan(4 * error);
  });

  test('is unbounded, not wrong, when there are too few observations', () => {
    expect(estimateShift([1, 2, 3], [4, 5, 6], 0.95)).toEqual({
      estimate: 3,
      lower: -Infinity,
      upper: Infinity,
      confidence: 0.95,
      attained: 1,
    });
    expect(estimateShift([1], [4], 0.95).estimate).toBe(3);
  });

  test('refuses what it cannot do', () => {
    expect(() => estimateShift([1], [2], 95)).toThrow(expect.objectContaining({ code: 'BAD_OPTION' }));
    expect(() => estimateShift([], [2], 0.95)).toThrow(expect.objectContaining({ code: 'NOTHING_MEASURED' }));
    const many = new Float64Array(3000);
    expect(() => estimateShift(many, many, 0.95)).toThrow(expect.objectContaining({ code: 'UNSUPPORTED' }));
  });
});

describe('shiftNeeds', () => {
  test('is the first size on both sides with a finite interval', () => {
    for (const confidence of [0.7, 0.9, 0.95, 0.99, 0.999]) {
      const n = shiftNeeds(confidence);
      const width = (size: number) => {
        const values = Array.from({ length: size }, (_, index) => index);
        const { lower, upper } = estimateShift(values, values, confidence);
        return upper - lower;
      };
      expect(width(n)).toBeLessThan(Infinity);
      expect(width(n - 1)).toBe(Infinity);
    }
    expect(shiftNeeds(0.95)).toBe(4);
  });
});
