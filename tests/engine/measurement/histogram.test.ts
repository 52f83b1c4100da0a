import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { statisticNames } from '../../../src/model/result.ts';
import { loadHistograms } from '../../../src/measurement/histogram.ts';
import { readStatistic, summarize } from '../../../src/statistics/summary.ts';

const makeHistogram = await loadHistograms();
const hour = 3600e9;

function recordAll(latencies: Iterable<number>) {
  const histogram = makeHistogram();
  for (const latency of latencies) histogram.record(latency);
  return histogram;
}

/** The smallest observation that at least this percentage of all is not above: what HDR histograms answer. */
function rankPercentile(latencies: readonly number[], percent: number): number {
  const sorted = latencies.toSorted((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil((percent * sorted.length) / 100 - 1e-9)) - 1]!;
}

/** A clock has steps: numbers so small that sums of them lose their digits (below 1e-307) are no latencies. */
const fraction = fc.double({ min: 1e-6, max: hour, noNaN: true });
const latency = fc.oneof(fc.integer({ min: 0, max: 5000 }), fraction);
const latencies = fc.array(latency, { minLength: 1, maxLength: 60 });
const percents = { p25: 25, median: 50, p75: 75, p90: 90, p95: 95, p99: 99, 'p99.9': 99.9 } as const;

describe('LatencyHistogram', () => {
  test('has exact n, mean, sd, minimum and maximum', () => {
    fc.assert(
      fc.property(latencies, (values) => {
        const got = recordAll(values).toSummary();
        const expected = summarize(values);
        expect([got.n, got.min, got.max]).toEqual([expected.n, expected.min, expected.max]);
        expect(Math.abs(got.mean - expected.mean)).toBeLessThanOrEqual(expected.max * 1e-12);
        expect(Math.abs(got.sd - expected.sd)).toBeLessThanOrEqual(expected.max * 1e-7);
      }),
      { numRuns: 50 },
    );
  });

  test('has percentiles to 3 significant digits, or to 1 ns', () => {
    fc.assert(
      fc.property(latencies, (values) => {
        const got = recordAll(values).toSummary();
        for (const [name, percent] of Object.entries(percents)) {
          const expected = rankPercentile(values, percent);
          const value = readStatistic(got, name as keyof typeof percents);
          expect(Math.abs(value - expected)).toBeLessThanOrEqual(Math.max(1, expected / 1000));
        }
      }),
      { numRuns: 50 },
    );
  });

  test('has rising percentiles between minimum and maximum', () => {
    fc.assert(
      fc.property(latencies, (values) => {
        const s = recordAll(values).toSummary();
        const rising = [s.min, s.p25, s.median, s.p75, s.p90, s.p95, s.p99, s['p99.9'], s.max];
        expect(rising).toEqual(rising.toSorted((a, b) => a - b));
      }),
      { numRuns: 50 },
    );
  });

  test('counts zero and fractions of a nanosecond', () => {
    expect(recordAll([0]).toSummary()).toMatchObject({ n: 1, mean: 0, median: 0, max: 0, sd: 0, 'p99.9': 0 });
    expect(recordAll([0.25, 0.75]).toSummary()).toMatchObject({ mean: 0.5, min: 0.25, max: 0.75 });
  });

  test('takes what is longer than an hour as an hour in percentiles, and keeps the maximum', () => {
    const { median, max, n } = recordAll([2 * hour, 3 * hour, 4 * hour]).toSummary();
    expect([median, max, n]).toEqual([2 * hour, 4 * hour, 3]);
    const mixed = recordAll([1000, 1000, 1000, 5 * hour]).toSummary();
    expect(mixed.median).toBe(1000);
    expect(mixed.p99 / hour).toBeCloseTo(1, 3);
    expect(mixed.max).toBe(5 * hour);
  });

  test('merged, is what one histogram of all would be', () => {
    fc.assert(
      fc.property(fc.array(latency), fc.array(latency, { minLength: 1 }), (some, others) => {
        const merged = recordAll(some);
        merged.merge(recordAll(others));
        const got = merged.toSummary();
        const expected = recordAll([...some, ...others]).toSummary();
        for (const name of statisticNames) {
          const scale = name === 'mean' || name === 'sd' ? expected.max * 1e-7 : 0;
          expect(Math.abs(readStatistic(got, name) - readStatistic(expected, name))).toBeLessThanOrEqual(scale);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('merging nothing changes nothing, and a reset forgets everything', () => {
    const histogram = recordAll([5, 6]);
    const before = histogram.toSummary();
    histogram.merge(makeHistogram());
    expect(histogram.toSummary()).toEqual(before);
    histogram.reset();
    expect(histogram.n).toBe(0);
    histogram.record(7);
    expect(histogram.toSummary()).toEqual(summarize([7]));
  });

  test('says that nothing was recorded', () => {
    expect(() => makeHistogram().toSummary()).toThrow(expect.objectContaining({ code: 'NOTHING_MEASURED' }));
  });

  test.each([-1, Number.NaN, Infinity])('refuses %s ns and stays as it was', (bad) => {
    const histogram = recordAll([1]);
    expect(() => histogram.record(bad)).toThrow(expect.objectContaining({ code: 'BAD_QUANTITY' }));
    expect(histogram.toSummary()).toEqual(summarize([1]));
  });
});
