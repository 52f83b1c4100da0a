import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../src/statistics/random.ts';
import {
  amdahlThroughput,
  fitAmdahl,
  fitGustafson,
  fitUsl,
  gustafsonThroughput,
  uslPeak,
  uslThroughput,
} from '../../../src/statistics/scalability.ts';

const workers = Float64Array.of(1, 2, 4, 8, 16, 32);
const lambda = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
const sigma = fc.oneof(fc.constant(0), fc.double({ min: 1e-4, max: 0.9, noNaN: true }));
const kappa = fc.oneof(fc.constant(0), fc.double({ min: 1e-5, max: 0.05, noNaN: true }));

describe('the Universal Scalability Law', () => {
  test('gives back the parameters that throughputs were made of', () => {
    fc.assert(
      fc.property(lambda, sigma, kappa, (l, s, k) => {
        const truth = { lambda: l, sigma: s, kappa: k };
        const found = fitUsl(
          workers,
          workers.map((n) => uslThroughput(truth, n)),
        )!;
        expect(found.lambda / l).toBeCloseTo(1, 5);
        expect(found.sigma).toBeCloseTo(s, 5);
        expect(found.kappa).toBeCloseTo(k, 6);
        expect(k === 0 ? 1 : uslPeak(found) / uslPeak(truth)).toBeCloseTo(1, 2);
      }),
    );
  });

  test('comes near to them through noise, and its parameters are never negative', () => {
    fc.assert(
      fc.property(lambda, sigma, kappa, fc.integer(), (l, s, k, seed) => {
        const random = createRandom(seed);
        const truth = { lambda: l, sigma: s, kappa: k };
        const noisy = workers.map((n) => uslThroughput(truth, n) * (1 + 0.02 * (2 * random.next() - 1)));
        const found = fitUsl(workers, noisy)!;
        expect(Math.min(found.lambda, found.sigma, found.kappa)).toBeGreaterThanOrEqual(0);
        // By the throughput that it foretells: where one parameter hardly matters, another may stand in for it.
        for (const n of workers) {
          const ratio = uslThroughput(found, n) / uslThroughput(truth, n);
          expect(ratio).toBeGreaterThan(0.94);
          expect(ratio).toBeLessThan(1.06);
        }
      }),
    );
  });

  test('has its peak where the derivative is 0', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.9, noNaN: true }),
        fc.double({ min: 1e-5, max: 0.05, noNaN: true }),
        (s, k) => {
          const law = { lambda: 1, sigma: s, kappa: k };
          const peak = uslPeak(law);
          if (peak === 1) return;
          expect(uslThroughput(law, peak)).toBeGreaterThanOrEqual(uslThroughput(law, peak * 1.01));
          expect(uslThroughput(law, peak)).toBeGreaterThanOrEqual(uslThroughput(law, Math.max(1, peak * 0.99)));
        },
      ),
    );
  });

  test('has no peak without coherency, and one at 1 worker where any more do harm', () => {
    expect(uslPeak({ sigma: 0.2, kappa: 0 })).toBe(Infinity);
    expect(uslPeak({ sigma: 1, kappa: 0 })).toBe(Infinity);
    expect(uslPeak({ sigma: 1.5, kappa: 0 })).toBe(1);
    expect(uslPeak({ sigma: 1.5, kappa: 0.1 })).toBe(1);
    expect(uslPeak({ sigma: 0, kappa: 4 })).toBe(1);
    expect(uslPeak(fitUsl(workers, workers)!)).toBe(Infinity);
    // More than linear: neither parameter can be below 0.
    expect(
      fitUsl(
        workers,
        workers.map((n) => n ** 1.1),
      ),
    ).toMatchObject({ sigma: 0, kappa: 0 });
  });

  test('takes 3 points', () => {
    expect(fitUsl(Float64Array.of(1, 2), Float64Array.of(1, 2))).toBeUndefined();
    expect(fitUsl(Float64Array.of(1, 2, 4), Float64Array.of(1, 2, 4))).toBeDefined();
  });
});

describe.each([
  ["Amdahl's law", fitAmdahl, amdahlThroughput],
  ["Gustafson's law", fitGustafson, gustafsonThroughput],
])('%s', (_, fit, throughput) => {
  test('gives back the parameters that throughputs were made of', () => {
    fc.assert(
      fc.property(lambda, fc.double({ min: 0, max: 1, noNaN: true }), (l, serial) => {
        const found = fit(
          workers,
          workers.map((n) => throughput({ lambda: l, serial }, n)),
        )!;
        expect(found.lambda / l).toBeCloseTo(1, 4);
        expect(found.serial).toBeCloseTo(serial, 4);
      }),
    );
  });

  test('has a serial part from 0 to 1, whatever the points', () => {
    const throughputs = fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(throughputs, (values) => {
        const { serial } = fit(workers, Float64Array.from(values))!;
        expect(serial).toBeGreaterThanOrEqual(0);
        expect(serial).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('takes 2 points', () => {
    expect(fit(Float64Array.of(1), Float64Array.of(1))).toBeUndefined();
    expect(fit(Float64Array.of(1, 2), Float64Array.of(1, 2))).toMatchObject({ serial: 0 });
  });
});
