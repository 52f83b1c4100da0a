import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conclude, decide } from '../../../src/gate/procedure.ts';
import { planRule } from '../../../src/gate/rule.ts';

const rule = planRule({ margin: 0.05, judgements: 20 });

function repeat(length: number, ...values: number[]): number[] {
  return Array.from({ length }, (_, index) => values[index % values.length]!);
}

/** Enough pairs for every course to end: all looks and all confirmations. */
const enough = rule.looks.at(-1)! + rule.confirmations.at(-1)!;

/** Series that end in every way: around a centre, from still to wild, with a few that are far out. */
const series = fc
  .record({
    centre: fc.constantFrom(-0.2, -0.06, 0, 0.01, 0.025, 0.04, 0.05, 0.1, 0.5),
    spread: fc.constantFrom(0, 0.005, 0.02, 0.05, 0.3),
    shape: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: enough, maxLength: enough }),
    far: fc.array(fc.tuple(fc.nat(enough - 1), fc.constantFrom(-1.6, -0.3, 0.3, 1.6)), { maxLength: 8 }),
  })
  .map(({ centre, spread, shape, far }) => {
    const differences = shape.map((value) => centre + spread * value);
    for (const [index, value] of far) differences[index]! += value;
    return differences;
  });

describe('what becomes of', () => {
  test('nothing yet: six pairs', () => {
    expect(decide([], rule)).toEqual({ state: 'measure', pairs: 6, phase: 'explore' });
    expect(decide(repeat(5, 0), rule)).toEqual({ state: 'measure', pairs: 6, phase: 'explore' });
  });

  test('differences of exactly zero, as a coarse timer gives them: the same, at once', () => {
    expect(decide(repeat(6, 0), rule)).toEqual({
      state: 'decided',
      verdict: 'same',
      estimate: 0,
      interval: [0, 0],
      excludes: 0,
      smallest: 0,
      pairs: 6,
      confirmed: 0,
    });
  });

  test('zeros and a few ticks: the same; ties and zeros never count towards slower', () => {
    expect(decide(repeat(6, 0, 0, 0.02), rule)).toMatchObject({ verdict: 'same' });
    // Half ticks of +8 %, half exact zeros: the Walsh averages of the zeros are zero, and speak against a lower bound above it.
    expect(decide(repeat(6, 0.08, 0), rule)).toEqual({ state: 'measure', pairs: 10, phase: 'explore' });
  });

  test('a clear slowdown: a candidate after six, slower after ten more that say so too', () => {
    expect(decide(repeat(6, 0.05, 0.06, 0.04), rule)).toEqual({ state: 'measure', pairs: 16, phase: 'confirm' });
    expect(decide(repeat(15, 0.05, 0.06, 0.04), rule)).toEqual({ state: 'measure', pairs: 16, phase: 'confirm' });
    expect(decide(repeat(16, 0.05, 0.06, 0.04), rule)).toMatchObject({
      verdict: 'slower',
      estimate: 0.05,
      pairs: 16,
      confirmed: 10,
    });
  });

  test('a slowdown that fresh processes do not show: inconclusive, not slower and not the same', () => {
    expect(decide([...repeat(6, 0.05, 0.06, 0.04), ...repeat(10, 0.01, -0.01)], rule)).toMatchObject({
      verdict: 'inconclusive',
      cause: 'unconfirmed',
      pairs: 16,
      confirmed: 10,
    });
  });

  test('a slowdown below half of the margin: the same, however certain it is', () => {
    expect(decide(repeat(6, 0.02), rule)).toMatchObject({ verdict: 'same', estimate: 0.02, excludes: 0.02 });
    // Nearer to the margin than to nothing.
    expect(decide(repeat(16, 0.03), rule)).toMatchObject({ verdict: 'slower' });
  });

  test('faster code: a label', () => {
    expect(decide(repeat(6, -0.2, -0.1), rule)).toMatchObject({ verdict: 'faster', pairs: 6 });
    expect(decide(repeat(6, -0.02), rule)).toMatchObject({ verdict: 'same' });
  });

  test('round trips that flip fivefold: inconclusive at the first look', () => {
    const flip = Math.log(5);
    for (const flips of [
      [0, flip, -flip],
      [0, -flip],
      [flip, -flip],
      [0, flip],
    ]) {
      const cause = { verdict: 'inconclusive', cause: 'split', pairs: 6 };
      expect(decide(repeat(6, ...flips), rule)).toMatchObject(cause);
      expect(decide(repeat(6, ...flips), rule)).not.toHaveProperty('morePairs');
    }
  });

  test('one process that contradicts: a stall does not fail, and puts a pass off', () => {
    expect(decide([-1.6, ...repeat(5, 0)], rule)).toEqual({ state: 'measure', pairs: 10, phase: 'explore' });
    expect(decide([-1.6, ...repeat(9, 0)], rule)).toMatchObject({ verdict: 'same', pairs: 10 });
    expect(decide([1.6, ...repeat(15, 0)], rule)).toMatchObject({ verdict: 'same', pairs: 16 });
    // Put off once, it can pass or stay open, but not fail.
    expect(decide([-1.6, ...repeat(5, 0), ...repeat(30, 0.08)], rule)).toMatchObject({ verdict: 'inconclusive' });
  });

  test('a slowdown that varies much: slower, since no process says anything else', () => {
    expect(decide(repeat(16, 0.3, 0.9, 1.6), rule)).toMatchObject({ verdict: 'slower' });
  });

  test('noise far above the margin: inconclusive after the last look, with what it would take', () => {
    const noisy = [0.15, -0.05, 0.1, -0.15, 0.05, 0, -0.1, 0.12];
    const step = conclude(repeat(24, ...noisy), rule);
    expect(step).toMatchObject({ verdict: 'inconclusive', cause: 'noise', pairs: 24, confirmed: 0 });
    // Their deviation is 0.11 around 0.0175: for an upper bound of 0.049 at two standard errors it takes about 50 pairs.
    expect(step.morePairs! + 24).toBeGreaterThan(45);
    expect(step.morePairs! + 24).toBeLessThan(80);
  });
});

