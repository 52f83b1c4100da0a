import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planRule } from '../../../src/gate/rule.ts';
import { boundPairedShift } from '../../../src/statistics/signed-rank.ts';

const options = fc.record({
  margin: fc.double({ min: 0.001, max: 1, noNaN: true }),
  judgements: fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100_000 })),
  most: fc.constantFrom(undefined, 6, 10, 20, 24, 36, 50),
});

function total(levels: readonly number[]): number {
  return levels.reduce((sum, level) => sum + level, 0);
}

describe('planRule', () => {
  test('keeps the promised false failures, of a figure and of the run, and stays where tests are exact', () => {
    fc.assert(
      fc.property(options, ({ margin, judgements, most }) => {
        const rule = planRule({ margin, judgements, ...(most === undefined ? {} : { most }) });
        const falseFailure = total(rule.levels.candidate) * total(rule.levels.confirmation);
        expect(falseFailure).toBeLessThanOrEqual(0.0005 * (1 + 1e-9));
        expect(falseFailure * judgements).toBeLessThanOrEqual(0.01 * (1 + 1e-9));
        expect(total(rule.levels.pass)).toBeLessThanOrEqual(0.1 * (1 + 1e-9));
        for (const pairs of [rule.looks, rule.confirmations]) {
          expect(pairs).toEqual([...new Set(pairs)].toSorted((a, b) => a - b));
          expect(pairs.at(-1)).toBeLessThanOrEqual(50);
        }
        expect(rule.confirmations[0]).toBeGreaterThanOrEqual(10);
        expect(rule.levels.pass).toHaveLength(rule.looks.length);
        expect(rule.levels.candidate).toHaveLength(rule.looks.length);
        expect(rule.levels.confirmation).toHaveLength(rule.confirmations.length);
      }),
    );
  });

  test('every look can speak, a confirmation even when its smallest difference points the other way', () => {
    fc.assert(
      fc.property(options, ({ margin, judgements }) => {
        const { looks, confirmations, levels } = planRule({ margin, judgements });
        const ones = (pairs: number) => Array.from({ length: pairs }, () => 1);
        for (const [look, pairs] of looks.entries()) {
          expect(boundPairedShift(ones(pairs), levels.pass[look]!).upper).toBe(1);
          expect(boundPairedShift(ones(pairs), levels.candidate[look]!).lower).toBe(1);
        }
        for (const [look, pairs] of confirmations.entries()) {
          const fresh = [-0.5, ...ones(pairs - 1)];
          expect(boundPairedShift(fresh, levels.confirmation[look]!).lower).toBeGreaterThan(0);
        }
      }),
    );
  });

  test('figures make the confirmation longer, and nothing else', () => {
    const looks = [6, 10, 16, 24];
    expect(planRule({ margin: 0.05, judgements: 1 })).toMatchObject({ looks, confirmations: [10, 16, 24] });
    expect(planRule({ margin: 0.05, judgements: 100 })).toMatchObject({ looks, confirmations: [12, 18, 26] });
    expect(planRule({ margin: 0.05, judgements: 1000 })).toMatchObject({ looks, confirmations: [15, 21, 29] });
    const [few, many] = [1, 1000].map((judgements) => planRule({ margin: 0.05, judgements }).levels);
    expect([many!.pass, many!.candidate]).toEqual([few!.pass, few!.candidate]);
  });

  test('a small margin, or whoever asks for it, gets more looks', () => {
    expect(planRule({ margin: 0.02, judgements: 1 }).looks).toEqual([6, 10, 16, 24, 36]);
    expect(planRule({ margin: 0.05, judgements: 1, most: 50 }).looks).toEqual([6, 10, 16, 24, 36, 50]);
    expect(planRule({ margin: 0.05, judgements: 1, most: 6 })).toMatchObject({ looks: [6], confirmations: [10] });
  });

  test.each([
    { margin: 0 },
    { margin: 5 },
    { margin: Number.NaN },
    { judgements: 0 },
    { judgements: 1.5 },
    { judgements: 1e6 },
    { most: 5 },
    { most: 51 },
  ])('refuses %o', (wrong) => {
    expect(() => planRule({ margin: 0.05, judgements: 1, ...wrong })).toThrow(
      expect.objectContaining({ code: 'BAD_OPTION' }),
    );
  });
});
