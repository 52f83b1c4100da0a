import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runKernel } from '../../../src/measurement/kernel.ts';

describe('runKernel', () => {
  test('gives the same digests on every machine', () => {
    expect([
      runKernel(0, 7),
      runKernel(1, 7),
      runKernel(1000, 1),
      runKernel(2 ** 20, 1),
      runKernel(2 ** 20 + 1, 1),
      runKernel(3e6, -5),
    ]).toMatchInlineSnapshot(`
      [
        7,
        1401222367,
        2177969441,
        1652606209,
        3915217928,
        1225913883,
      ]
    `);
  });

  test('every iteration and every bit of the seed counts', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer(), fc.integer(), (iterations, seed, other) => {
        const result = runKernel(iterations, seed);
        expect(Number.isInteger(result) && result >= 0 && result < 2 ** 32).toBe(true);
        // Steps are one-to-one, so that different seeds never meet.
        expect(runKernel(iterations, other) === result).toBe(seed === other);
      }),
    );
    const digests = Array.from({ length: 1000 }, (_, iterations) => runKernel(iterations, 3));
    expect(new Set(digests).size).toBe(1000);
  });
});
