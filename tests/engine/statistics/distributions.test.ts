import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createSampler,
  type Distribution,
  meanOf,
  validateDistribution,
} from '../../../src/statistics/distributions.ts';
import { createRandom } from '../../../src/statistics/random.ts';
import { summarize } from '../../../src/statistics/summary.ts';
import { digest } from './digest.ts';

const examples: readonly [Distribution, string][] = [
  [{ kind: 'constant', value: 7 }, 'd1ccc0e2be0202f3'],
  [{ kind: 'uniform', min: 1, max: 10 }, '54c78fa6c502622a'],
  [{ kind: 'exponential', mean: 10 }, 'a37c8c6345c6adbd'],
  [{ kind: 'lognormal', median: 10, sigma: 0.5 }, '4101c6e864d08c46'],
  [{ kind: 'pareto', min: 1, alpha: 1.5 }, '8aa9ef7f39e25832'],
  [{ kind: 'pareto', min: 1, alpha: 1.5, max: 100 }, '159614f45df16399'],
  [{ kind: 'bimodal', small: 1, large: 100, share: 0.1 }, '2aaa825cd9010964'],
];

function draw(distribution: Distribution, seed: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, createSampler(distribution, createRandom(seed)));
}

/** Whether this share of 20,000 values is at most `value`, within 4 standard errors. */
function hasShare(distribution: Distribution, value: number, share: number): boolean {
  const found = draw(distribution, 12, 20_000).filter((x) => x <= value).length / 20_000;
  return Math.abs(found - share) <= 4 * Math.sqrt((share * (1 - share)) / 20_000);
}

describe('createSampler', () => {
  test.each(examples)('%j gives the same numbers on every Node', (distribution, expected) => {
    expect(digest(createSampler(distribution, createRandom(42)))).toBe(expected);
  });

  test.each(
    // alpha 1.5 without a limit has no variance, so that its mean has no interval.
    examples.map(([distribution]) => distribution).filter((d) => d.kind !== 'pareto' || d.max !== undefined),
  )('%j has the mean that meanOf states, within 4 standard errors', (distribution) => {
    const { mean, sd, n } = summarize(draw(distribution, 7, 20_000));
    expect(Math.abs(mean - meanOf(distribution))).toBeLessThanOrEqual((4 * sd) / Math.sqrt(n));
  });

  test('has the quantiles of its distribution', () => {
    expect(hasShare({ kind: 'exponential', mean: 10 }, 10 * Math.LN2, 0.5)).toBe(true);
    expect(hasShare({ kind: 'lognormal', median: 10, sigma: 0.5 }, 10, 0.5)).toBe(true);
    expect(hasShare({ kind: 'lognormal', median: 10, sigma: 0.5 }, 10 * Math.exp(1.2815515655 * 0.5), 0.9)).toBe(true);
    expect(hasShare({ kind: 'pareto', min: 1, alpha: 2 }, Math.sqrt(10), 0.9)).toBe(true);
    expect(hasShare({ kind: 'pareto', min: 1, alpha: 1, max: 2 }, 4 / 3, 0.5)).toBe(true);
    expect(hasShare({ kind: 'bimodal', small: 1, large: 100, share: 0.1 }, 1, 0.9)).toBe(true);
  });

  test('keeps to its bounds', () => {
    const positive = fc.double({ min: 1e-3, max: 1e9, noNaN: true });
    const bounded = fc.oneof(
      fc.tuple(positive, positive).map(([a, b]) => ({
        distribution: { kind: 'uniform', min: Math.min(a, b), max: Math.max(a, b) } as const,
        min: Math.min(a, b),
        max: Math.max(a, b),
      })),
      fc.tuple(positive, positive, fc.double({ min: 0.05, max: 20, noNaN: true })).map(([min, more, alpha]) => ({
        distribution: { kind: 'pareto', min, max: min + more, alpha } as const,
        min,
        max: min + more,
      })),
      fc.tuple(positive, positive, fc.double({ min: 0, max: 1, noNaN: true })).map(([a, b, share]) => ({
        distribution: { kind: 'bimodal', small: Math.min(a, b), large: Math.max(a, b), share } as const,
        min: Math.min(a, b),
        max: Math.max(a, b),
      })),
      positive.map((mean) => ({ distribution: { kind: 'exponential', mean } as const, min: 0, max: mean * 37 })),
      fc.tuple(positive, fc.double({ min: 0.05, max: 20, noNaN: true })).map(([min, alpha]) => ({
        distribution: { kind: 'pareto', min, alpha } as const,
        min,
        max: Number.MAX_VALUE,
      })),
    );
    fc.assert(
      fc.property(bounded, fc.integer(), ({ distribution, min, max }, seed) => {
        fc.pre(distribution.kind !== 'pareto' || !('max' in distribution) || max > min);
        for (const value of draw(distribution, seed, 30)) {
          expect(value).toBeGreaterThanOrEqual(min);
          expect(value).toBeLessThanOrEqual(max);
        }
      }),
    );
  });
});

