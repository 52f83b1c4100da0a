import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { MinTree } from '../../../src/schedulers/min-tree.ts';

test('chooses a smallest number, equal ones in turn', () => {
  const change = fc.tuple(fc.nat(20), fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constant(Infinity)));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 21 }), fc.array(change, { maxLength: 60 }), (size, changes) => {
      const tree = new MinTree(size, 0);
      const values = Array.from({ length: size }, () => 0);
      let turn = 0;
      for (const [at, value] of changes) {
        tree.set(at % size, value);
        values[at % size] = value;
        expect(tree.get(at % size)).toBe(value);
        const smallest = Math.min(...values);
        const inTurn = [...values.keys()].map((i) => (i + turn) % size);
        const expected = smallest === Infinity ? -1 : inTurn.find((i) => values[i] === smallest)!;
        expect(tree.choose()).toBe(expected);
        if (expected !== -1) turn = (expected + 1) % size;
      }
    }),
  );
});

test('fills all at once', () => {
  const tree = new MinTree(5, Infinity);
  expect(tree.choose()).toBe(-1);
  tree.fill((worker) => Math.abs(worker - 3));
  expect(tree.choose()).toBe(3);
});
