import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IntendedStarts } from '../../../../src/scenarios/stress/intended-starts.ts';
import { LoadProfile } from '../../../../src/scenarios/stress/load-profile.ts';
import type { PlannedStage } from '../../../../src/scenarios/stress/plan.ts';
import { createRandom } from '../../../../src/statistics/random.ts';

const second = 1e9;

function closed(duration: number, from: number, to: number = from): PlannedStage {
  return { duration: duration * second, loop: 'closed', from, to };
}

function open(duration: number, from: number, to: number = from): PlannedStage {
  return { duration: duration * second, loop: 'open', from, to };
}

function startsOf(
  stages: readonly PlannedStage[],
  arrivals: 'poisson' | 'constant',
  seed = 1,
  most = 1_000_000,
): number[] {
  const starts = new IntendedStarts(new LoadProfile(stages).stages, arrivals, createRandom(seed));
  const times: number[] = [];
  for (let time = starts.next(); time !== undefined && times.length < most; time = starts.next()) times.push(time);
  return times;
}

describe('the profile of a load', () => {
  test('has a level for every moment of a closed loop', () => {
    const profile = new LoadProfile([closed(2, 10), closed(2, 10, 50), open(1, 100), closed(1, 0)]);
    expect(profile.end).toBe(6 * second);
    expect(profile.isLevel).toBe(false);
    const at = (time: number): number | undefined => profile.inFlightAt(time * second);
    expect([at(0), at(1.9), at(2), at(3), at(3.9), at(4.5), at(5.5), at(6), at(7)]).toEqual([
      10,
      10,
      10,
      30,
      48,
      undefined,
      0,
      undefined,
      undefined,
    ]);
  });

  test('begins a ramp from none with one task, since otherwise nothing would ever end', () => {
    expect(new LoadProfile([closed(10, 0, 5000)]).inFlightAt(0)).toBe(1);
  });

  test('says when it changes next', () => {
    const profile = new LoadProfile([closed(2, 10), closed(2, 10, 50)]);
    expect(profile.nextChange(0)).toBe(2 * second);
    expect(profile.nextChange(3 * second)).toBeLessThan(3.1 * second);
    expect(profile.nextChange(4 * second)).toBeUndefined();
    const level = new LoadProfile([{ ...closed(1, 500), duration: Infinity }]);
    expect([level.isLevel, level.end, level.nextChange(0)]).toEqual([true, Infinity, undefined]);
  });

  test('is judged by its longest stretch without a change', () => {
    const profile = new LoadProfile([closed(1, 10), closed(9, 10, 50), closed(3, 50), closed(8, 0), open(2, 7)]);
    expect(profile.longestSteady()).toMatchObject({ begin: 10 * second, end: 13 * second });
    expect(new LoadProfile([closed(9, 10, 50)]).longestSteady()).toBeUndefined();
  });
});

describe('intended starts', () => {
  test('in equal gaps come at once and then evenly', () => {
    expect(startsOf([open(1, 4)], 'constant')).toEqual([0, 0.25, 0.5, 0.75].map((time) => time * second));
  });

  test('of a ramp have gaps that shrink: their number is the area under the rate', () => {
    const times = startsOf([open(10, 0, 100)], 'constant');
    expect(times).toHaveLength(500);
    // Half of the time has a quarter of the area.
    expect(times.filter((time) => time < 5 * second)).toHaveLength(125);
    expect(startsOf([open(10, 100, 0)], 'constant').length).toBeGreaterThanOrEqual(499);
  });

  test('go on over stages, and leave out those of closed loops', () => {
    const times = startsOf([open(1, 2), closed(5, 10), open(1, 4)], 'constant').map((time) => time / second);
    expect(times).toEqual([0, 0.5, 6, 6.25, 6.5, 6.75]);
  });

  test('of a stage without an end do not end', () => {
    const times = startsOf([{ ...open(1, 1000), duration: Infinity }], 'constant', 1, 5000);
    expect(times).toHaveLength(5000);
    expect(times.at(-1)).toBeCloseTo(4.999 * second, -3);
  });

  test('of a Poisson process are as many as expected, with exponential gaps', () => {
    const times = startsOf([open(100, 200)], 'poisson', 7);
    expect(Math.abs(times.length - 20_000)).toBeLessThan(4 * Math.sqrt(20_000));
    const gaps = times.map((time, index) => time - (times[index - 1] ?? 0));
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    // Of exponential gaps, 1 − 1/e are shorter than the mean, and the standard deviation is the mean.
    const shorter = gaps.filter((gap) => gap < mean).length / gaps.length;
    expect(shorter).toBeCloseTo(1 - 1 / Math.E, 1);
    const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
    expect(Math.sqrt(variance) / mean).toBeCloseTo(1, 1);
    expect(startsOf([open(100, 200)], 'poisson', 7)).toEqual(times);
    expect(startsOf([open(100, 200)], 'poisson', 8)).not.toEqual(times);
  });

  test('ascend and lie within stages of an open loop, whatever the profile', () => {
    const stage = fc.record({
      duration: fc.integer({ min: 1, max: 5 }),
      loop: fc.constantFrom('closed' as const, 'open' as const),
      from: fc.integer({ min: 0, max: 50 }),
      to: fc.integer({ min: 0, max: 50 }),
    });
    fc.assert(
      fc.property(
        fc.array(stage, { minLength: 1, maxLength: 5 }),
        fc.constantFrom('poisson' as const, 'constant' as const),
        fc.nat(1000),
        (given, arrivals, seed) => {
          const stages = given.map((each) => ({ ...each, duration: each.duration * second }));
          const placed = new LoadProfile(stages).stages;
          const times = startsOf(stages, arrivals, seed);
          for (const [index, time] of times.entries()) {
            expect(time).toBeGreaterThanOrEqual(times[index - 1] ?? 0);
            const inside = placed.find(({ begin, end }) => begin <= time && time < end);
            expect(inside?.loop).toBe('open');
          }
        },
      ),
    );
  });
});
