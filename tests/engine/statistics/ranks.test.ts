import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ranksOf } from '../../../src/statistics/ranks.ts';

describe('ranksOf', () => {
  test('counts from 1 in the order of the values; equal ones share the mean of theirs', () => {
    expect([...ranksOf(Float64Array.of(30, 10, 20))]).toEqual([3, 1, 2]);
    expect([...ranksOf(Float64Array.of(5, 1, 5, 5, 0))]).toEqual([4, 2, 4, 4, 1]);
    expect([...ranksOf(Float64Array.of(7, 7))]).toEqual([1.5, 1.5]);
    expect([...ranksOf(new Float64Array(0))]).toEqual([]);
  });

  test('add up to n(n + 1)/2 and keep the order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 30 }), (values) => {
        const ranks = ranksOf(Float64Array.from(values));
        const n = values.length;
        expect(ranks.reduce((sum, rank) => sum + rank, 0)).toBe((n * (n + 1)) / 2);
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < n; j++) expect(Math.sign(ranks[i]! - ranks[j]!)).toBe(Math.sign(values[i]! - values[j]!));
        }
      }),
    );
  });
});
