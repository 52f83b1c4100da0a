import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { levelRounds } from '../../../src/statistics/level-rounds.ts';

const factor = fc.double({ min: 0.1, max: 10, noNaN: true });
const shape = fc.array(factor, { minLength: 1, maxLength: 6 });
const levels = fc.array(factor, { minLength: 1, maxLength: 12 });

describe('levelRounds', () => {
  test('rounds that differ in level only are all the same after it', () => {
    fc.assert(
      fc.property(shape, levels, (values, heights) => {
        const { rounds } = levelRounds(heights.map((height) => Float64Array.from(values, (value) => value * height)));
        for (const round of rounds) {
          for (const [at, value] of round.entries()) expect(value / rounds[0]![at]!).toBeCloseTo(1, 9);
        }
      }),
    );
  });

  test('levels times rounds are what was given', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(factor, factor, factor), { minLength: 1, maxLength: 9 }), (rows) => {
        const given = rows.map((row) => Float64Array.from(row));
        const levelled = levelRounds(given);
        for (const [index, row] of given.entries()) {
          for (const [at, value] of row.entries()) {
            expect((levelled.rounds[index]![at]! * levelled.levels[index]!) / value).toBeCloseTo(1, 9);
          }
        }
      }),
    );
  });

  test('a wild value moves the level of no round', () => {
    const rows = Array.from({ length: 9 }, () => Float64Array.of(1, 2, 4, 8));
    rows[3] = Float64Array.of(1, 2, 400, 8);
    expect([...levelRounds(rows).levels]).toEqual(rows.map(() => 1));
  });
});
