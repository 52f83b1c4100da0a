import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantile } from '../../../src/statistics/quantiles.ts';
import { selectQuantile } from '../../../src/statistics/select.ts';

const observations = fc.oneof(
  fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 200 }),
  fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 200 }),
);

test('is the quantile of the sorted observations, whatever their order and however many are equal', () => {
  fc.assert(
    fc.property(observations, fc.double({ min: 0, max: 1, noNaN: true }), (values, p) => {
      const sorted = Float64Array.from(values).sort();
      expect(selectQuantile(Float64Array.from(values), p)).toBe(quantile(sorted, p));
    }),
  );
});

test('keeps all observations', () => {
  fc.assert(
    fc.property(observations, (values) => {
      const reordered = Float64Array.from(values);
      selectQuantile(reordered, 0.5);
      expect(reordered.sort()).toEqual(Float64Array.from(values).sort());
    }),
  );
});

test.each([
  ['ascending', (at: number) => at],
  ['descending', (at: number) => -at],
  ['constant', () => 1],
])('a million %s observations take linear time', (_, valueAt) => {
  const values = Float64Array.from({ length: 1_000_000 }, (_value, at) => valueAt(at));
  const sorted = Float64Array.from(values).sort();
  expect(selectQuantile(values, 0.99)).toBe(quantile(sorted, 0.99));
});
