import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jainIndex, loadBalance, maxOverMean } from '../../../src/statistics/balance.ts';

const measures = { loadBalance, jainIndex, maxOverMean };
const loads = fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 1, maxLength: 40 });

describe('balance of a load', () => {
  test('known values', () => {
    // Mean 5, population standard deviation 2.
    expect(loadBalance([2, 4, 4, 4, 5, 5, 7, 9])).toBe(1 / 1.4);
    expect(jainIndex([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(1 / 1.16, 12);
    expect(maxOverMean([2, 4, 4, 4, 5, 5, 7, 9])).toBe(1.8);
  });

  test('one worker that does everything', () => {
    expect(loadBalance([12, 0, 0, 0])).toBeCloseTo(1 / (1 + Math.sqrt(3)), 12);
    expect(jainIndex([12, 0, 0, 0])).toBe(0.25);
    expect(maxOverMean([12, 0, 0, 0])).toBe(4);
  });

  test.each(Object.entries(measures))('%s is 1 for equal loads, zero ones too', (_, measure) => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e15, noNaN: true }).filter((load) => load === 0 || load > 1e-100),
        fc.integer({ min: 1, max: 50 }),
        (load, workers) => {
          expect(measure(Array.from({ length: workers }, () => load))).toBe(1);
        },
      ),
    );
  });

  test('stays within its range, and scale does not matter', () => {
    fc.assert(
      fc.property(loads, (loads) => {
        const n = loads.length;
        expect(loadBalance(loads)).toBeGreaterThan(0);
        expect(loadBalance(loads)).toBeLessThanOrEqual(1);
        expect(jainIndex(loads)).toBeGreaterThanOrEqual((1 / n) * (1 - 1e-12));
        expect(jainIndex(loads)).toBeLessThanOrEqual(1);
        expect(maxOverMean(loads)).toBeGreaterThanOrEqual(1);
        expect(maxOverMean(loads)).toBeLessThanOrEqual(n * (1 + 1e-12));
        const doubled = loads.map((load) => load * 2);
        for (const measure of Object.values(measures)) expect(measure(doubled)).toBe(measure(loads));
      }),
    );
  });

  test("load balance and Jain's index say the same: J = 1 ÷ (1 + CV²)", () => {
    fc.assert(
      fc.property(loads, (loads) => {
        const cv = 1 / loadBalance(loads) - 1;
        expect(jainIndex(loads)).toBeCloseTo(1 / (1 + cv * cv), 9);
      }),
    );
  });

  test.each(Object.entries(measures))('%s refuses no workers and loads that are none', (_, measure) => {
    expect(() => measure([])).toThrow(expect.objectContaining({ code: 'NOTHING_MEASURED' }));
    expect(() => measure([1, -1])).toThrow('the load of worker 1 is -1');
    expect(() => measure([1, Number.NaN])).toThrow(expect.objectContaining({ code: 'BAD_QUANTITY' }));
  });
});
