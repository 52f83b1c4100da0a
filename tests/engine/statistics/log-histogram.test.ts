import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LogHistogram } from '../../../src/statistics/log-histogram.ts';

const latencies = fc.array(fc.integer({ min: 1, max: 2 ** 40 }), { minLength: 1, maxLength: 200 });

function histogramOf(values: readonly number[]): LogHistogram {
  const histogram = new LogHistogram();
  for (const value of values) histogram.add(value);
  return histogram;
}

describe('LogHistogram', () => {
  test('answers quantiles to 2.2 %', () => {
    fc.assert(
      fc.property(latencies, fc.double({ min: 0, max: 1, noNaN: true }), (values, p) => {
        const sorted = values.toSorted((a, b) => a - b);
        const exact = sorted[Math.floor((sorted.length - 1) * p)]!;
        const answer = histogramOf(values).quantile(p)!;
        expect(Math.abs(Math.log2(answer / exact))).toBeLessThanOrEqual(1 / 32 + 1e-9);
      }),
    );
  });

  test('joined, it answers as one that counted everything', () => {
    fc.assert(
      fc.property(latencies, latencies, (some, others) => {
        const joined = histogramOf(some);
        joined.merge(histogramOf(others));
        const all = histogramOf([...some, ...others]);
        expect(joined.n).toBe(all.n);
        for (const p of [0, 0.5, 0.99, 1]) expect(joined.quantile(p)).toBe(all.quantile(p));
      }),
    );
  });

  test('has no quantile of nothing, and takes whatever is too small or too large', () => {
    const histogram = new LogHistogram();
    expect(histogram.quantile(0.5)).toBeUndefined();
    histogram.add(0);
    expect(histogram.quantile(1)).toBeLessThan(1.1);
    histogram.add(1e300);
    expect(histogram.n).toBe(2);
    expect(histogram.quantile(1)).toBeGreaterThan(2 ** 41);
  });
});
