import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalCdf, normalQuantile } from '../../../src/statistics/normal.ts';

describe('normalCdf', () => {
  test.each([
    [0, 0.5],
    [1, 0.8413447460685429],
    [1.959963984540054, 0.975],
    [-1.6448536269514722, 0.05],
    [3, 0.9986501019683699],
    [-3.090232306167813, 0.001],
    [-5, 2.866515718791933e-7],
    [-10, 7.619853024160525e-24],
  ])('of %s is %s', (z, p) => {
    expect(normalCdf(z) / p).toBeCloseTo(1, 11);
  });

  test('never decreases, and mirrors around zero', () => {
    const z = fc.double({ min: -38, max: 38, noNaN: true });
    fc.assert(
      fc.property(z, z, (a, b) => {
        // Rounding may turn neighbours around by a bit.
        const above = normalCdf(Math.max(a, b)) * (1 + 1e-12) + 1e-300;
        expect(normalCdf(Math.min(a, b))).toBeLessThanOrEqual(above);
        expect(normalCdf(a) + normalCdf(-a)).toBeCloseTo(1, 12);
      }),
    );
  });
});

describe('normalQuantile', () => {
  test('undoes normalCdf', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 0.999999, noNaN: true }), (p) => {
        expect(normalCdf(normalQuantile(p)) / p).toBeCloseTo(1, 9);
      }),
    );
    expect(normalQuantile(0.025)).toBeCloseTo(-1.959963984540054, 10);
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
  });
});
