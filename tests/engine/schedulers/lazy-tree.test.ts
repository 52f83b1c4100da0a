import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { LazyTree } from '../../../src/schedulers/lazy-tree.ts';
import { MinTree } from '../../../src/schedulers/min-tree.ts';

test('chooses as a tree does that is always up to date', () => {
  const change = fc.tuple(fc.nat(20), fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constant(Infinity)), fc.boolean());
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 21 }), fc.array(change, { maxLength: 80 }), (size, changes) => {
      const values = Array.from({ length: size }, () => Infinity);
      const lazy = new LazyTree(size, (worker) => values[worker]!);
      const tree = new MinTree(size, Infinity);
      for (const [at, value, asked] of changes) {
        values[at % size] = value;
        lazy.note(at % size);
        tree.set(at % size, value);
        expect(asked ? lazy.choose() : -1).toBe(asked ? tree.choose() : -1);
      }
      expect(lazy.choose()).toBe(tree.choose());
    }),
  );
});
