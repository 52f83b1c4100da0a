import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawArrivals, planArrivals, type PlannedArrivals } from '../../../src/scenarios/arrivals.ts';
import { createRandom } from '../../../src/statistics/random.ts';

describe('the option arrivals', () => {
  test('is read in tasks per second; independent arrivals are the default', () => {
    expect(planArrivals(undefined)).toBeUndefined();
    expect(planArrivals({ rate: '1,500 tasks/s' })).toStrictEqual({ rate: 1500, distribution: 'poisson' });
    expect(planArrivals({ rate: '2/s', distribution: 'constant' })).toStrictEqual({
      rate: 2,
      distribution: 'constant',
    });
  });

  test.each([
    ['500 tasks/s', 'BAD_OPTION', /arrivals: '500 tasks\/s' is not an object/],
    [{}, 'BAD_OPTION', /arrivals.rate is missing/],
    [{ rate: 500 }, 'BAD_OPTION', /arrivals.rate: 500 is not a rate/],
    [{ rate: '500' }, 'BAD_QUANTITY', /arrivals.rate/],
    [{ rate: '500 ms' }, 'BAD_QUANTITY', /arrivals.rate: "500 ms" is not a rate/],
    [{ rate: '0 tasks/s' }, 'BAD_QUANTITY', /arrivals.rate/],
    [{ rate: '-1 tasks/s' }, 'BAD_QUANTITY', /arrivals.rate/],
    [{ rate: '1/s', distribution: 'poison' }, 'BAD_OPTION', /arrivals.distribution: 'poison' is not 'poisson'/],
    [{ rate: '1/s', burst: 1 }, 'BAD_OPTION', /arrivals.burst: there is no such option/],
  ] as const)('%j: a clear error', (given, code, message) => {
    expect(() => planArrivals(given)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) as string }),
    );
  });
});

describe('arrivals', () => {
  const arrivals = fc.record<PlannedArrivals>({
    rate: fc.double({ min: 1e-3, max: 1e7, noNaN: true }),
    distribution: fc.constantFrom('poisson', 'constant'),
  });

  test('ascend from 0, are finite, and are decided by the seed', () => {
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 1, max: 500 }), fc.integer(), (planned, count, seed) => {
        const times = drawArrivals(planned, count, createRandom(seed));
        expect(times).toHaveLength(count);
        expect(times[0]).toBe(0);
        for (let id = 1; id < count; id += 1) expect(times[id]).toBeGreaterThanOrEqual(times[id - 1]!);
        expect(Number.isFinite(times.at(-1))).toBe(true);
        expect(drawArrivals(planned, count, createRandom(seed))).toStrictEqual(times);
      }),
    );
  });

  test('come at their rate: exactly where they are constant, with exponential gaps else', () => {
    const constant = drawArrivals({ rate: 1000, distribution: 'constant' }, 1_000_001, createRandom(1));
    expect(constant.at(-1)).toBe(1e12);
    const poisson = drawArrivals({ rate: 1000, distribution: 'poisson' }, 100_001, createRandom(1));
    const gaps = poisson.slice(1).map((time, id) => time - poisson[id]!);
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
    // Five standard errors of the mean of 100,000, and of their standard deviation.
    expect(Math.abs(mean / 1e6 - 1)).toBeLessThan(5 / Math.sqrt(100_000));
    expect(Math.abs(Math.sqrt(variance) / mean - 1)).toBeLessThan(5 * Math.sqrt(2 / 100_000));
  });
});
