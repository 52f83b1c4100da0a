import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../src/statistics/random.ts';
import { digest } from './digest.ts';

const seed = fc.maxSafeInteger();

describe('createRandom', () => {
  test('gives the same numbers on every machine and every Node', () => {
    const random = createRandom(1);
    expect([random.next(), random.next(), random.integer(1000), random.fork().next()]).toEqual([
      0.16072503052458065, 0.29294788023380514, 440, 0.921525693806499,
    ]);
    const fresh = createRandom(1);
    expect(digest(() => fresh.next())).toBe('fd59b3b1ad0930d5');
  });

  test('keeps to [0, 1)', () => {
    fc.assert(
      fc.property(seed, (seed) => {
        const random = createRandom(seed);
        for (let i = 0; i < 20; i++) {
          const value = random.next();
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThan(1);
        }
      }),
    );
  });

  test('gives other numbers for other seeds, beyond 32 bits too', () => {
    fc.assert(
      fc.property(seed, seed, (one, other) => {
        fc.pre(one !== other);
        const first = createRandom(one);
        const second = createRandom(other);
        expect([first.next(), first.next()]).not.toEqual([second.next(), second.next()]);
      }),
    );
    expect(createRandom(5).next()).not.toBe(createRandom(5 + 2 ** 32).next());
    expect(createRandom(0).next()).not.toBe(createRandom(-1).next());
  });

  test('integers are uniform (chi-square below its 99.9th percentile)', () => {
    const random = createRandom(2);
    const counts = Array.from({ length: 10 }, () => 0);
    for (let i = 0; i < 10_000; i++) counts[random.integer(10)]!++;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquare).toBeLessThan(27.9);
  });

  test('integers stay below n, whatever n', () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 1, max: 2 ** 32 }), (seed, n) => {
        const value = createRandom(seed).integer(n);
        expect(Number.isInteger(value) && value >= 0 && value < n).toBe(true);
      }),
    );
  });

  test('a fork goes its own way, whatever is drawn from its origin later', () => {
    const one = createRandom(3);
    const other = createRandom(3);
    const forkOfOne = one.fork();
    const forkOfOther = other.fork();
    for (let i = 0; i < 5; i++) one.next();
    expect([forkOfOne.next(), forkOfOne.next()]).toEqual([forkOfOther.next(), forkOfOther.next()]);
    expect(createRandom(3).fork().next()).not.toBe(createRandom(3).next());
    expect(other.fork().next()).not.toBe(createRandom(3).fork().next());
  });

  test.each([0.5, Number.NaN, Infinity, 2 ** 53])('refuses the seed %s', (bad) => {
    expect(() => createRandom(bad)).toThrow(expect.objectContaining({ code: 'BAD_OPTION' }));
  });

  test.each([0, -1, 1.5, Number.NaN, 2 ** 32 + 1])('refuses an integer below %s', (bad) => {
    expect(() => createRandom(1).integer(bad)).toThrow(expect.objectContaining({ code: 'BAD_OPTION' }));
  });
});
