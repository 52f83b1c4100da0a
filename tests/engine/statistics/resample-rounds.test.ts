import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { median } from '../../../src/statistics/quantiles.ts';
import {
  columnMedians,
  expandedTail,
  percentileBounds,
  resampleRounds,
} from '../../../src/statistics/resample-rounds.ts';

const rounds = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })).map((row) => Float64Array.from(row)),
  { minLength: 1, maxLength: 12 },
);

function collect(from: readonly Float64Array[], seed: number, resamples = 50): number[][] {
  const seen: number[][] = [];
  resampleRounds(from, { seed, resamples }, (medians) => seen.push([...medians]));
  return seen;
}

describe('resampleRounds', () => {
  test('the medians of all rounds are those of their columns', () => {
    fc.assert(
      fc.property(rounds, (rows) => {
        expect([...columnMedians(rows)]).toEqual([0, 1].map((column) => median(rows.map((row) => row[column]!))));
      }),
    );
  });

  test('every median is one that a sample of the rounds can have', () => {
    fc.assert(
      fc.property(rounds, fc.integer(), (rows, seed) => {
        for (const [first] of collect(rows, seed)) {
          const values = rows.map((row) => row[0]!);
          const possible = new Set(values.flatMap((one) => values.map((other) => (one + other) / 2)));
          expect(possible.has(first!)).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('what belongs to one round stays together', () => {
    fc.assert(
      fc.property(rounds, fc.integer(), (rows, seed) => {
        const twice = rows.map(([value = 0]) => Float64Array.of(value, value * 3));
        for (const [one, other] of collect(twice, seed)) expect(other).toBe(one! * 3);
      }),
    );
  });

  test('is the same for the same seed, and another for another', () => {
    const rows = [3, 1, 4, 1.5, 9, 2.6].map((value) => Float64Array.of(value));
    expect(collect(rows, 7)).toEqual(collect(rows, 7));
    expect(collect(rows, 8)).not.toEqual(collect(rows, 7));
    expect(new Set(collect(rows, 7).map(([value]) => value)).size).toBeGreaterThan(3);
    expect(collect(rows, 7, 0)).toEqual([]);
  });
});

describe('expandedTail', () => {
  test('leaves less beyond the ends the fewer rounds there are', () => {
    // √(10 ÷ 9) × 2.2622 = 2.3846, beyond which the normal distribution has 0.00855.
    expect(expandedTail(10, 0.95)).toBeCloseTo(0.00855, 4);
    expect(expandedTail(1e6, 0.95)).toBeCloseTo(0.025, 5);
    expect(expandedTail(2, 0.95)).toBeLessThan(1e-6);
    expect(() => expandedTail(10, 95)).toThrow(expect.objectContaining({ code: 'BAD_OPTION' }));
  });
});

describe('percentileBounds', () => {
  test('are values, infinities among them, with no more than the tail beyond', () => {
    const values = Float64Array.from({ length: 101 }, (_, index) => 100 - index);
    expect(percentileBounds(values, 0.25)).toEqual([25, 75]);
    expect(percentileBounds(values, 0.255)).toEqual([25, 75]);
    expect(percentileBounds(values, 0)).toEqual([0, 100]);
    expect(percentileBounds(Float64Array.of(Infinity, 2, 1), 0.01)).toEqual([1, Infinity]);
    expect(percentileBounds(Float64Array.of(4), 0.3)).toEqual([4, 4]);
  });
});