describe('meanOf', () => {
  test('knows the mean of every kind', () => {
    expect(examples.map(([distribution]) => meanOf(distribution))).toEqual([
      7,
      5.5,
      10,
      10 * Math.exp(0.125),
      3,
      expect.closeTo((3 * (1 - 0.1)) / (1 - 0.001), 12),
      10.9,
    ]);
  });

  test('of a Pareto tail without a mean is infinite, and finite with a limit', () => {
    expect(meanOf({ kind: 'pareto', min: 1, alpha: 1 })).toBe(Infinity);
    expect(meanOf({ kind: 'pareto', min: 1, alpha: 1, max: Math.E })).toBeCloseTo(Math.E / (Math.E - 1), 12);
    expect(meanOf({ kind: 'pareto', min: 1, alpha: 1 + 1e-9, max: Math.E })).toBeCloseTo(Math.E / (Math.E - 1), 8);
  });
});

describe('validateDistribution', () => {
  test.each<[unknown, string]>([
    [undefined, 'unknown kind of distribution undefined'],
    [null, 'unknown kind of distribution undefined'],
    [5, 'unknown kind of distribution undefined'],
    [{ kind: 'paretto', min: 1, alpha: 1 }, 'Did you mean "pareto"?'],
    [{ kind: 'toString' }, 'unknown kind of distribution "toString"'],
    [{ kind: 'constant' }, 'value is undefined, not a finite number'],
    [{ kind: 'constant', value: Number.NaN }, 'value is NaN, not a finite number'],
    [{ kind: 'constant', value: '10 ms' }, 'value is 10 ms, not a finite number'],
    [{ kind: 'uniform', min: 2, max: 1 }, 'max (1) is below min (2)'],
    [{ kind: 'uniform', min: 1, maxx: 2 }, '"maxx" is not a parameter. Did you mean "max"?'],
    [{ kind: 'exponential', mean: 0 }, 'mean (0) is not above zero'],
    [{ kind: 'lognormal', median: 1, sigma: -1 }, 'sigma (-1) is negative'],
    [{ kind: 'pareto', min: 1, alpha: -1 }, 'alpha (-1) is not above zero'],
    [{ kind: 'pareto', min: 1, alpha: 1, max: 1 }, 'max (1) is not above min (1)'],
    [{ kind: 'bimodal', small: 2, large: 1, share: 0 }, 'large (1) is below small (2)'],
    [{ kind: 'bimodal', small: 1, large: 2, share: 10 }, 'share (10) is not between 0 and 1'],
  ])('refuses %j', (distribution, message) => {
    const validate = () => validateDistribution(distribution as Distribution, 'task.duration');
    expect(validate).toThrow(expect.objectContaining({ code: 'BAD_OPTION' }));
    expect(validate).toThrow('task.duration: ');
    expect(validate).toThrow(message);
    expect(validate).toThrow(/\{ distribution: '/);
  });

  test.each(examples)('accepts %j', (distribution) => {
    expect(() => validateDistribution(distribution, 'task.duration')).not.toThrow();
  });
});
