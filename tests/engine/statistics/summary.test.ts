import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { statisticNames } from '../../../src/model/result.ts';
import { readStatistic, summarize } from '../../../src/statistics/summary.ts';

// Multiples of 1/8, so that scaling by powers of two loses no bit.
const observations = fc.array(
  fc.integer({ min: -1e9, max: 1e9 }).map((value) => value / 8),
  { minLength: 1, maxLength: 60 },
);

describe('summarize', () => {
  test('gives the textbook figures', () => {
    expect(summarize([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({
      n: 8,
      mean: 5,
      median: 4.5,
      min: 2,
      max: 9,
      sd: Math.sqrt(32 / 7),
      p25: 4,
      p75: 5.5,
      p90: expect.closeTo(7.6, 12),
      p95: expect.closeTo(8.3, 12),
      p99: expect.closeTo(8.86, 12),
      'p99.9': expect.closeTo(8.986, 12),
    });
  });

  test('of a single observation has no spread', () => {
    const summary = summarize(Float64Array.of(3));
    for (const name of statisticNames) {
      expect(readStatistic(summary, name)).toBe(name === 'n' ? 1 : name === 'sd' ? 0 : 3);
    }
  });

  test('keeps its digits where the mean is far from zero', () => {
    const { mean, sd } = summarize([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]);
    expect(mean).toBe(1e9 + 10);
    expect(sd).toBeCloseTo(Math.sqrt(30), 9);
  });

  test('does not depend on the order, and changes nothing', () => {
    fc.assert(
      fc.property(
        observations.chain((values) =>
          fc.tuple(
            fc.constant(values),
            fc.shuffledSubarray(values, { minLength: values.length, maxLength: values.length }),
          ),
        ),
        ([values, shuffled]) => {
          const before = [...shuffled];
          expect(summarize(shuffled)).toEqual(summarize(values));
          expect(shuffled).toEqual(before);
        },
      ),
    );
  });

  test('scales with its observations', () => {
    fc.assert(
      fc.property(observations, fc.integer({ min: -6, max: 6 }), (values, exponent) => {
        const factor = 2 ** exponent;
        const scaled = summarize(values.map((value) => value * factor));
        const summary = summarize(values);
        for (const name of statisticNames) {
          expect(readStatistic(scaled, name)).toBe(readStatistic(summary, name) * (name === 'n' ? 1 : factor));
        }
      }),
    );
  });

  test('has ordered percentiles around the median and a mean inside the range', () => {
    fc.assert(
      fc.property(observations, (values) => {
        const s = summarize(values);
        const rising = [s.min, s.p25, s.median, s.p75, s.p90, s.p95, s.p99, s['p99.9'], s.max];
        expect(rising).toEqual(rising.toSorted((a, b) => a - b));
        expect(s.mean).toBeGreaterThanOrEqual(s.min);
        expect(s.mean).toBeLessThanOrEqual(s.max);
        expect(s.sd).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('says that nothing was measured, and where', () => {
    expect(() => summarize([], 'latency')).toThrow(
      expect.objectContaining({ code: 'NOTHING_MEASURED', message: expect.stringContaining('latency') }),
    );
  });

  test.each([Number.NaN, Infinity, -Infinity])('refuses %s among the observations', (bad) => {
    expect(() => summarize([1, bad, 2], 'latency')).toThrow(
      expect.objectContaining({
        code: 'BAD_QUANTITY',
        message: expect.stringContaining(`latency: observation 1 of 3 is ${bad}`),
      }),
    );
  });
});
