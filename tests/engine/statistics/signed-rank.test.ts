import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../src/statistics/random.ts';
import { createSampler } from '../../../src/statistics/distributions.ts';
import { cutExactly, cutNormally } from '../../../src/statistics/rank-distribution.ts';
import {
  boundPairedShift,
  countSignedRanks,
  estimatePairedShift,
  pairsNeeded,
  walshAverages,
} from '../../../src/statistics/signed-rank.ts';

const differences = fc.array(
  fc.integer({ min: -1e6, max: 1e6 }).map((value) => value / 8),
  { minLength: 1, maxLength: 25 },
);

describe('countSignedRanks', () => {
  test('counts each of the 2^n sign patterns once, symmetrically', () => {
    for (let n = 0; n <= 50; n++) {
      const counts = [...countSignedRanks(n)];
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2 ** n);
      expect(counts.toReversed()).toEqual(counts);
    }
    expect([...countSignedRanks(4)]).toEqual([1, 1, 1, 2, 2, 2, 2, 2, 1, 1, 1]);
  });

  test('has the tabulated critical values', () => {
    // One-sided 5 %, largest W with P(W+ <= W) <= 5 %, of the usual tables.
    const tabulated: readonly [number, number][] = [
      [5, 0],
      [6, 2],
      [8, 5],
      [10, 10],
      [15, 30],
      [20, 60],
      [30, 151],
    ];
    for (const [n, critical] of tabulated) expect(cutExactly(countSignedRanks(n), 0.05).rank).toBe(critical + 1);
  });

  test('agrees with the normal approximation where that takes over', () => {
    const n = 50;
    for (const alpha of [0.1, 0.05, 0.025, 0.01]) {
      const exact = cutExactly(countSignedRanks(n), alpha).rank;
      const normal = cutNormally((n * (n + 1)) / 4, (n * (n + 1) * (2 * n + 1)) / 24, alpha).rank;
      expect(Math.abs(exact - normal)).toBeLessThanOrEqual(4);
    }
  });
});

describe('walshAverages', () => {
  test('are the sorted means of all pairs, each with itself too', () => {
    expect([...walshAverages([4, 0, 2])]).toEqual([0, 1, 2, 2, 3, 4]);
  });
});

describe('estimatePairedShift', () => {
  test('gives the published figures of the depression data (Hollander and Wolfe, examples 3.1 to 3.4)', () => {
    const before = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3];
    const after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
    const shift = estimatePairedShift(
      after.map((value, index) => value - before[index]!),
      0.95,
    );
    expect(shift.estimate).toBeCloseTo(-0.46, 12);
    expect(shift.lower).toBeCloseTo(-0.786, 12);
    expect(shift.upper).toBeCloseTo(-0.01, 12);
    expect(shift.attained).toBeCloseTo(0.961, 3);
  });

  test('contains its estimate, attains its confidence, and turns around with the signs', () => {
    fc.assert(
      fc.property(differences, fc.constantFrom(0.5, 0.8, 0.9, 0.99), (values, confidence) => {
        const shift = estimatePairedShift(values, confidence);
        expect(shift.lower).toBeLessThanOrEqual(shift.estimate);
        expect(shift.upper).toBeGreaterThanOrEqual(shift.estimate);
        expect(shift.attained).toBeGreaterThanOrEqual(confidence - 1e-12);
        const turned = estimatePairedShift(
          values.map((value) => -value),
          confidence,
        );
        expect([turned.estimate + shift.estimate, turned.lower + shift.upper]).toEqual(
          shift.upper === Infinity ? [0, Number.NaN] : [0, 0],
        );
      }),
    );
  });

  test.each([
    [8, 0.9],
    [12, 0.98],
    [60, 0.95],
  ])('covers the true centre as often as it says (%i pairs at %s)', (n, confidence) => {
    const random = createRandom(n);
    const draw = createSampler({ kind: 'lognormal', median: 1, sigma: 1 }, random);
    const trials = 1500;
    let covered = 0;
    let attained = 0;
    for (let trial = 0; trial < trials; trial++) {
      // Symmetric around 2, with heavy tails.
      const values = Float64Array.from({ length: n }, () => 2 + draw() * (random.next() < 0.5 ? -1 : 1));
      const shift = estimatePairedShift(values, confidence);
      attained = shift.attained;
      if (shift.lower <= 2 && 2 <= shift.upper) covered++;
    }
    const error = Math.sqrt((attained * (1 - attained)) / trials);
    expect(Math.abs(covered / trials - attained)).toBeLessThan(4 * error);
  });
});

describe('boundPairedShift', () => {
  test('a lower bound above zero is a one-sided test at level alpha: it agrees with enumerated signs', () => {
    const distinct = fc.uniqueArray(
      fc.integer({ min: -100, max: 300 }).filter((value) => value !== 0),
      { minLength: 5, maxLength: 9, selector: Math.abs },
    );
    fc.assert(
      fc.property(distinct, fc.constantFrom(0.05, 0.1, 0.2), (values, alpha) => {
        const ranks = values.map((value) => values.filter((other) => Math.abs(other) <= Math.abs(value)).length);
        const observed = ranks.reduce((sum, rank, index) => sum + (values[index]! > 0 ? rank : 0), 0);
        let extreme = 0;
        for (let mask = 0; mask < 2 ** values.length; mask++) {
          if (ranks.reduce((sum, rank, index) => sum + (mask & (1 << index) ? rank : 0), 0) >= observed) extreme++;
        }
        expect(boundPairedShift(values, alpha).lower > 0).toBe(extreme / 2 ** values.length <= alpha);
      }),
    );
  });

  test('both bounds together are the interval of twice the error', () => {
    const values = [0.3, -0.1, 0.4, 0.2, 0.6, 0.05, 0.7];
    const { lower, upper } = estimatePairedShift(values, 0.9);
    expect(boundPairedShift(values, 0.05)).toEqual({ lower, upper });
  });

  test('is unbounded, not wrong, when there are too few pairs', () => {
    expect(boundPairedShift([1, 2, 3, 4], 0.05)).toEqual({ lower: -Infinity, upper: Infinity });
    expect(boundPairedShift([1, 2, 3, 4, 5], 0.05)).toEqual({ lower: 1, upper: 5 });
  });

  test('refuses what it cannot do', () => {
    expect(() => boundPairedShift([], 0.05)).toThrow(expect.objectContaining({ code: 'NOTHING_MEASURED' }));
    expect(() => boundPairedShift([1], 5)).toThrow(expect.objectContaining({ code: 'BAD_OPTION' }));
    expect(() => boundPairedShift([Number.NaN], 0.05)).toThrow(expect.objectContaining({ code: 'BAD_QUANTITY' }));
  });
});

describe('pairsNeeded', () => {
  test('is the first number of pairs with a finite bound', () => {
    for (const alpha of [0.3, 0.1, 0.05, 0.01, 0.0025]) {
      const bound = (n: number) =>
        boundPairedShift(
          Array.from({ length: n }, (_, index) => index),
          alpha,
        ).lower;
      expect(bound(pairsNeeded(alpha))).toBeGreaterThan(-Infinity);
      expect(bound(pairsNeeded(alpha) - 1)).toBe(-Infinity);
    }
    expect(pairsNeeded(0.05)).toBe(5);
  });
});
