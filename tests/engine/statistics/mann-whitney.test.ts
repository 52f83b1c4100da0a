import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countMannWhitney, testMannWhitney } from '../../../src/statistics/mann-whitney.ts';
import { createRandom } from '../../../src/statistics/random.ts';

/** In how many pairs the chosen one is larger; ties count one half. */
function countLarger(chosen: readonly number[], rest: readonly number[]): number {
  let u = 0;
  for (const y of chosen) for (const x of rest) u += y > x ? 1 : y === x ? 0.5 : 0;
  return u;
}

/** Every way of calling `size` of the values the second sample, by enumeration. */
function permutationP(first: readonly number[], second: readonly number[]): { greater: number; less: number } {
  const all = [...first, ...second];
  const observed = countLarger(second, first);
  let total = 0;
  let greater = 0;
  let less = 0;
  for (let mask = 0; mask < 2 ** all.length; mask++) {
    const chosen = all.filter((_, index) => mask & (1 << index));
    if (chosen.length !== second.length) continue;
    const u = countLarger(
      chosen,
      all.filter((_, index) => !(mask & (1 << index))),
    );
    total++;
    if (u >= observed) greater++;
    if (u <= observed) less++;
  }
  return { greater: greater / total, less: less / total };
}

const small = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 4 });

describe('testMannWhitney', () => {
  test('gives the published figures of the placenta data (Hollander and Wolfe, example 4.1)', () => {
    const atTerm = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
    const early = [1.15, 0.88, 0.9, 0.74, 1.21];
    const { u, pGreater, method } = testMannWhitney(early, atTerm);
    expect(u).toBe(35);
    expect(pGreater).toBeCloseTo(0.1272, 4);
    expect(method).toBe('exact');
  });

  test('is exact with ties too: it agrees with enumeration', () => {
    fc.assert(
      fc.property(small, small, (first, second) => {
        const { pGreater, pLess, pTwoSided } = testMannWhitney(first, second);
        const { greater, less } = permutationP(first, second);
        expect(pGreater).toBeCloseTo(greater, 12);
        expect(pLess).toBeCloseTo(less, 12);
        expect(pTwoSided).toBeCloseTo(Math.min(1, 2 * Math.min(greater, less)), 12);
      }),
      { numRuns: 60 },
    );
  });

  test('turns around with its samples', () => {
    const sample = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(sample, sample, (first, second) => {
        const there = testMannWhitney(first, second);
        const back = testMannWhitney(second, first);
        expect(there.u + back.u).toBe(first.length * second.length);
        expect(there.pGreater).toBeCloseTo(back.pLess, 12);
      }),
      { numRuns: 50 },
    );
  });

  test('is close to the exact figure where the normal approximation takes over', () => {
    const random = createRandom(1);
    const first = Array.from({ length: 29 }, () => random.next());
    for (const shift of [-0.3, -0.1, 0, 0.1, 0.3]) {
      const second = Array.from({ length: 28 }, () => random.next() + shift);
      const { u, pGreater, method } = testMannWhitney(first, second);
      const counts = countMannWhitney(29, 28);
      const total = counts.reduce((sum, count) => sum + count, 0);
      const exact = counts.reduce((sum, count, value) => sum + (value >= u ? count : 0), 0) / total;
      expect(method).toBe('normal');
      expect(Math.abs(pGreater - exact)).toBeLessThan(0.001);
    }
  });

  test('keeps its level under the normal approximation, with many ties', () => {
    const random = createRandom(5);
    const draw = () => Array.from({ length: 40 }, () => random.integer(5));
    let alarms = 0;
    for (let trial = 0; trial < 1000; trial++) if (testMannWhitney(draw(), draw()).pTwoSided <= 0.05) alarms++;
    // 4 standard errors around 5 %.
    expect(alarms).toBeGreaterThan(50 - 28);
    expect(alarms).toBeLessThan(50 + 28);
  });

  test('finds nothing where all observations are equal', () => {
    const equal = Array.from({ length: 40 }, () => 1);
    expect(testMannWhitney(equal, equal)).toMatchObject({ pGreater: 1, pLess: 1, pTwoSided: 1, method: 'normal' });
    expect(testMannWhitney([1, 1], [1])).toMatchObject({ u: 1, pTwoSided: 1, method: 'exact' });
  });

  test('cannot reach 5 % with 3 against 3, whatever the samples', () => {
    expect(testMannWhitney([1, 2, 3], [100, 101, 102]).pTwoSided).toBeCloseTo(0.1, 12);
  });

  test('needs two samples of finite numbers', () => {
    expect(() => testMannWhitney([], [1])).toThrow(expect.objectContaining({ code: 'NOTHING_MEASURED' }));
    expect(() => testMannWhitney([1], [])).toThrow('second sample is empty');
    expect(() => testMannWhitney([1], [Number.NaN])).toThrow(expect.objectContaining({ code: 'BAD_QUANTITY' }));
  });
});

describe('countMannWhitney', () => {
  test('counts every order once, symmetrically', () => {
    const binomial = (n: number, k: number): number => (k === 0 ? 1 : (binomial(n - 1, k - 1) * n) / k);
    for (const [n, m] of [
      [1, 1],
      [3, 4],
      [10, 5],
      [28, 28],
    ] as const) {
      const counts = [...countMannWhitney(n, m)];
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(Math.round(binomial(n + m, m)));
      expect(counts.toReversed()).toEqual(counts);
      expect(counts).toEqual([...countMannWhitney(m, n)]);
    }
    expect([...countMannWhitney(2, 2)]).toEqual([1, 1, 2, 1, 1]);
  });
});