describe('a budget that is spent', () => {
  test('says what is known, and about how much is missing', () => {
    expect(conclude(repeat(3, 0.01), rule)).toEqual({
      state: 'decided',
      verdict: 'inconclusive',
      cause: 'noise',
      estimate: 0.01,
      interval: [-Infinity, Infinity],
      excludes: Infinity,
      smallest: Infinity,
      pairs: 3,
      confirmed: 0,
      morePairs: 3,
    });
    expect(conclude(repeat(9, 0.06), rule)).toMatchObject({ cause: 'unconfirmed', confirmed: 3, morePairs: 7 });
  });

  test('is the decision where there is one', () => {
    fc.assert(
      fc.property(series, fc.nat(enough), (differences, length) => {
        const some = differences.slice(0, length + 1);
        const step = decide(some, rule);
        const end = conclude(some, rule);
        const open = { verdict: 'inconclusive', pairs: some.length };
        expect(end).toMatchObject(step.state === 'decided' ? { ...step } : open);
      }),
    );
  });

  test('has nothing to say about nothing', () => {
    expect(() => conclude([], rule)).toThrow(expect.objectContaining({ code: 'NOTHING_MEASURED' }));
  });
});

describe('decide', () => {
  test.each([Number.NaN, Infinity, -Infinity])('refuses %s, wherever it stands', (bad) => {
    expect(() => decide([bad], rule)).toThrow(expect.objectContaining({ code: 'BAD_QUANTITY' }));
    expect(() => decide([...repeat(6, 0), bad], rule)).toThrow(expect.objectContaining({ code: 'BAD_QUANTITY' }));
    expect(() => conclude([0, bad], rule)).toThrow(expect.objectContaining({ code: 'BAD_QUANTITY' }));
  });

  test('always ends, asks for more than there is, and never goes back on a decision', () => {
    fc.assert(
      fc.property(series, (differences) => {
        const end = decide(differences, rule);
        if (end.state !== 'decided') throw new Error('not decided');
        for (let length = 0; length <= differences.length; length++) {
          const step = decide(differences.slice(0, length), rule);
          const asks = step.state === 'measure' && step.pairs > length && step.pairs <= end.pairs;
          expect(length < end.pairs ? asks : step).toEqual(length < end.pairs ? true : end);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('worse differences never turn slower into the same or faster', () => {
    let slower = 0;
    fc.assert(
      fc.property(
        series,
        fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 2, noNaN: true })), {
          minLength: enough,
          maxLength: enough,
        }),
        fc.constantFrom(0, 0.02, 1),
        (differences, additions, scale) => {
          const before = decide(differences, rule);
          if (before.state !== 'decided' || before.verdict !== 'slower') return;
          slower++;
          const after = decide(
            differences.map((difference, index) => difference + scale * additions[index]!),
            rule,
          );
          expect(['slower', 'inconclusive']).toContain('verdict' in after && after.verdict);
        },
      ),
      { numRuns: 1500 },
    );
    expect(slower).toBeGreaterThan(100);
  });

  test('a shift upwards of all differences never makes slower anything else but slower', () => {
    fc.assert(
      fc.property(series, fc.double({ min: 0, max: 1, noNaN: true }), (differences, shift) => {
        // The looks before a candidate may read worse sooner, so that its confirmation is a different one: judge the first.
        const first = differences.slice(0, 16);
        const before = decide(first, rule);
        if (before.state !== 'decided' || before.verdict !== 'slower') return;
        const after = decide(
          first.map((difference) => difference + shift),
          rule,
        );
        expect(after).toMatchObject({ verdict: 'slower', pairs: 16 });
      }),
      { numRuns: 500 },
    );
  });

  test('the order within a look does not matter', () => {
    fc.assert(
      fc.property(series, (differences) => {
        const first = differences.slice(0, 6);
        expect(decide(first.toReversed(), rule)).toEqual(decide(first, rule));
      }),
    );
  });

  test('exchanging base and head turns the evidence around, and only one way round is slower', () => {
    fc.assert(
      fc.property(series, fc.constantFrom(6, 10, 16, enough), (differences, length) => {
        const some = differences.slice(0, length);
        const turned = some.map((difference) => -difference);
        const [one, other] = [conclude(some, rule), conclude(turned, rule)];
        expect([one.verdict, other.verdict]).not.toEqual(['slower', 'slower']);
        if (one.pairs !== other.pairs) return;
        expect(other.estimate + one.estimate).toBeCloseTo(0, 12);
        expect(other.interval[0] + one.interval[1]).toBeCloseTo(0, 12);
        expect(other.smallest).toBeCloseTo(one.smallest, 12);
      }),
    );
  });
});
