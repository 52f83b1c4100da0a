import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { PrefixMaximum } from '../../../src/statistics/prefix-maximum.ts';

test('knows the largest value before any place', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat(100))), (raises) => {
      const maximum = new PrefixMaximum(10);
      const values = Array.from({ length: 10 }, () => 0);
      for (const [index, value] of raises) {
        maximum.raise(index, value);
        values[index] = Math.max(values[index]!, value);
      }
      for (let end = 0; end <= 10; end += 1) expect(maximum.before(end)).toBe(Math.max(0, ...values.slice(0, end)));
    }),
  );
});
