import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../../../../src/statistics/random.ts';
import { drawOrders } from '../../../../src/twins/host/measure/order.ts';

test('wherever measuring stops, both sides have begun about equally often', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 0, max: 200 }), (seed, pairs) => {
      const orders = drawOrders(pairs, createRandom(seed));
      expect(orders).toHaveLength(pairs);
      let ahead = 0;
      for (const [first, second] of orders) {
        expect([first, second].toSorted()).toEqual(['base', 'head']);
        ahead += first === 'base' ? 1 : -1;
        expect(Math.abs(ahead)).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test('the seed decides, and either side begins', () => {
  const firsts = (seed: number): string =>
    drawOrders(40, createRandom(seed))
      .map(([first]) => first[0])
      .join('');
  expect(firsts(1)).toBe(firsts(1));
  expect(new Set(Array.from({ length: 20 }, (_, seed) => firsts(seed))).size).toBe(20);
  expect(new Set(Array.from({ length: 20 }, (_, seed) => firsts(seed)[0])).size).toBe(2);
});
