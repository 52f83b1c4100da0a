import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evidence, judge } from '../../../src/baseline/rule.ts';
import type { Sides } from '../../../src/baseline/rule.ts';
import { scaleFor } from '../../../src/baseline/scale.ts';
import type { Unit } from '../../../src/model/units.ts';
import { shiftNeeds } from '../../../src/statistics/shift.ts';
import { around } from './samples.ts';

const time = fc.double({ min: 1, max: 1e12, noNaN: true });
const run = fc.array(time, { minLength: 6, maxLength: 12 });
/** Repetitions of one run: a level and a spread of at most threefold. */
const steadyRun = fc
  .tuple(
    fc.double({ min: 10, max: 1e9, noNaN: true }),
    fc.array(fc.double({ min: 1, max: 3, noNaN: true }), { minLength: 6, maxLength: 12 }),
  )
  .map(([level, factors]) => factors.map((factor) => level * factor));

function sides(base: readonly number[], head: readonly number[], also: Partial<Sides> = {}): Sides {
  const scale = scaleFor('ns', 'task', [...base, ...head]);
  return { base, head, scale, better: 'lower', ratio: 1.5, waiting: 1, confidence: 0.99, ...also };
}

/** The verdict on a quiet run whose times are multiplied by a factor. */
function verdictOfFactor(factor: number): string {
  return judge(sides(around(1000), around(1000 * factor))).verdict;
}

/** The verdict on the scale of a unit, whatever the values. */
function verdictOf(unit: Unit, base: number[], head: number[]): string {
  return judge(sides(base, head, { scale: scaleFor(unit, 'run', []) })).verdict;
}

const mirrored = { faster: 'slower', slower: 'faster', same: 'same', inconclusive: 'inconclusive' } as const;

describe('the rule', () => {
  test('swapping the sides mirrors the verdict and the interval', () => {
    fc.assert(
      fc.property(run, run, (base, head) => {
        const there = judge(sides(base, head));
        const back = judge(sides(head, base));
        expect(back.verdict).toBe(mirrored[there.verdict]);
        expect(back.lower).toBeCloseTo(-there.upper, 9);
      }),
    );
  });

  test('the other direction is better: the mirrored verdict', () => {
    fc.assert(
      fc.property(run, run, (base, head) => {
        const lower = judge(sides(base, head));
        const higher = judge(sides(base, head, { better: 'higher' }));
        expect(higher.verdict).toBe(mirrored[lower.verdict]);
        expect(higher.shift).toBeCloseTo(-lower.shift, 9);
      }),
    );
  });

  test('the unit in which times are written does not matter', () => {
    fc.assert(
      fc.property(run, run, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (base, head, factor) => {
        const scaled = judge(
          sides(
            base.map((value) => value * factor),
            head.map((value) => value * factor),
          ),
        );
        const found = judge(sides(base, head));
        for (const key of ['shift', 'lower', 'upper', 'smallest'] as const)
          expect(scaled[key]).toBeCloseTo(found[key], 8);
      }),
    );
  });

  test('a larger slowdown is never a better verdict', () => {
    fc.assert(
      fc.property(steadyRun, steadyRun, fc.double({ min: 1, max: 20, noNaN: true }), (base, head, factor) => {
        const found = judge(sides(base, head));
        const slowed = judge(
          sides(
            base,
            head.map((value) => value * factor),
          ),
        );
        expect(found.verdict === 'slower' && slowed.verdict !== 'slower').toBe(false);
        expect(slowed.verdict === 'faster' && found.verdict !== 'faster').toBe(false);
        expect(slowed.lower).toBeGreaterThanOrEqual(found.lower - 1e-9);
      }),
    );
  });

  test('slower and faster exactly where the stated interval leaves zero out', () => {
    fc.assert(
      fc.property(run, run, (base, head) => {
        const { verdict, lower, upper, shift, smallest } = judge(sides(base, head));
        expect(verdict === 'slower').toBe(lower > 0);
        expect(verdict === 'faster').toBe(upper < 0);
        expect(shift >= lower && shift <= upper).toBe(true);
        expect(verdict === 'slower').toBe(shift > smallest);
      }),
    );
  });

  test('a slowdown beyond the smallest that could be seen is seen', () => {
    fc.assert(
      fc.property(steadyRun, steadyRun, (base, head) => {
        const { shift, smallest } = judge(sides(base, head));
        const more = Math.exp(smallest - shift + 1e-6);
        expect(
          judge(
            sides(
              base,
              head.map((value) => value * more),
            ),
          ).verdict,
        ).toBe('slower');
      }),
    );
  });

  test('quiet runs: a twofold slowdown is seen, 20 % is the same, 40 % is left open', () => {
    expect([0.5, 0.71, 0.9, 1, 1.1, 1.4, 2].map(verdictOfFactor)).toStrictEqual([
      'faster',
      'inconclusive',
      'same',
      'same',
      'same',
      'inconclusive',
      'slower',
    ]);
  });

  test('a run that steps between two speeds is no regression, nor the same', () => {
    const stepping = [...around(1000, 5), ...around(2200, 5)];
    expect(judge(sides(around(1000), stepping)).verdict).toBe('inconclusive');
    expect(judge(sides(stepping, around(1000))).verdict).toBe('inconclusive');
  });

  test('waiting widens what unchanged code may show', () => {
    expect(judge(sides(around(1000), around(2000), { waiting: 8 })).verdict).toBe('inconclusive');
    expect(judge(sides(around(1000), around(1000), { waiting: 8 })).verdict).toBe('inconclusive');
    expect(judge(sides(around(1000), around(20_000), { waiting: 8 })).verdict).toBe('slower');
  });

  test('enough repetitions are asked for to reach the confidence', () => {
    for (const { confidence, fewest } of Object.values(evidence)) {
      expect(fewest).toBeGreaterThanOrEqual(shiftNeeds(confidence));
      expect(judge(sides(around(1, fewest), around(1, fewest), { confidence })).lower).toBeGreaterThan(-Infinity);
    }
  });
});

