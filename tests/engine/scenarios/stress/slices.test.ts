import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Slices } from '../../../../src/scenarios/stress/slices.ts';

const second = 1e9;

describe('slices of a run', () => {
  test('are sixty where its length is known, and no shorter than 100 ms', () => {
    expect(new Slices(60 * second).width).toBe(second);
    expect(new Slices(second).width).toBe(0.1 * second);
    expect(new Slices(Infinity).width).toBe(0.1 * second);
  });

  test('hold what happened in them; the last is cut off', () => {
    const slices = new Slices(60 * second);
    slices.inFlight(0, 5);
    slices.completed(0.5 * second, 1000);
    slices.completed(0.6 * second, 4000);
    slices.failed(2.1 * second);
    slices.inFlight(2.1 * second, 3);
    slices.rss(2.2 * second, 7);
    slices.heap(2.3 * second, 9);
    const [first, second2, third, ...others] = slices.toSlices(2.5 * second);
    expect(others).toEqual([]);
    expect(first).toMatchObject({ at: 0, duration: second, completed: 2, failed: 0, throughput: 2, inFlight: 5 });
    expect(first!.p50! / 1000).toBeCloseTo(1, 1);
    expect(second2).toEqual({ at: second, duration: second, completed: 0, failed: 0, throughput: 0, inFlight: 0 });
    slices.rss(3.001 * second, 7);
    expect(slices.toSlices(3 * second)).toHaveLength(3);
    expect(slices.toSlices(3.002 * second)).toHaveLength(4);
    expect(third).toMatchObject({ duration: 0.5 * second, failed: 1, inFlight: 3, rss: 7, heap: 9 });
  });

  test('are joined when there are too many, and nothing is lost', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 300 }), (times) => {
        const slices = new Slices(Infinity);
        for (const ms of times) slices.completed(ms * 1e6, 1000);
        const end = Math.max(...times) * 1e6 + 1;
        const all = slices.toSlices(end);
        expect(all.length).toBeLessThanOrEqual(120);
        expect(all.reduce((sum, { completed }) => sum + completed, 0)).toBe(times.length);
        for (const [index, { at, completed }] of all.entries()) {
          expect(at).toBe(index * slices.width);
          const inside = times.filter((ms) => ms * 1e6 >= at && ms * 1e6 < at + slices.width);
          expect(completed).toBe(inside.length);
        }
      }),
    );
  });
});
