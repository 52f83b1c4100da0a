import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logarithm, Misfortune } from '../../../../src/executors/simulator/faults.ts';

test('the logarithm is one', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-12, max: 1, noNaN: true }), (value) => {
      expect(Math.abs(logarithm(value) - Math.log(value))).toBeLessThanOrEqual(
        1e-15 + Math.abs(Math.log(value)) * 1e-15,
      );
    }),
    { numRuns: 2000 },
  );
  expect(logarithm(1)).toBeCloseTo(0, 20);
});

describe('misfortune', () => {
  const faults = { seed: 5, crashEvery: 1000, restart: 0, taskFailures: 0.2 };

  test('strikes as often as was asked for', () => {
    const misfortune = new Misfortune(faults);
    const draws = Array.from({ length: 40_000 }, (_, at) => ({
      time: misfortune.untilCrash(at % 100, Math.floor(at / 100)),
      throws: misfortune.throws(Math.floor(at / 2), at % 2),
    }));
    const mean = draws.reduce((sum, { time }) => sum + time, 0) / draws.length;
    const share = draws.filter(({ throws }) => throws).length / draws.length;
    const beyond = draws.filter(({ time }) => time > 2000).length / draws.length;
    // Within four standard errors.
    expect(Math.abs(mean - 1000)).toBeLessThan(20);
    expect(Math.abs(share - 0.2)).toBeLessThan(0.008);
    expect(Math.abs(beyond - Math.exp(-2))).toBeLessThan(0.007);
  });

  test('depends on who, how often and the seed, and on nothing that came before', () => {
    const draw = (seed: number, worker: number, crash: number): number =>
      new Misfortune({ ...faults, seed }).untilCrash(worker, crash);
    const reused = new Misfortune(faults);
    for (let crash = 0; crash < 5; crash += 1) reused.untilCrash(crash, 1);
    expect(reused.untilCrash(3, 2)).toBe(draw(5, 3, 2));
    expect(new Set([draw(5, 3, 2), draw(6, 3, 2), draw(5, 2, 3), draw(5, 3, 3), draw(5 + 2 ** 32, 3, 2)]).size).toBe(5);
  });

  test('leaves out what was not asked for', () => {
    const none = new Misfortune({ ...faults, crashEvery: Infinity, taskFailures: 0 });
    expect(none.untilCrash(0, 0)).toBe(Infinity);
    expect(none.throws(0, 0)).toBe(false);
    const all = new Misfortune({ ...faults, taskFailures: 1 });
    expect(Array.from({ length: 1000 }, (_, task) => all.throws(task, 0)).every(Boolean)).toBe(true);
  });
});