describe('the scale', () => {
  const anything = fc.array(fc.double({ min: -1e12, max: 1e12, noNaN: true }), { minLength: 6, maxLength: 12 });

  test('is increasing, symmetric and can be undone, for every number', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e12, max: 1e12, noNaN: true }),
        fc.double({ min: -1e12, max: 1e12, noNaN: true }),
        (a, b) => {
          const scale = scaleFor('B', 'run', [a, b]);
          expect(Math.sign(scale.forward(a) - scale.forward(b)) * Math.sign(a - b)).toBeGreaterThanOrEqual(0);
          expect(scale.forward(-a) + scale.forward(a)).toBeCloseTo(0, 12);
          expect(Math.abs(scale.back(scale.forward(a)) - a)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(a)));
        },
      ),
    );
  });

  test('never leads to what is no number: zeros and negative values', () => {
    fc.assert(
      fc.property(
        anything,
        anything,
        fc.constantFrom('ns', 'B', 'tasks/s', 'ops/s', 'B/s', '%', 'x', '1', 'count'),
        (base, head, unit) => {
          const scale = scaleFor(unit, 'repetition', [...base, ...head]);
          const { shift, lower, upper, smallest } = judge(sides(base, head, { scale }));
          for (const value of [shift, lower, upper, smallest]) expect(Number.isFinite(value)).toBe(true);
        },
      ),
    );
  });

  test('amounts of no importance are the same: bytes of growth, one inversion', () => {
    expect(verdictOf('B', around(0), around(18_000))).toBe('same');
    expect(verdictOf('B', around(-40_000), around(60_000))).toBe('same');
    expect(verdictOf('B', around(18_000), around(5e6))).toBe('slower');
    expect(verdictOf('B', around(5e6), around(-5e6))).toBe('faster');
    expect(verdictOf('count', around(0), around(0))).toBe('same');
    expect(verdictOf('count', around(0), around(20))).toBe('slower');
    expect(verdictOf('count', around(20), around(0))).toBe('faster');
  });
});
