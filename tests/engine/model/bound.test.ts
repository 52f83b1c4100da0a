import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Comparator, holds, marginOf, parseBound, requireFit } from '../../../src/model/bound.ts';
import { GateError } from '../../../src/model/errors.ts';
import { dimensionOf, formatQuantity, type Unit } from '../../../src/model/units.ts';

const comparators: readonly Comparator[] = ['<', '<=', '>', '>='];
const finite = fc.double({ min: -1e9, max: 1e9, noNaN: true });

/** Whether a bound can be held against a figure of this unit. Only a GateError about targets is a no. */
function isFitting(text: string, unit: Unit): boolean {
  const bound = parseBound(text, 'm');
  try {
    requireFit(bound, { name: 'm', unit });
    return true;
  } catch (error) {
    if (error instanceof GateError && error.code === 'BAD_TARGET') return false;
    throw error;
  }
}

describe('parseBound', () => {
  test.each([
    ['< 20 ms', '<', 20e6, 'time'],
    ['<=1.5GB', '<=', 1.5e9, 'size'],
    ['  >   75 % ', '>', 0.75, 'ratio'],
    ['>= 500', '>=', 500, undefined],
    ['> 1000 tasks/s', '>', 1000, 'rate'],
    ['> 50 MB/s', '>', 50e6, 'bandwidth'],
  ])('reads %j', (text, comparator, limit, dimension) => {
    expect(parseBound(text, 'here')).toStrictEqual({ text: text.trim(), comparator, limit, dimension });
  });

  test.each([
    ['20 ms', 'latency: "20 ms" has no comparison.'],
    ['', 'latency: "" has no comparison.'],
    ['= 20 ms', 'has the unknown comparison "="'],
    ['=< 20 ms', 'has the unknown comparison "=<"'],
    ['≤ 20 ms', 'has the unknown comparison "≤"'],
    ['<> 20 ms', 'has the unknown comparison "<>"'],
  ])('refuses the comparison of %j', (text, message) => {
    expect(() => parseBound(text, 'latency')).toThrow(message);
    expect(() => parseBound(text, 'latency')).toThrow(
      expect.objectContaining({ code: 'BAD_TARGET', fix: expect.stringContaining('<, <=, > and >=') }),
    );
  });

  test.each(['<', '< ms', '< fast', '< 20 msec'])('refuses the quantity of %j', (text) => {
    expect(() => parseBound(text, 'latency')).toThrow(expect.objectContaining({ code: 'BAD_QUANTITY' }));
  });

  test.each([[20], [null], [undefined], [{}]])('refuses %j, which is no text', (value: unknown) => {
    expect(() => parseBound(value as string, 'latency')).toThrow('latency: a bound is a text');
  });

  test('what is written of a figure is read as a bound of it that fits', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Unit>('ns', 'B', 'B/s', 'tasks/s', 'ops/s', '%', 'x', '1', 'count'),
        fc.constantFrom(...comparators),
        fc.double({ min: 1e-3, max: 1e12, noNaN: true }),
        (unit, comparator, value) => {
          const bound = parseBound(`${comparator} ${formatQuantity(value, unit)}`, 'figure');
          expect(bound.comparator).toBe(comparator);
          expect(Math.abs(bound.limit - value)).toBeLessThanOrEqual(value * 0.005_001);
          expect(isFitting(bound.text, unit)).toBe(true);
        },
      ),
    );
  });
});

describe('requireFit', () => {
  test.each<[Unit, string, string]>([
    ['ns', '< 20 MB', 'latency is a time; write ns, µs, ms or s.'],
    ['ns', '< 20', 'latency is a time; write ns, µs, ms or s.'],
    ['B', '< 20 ms', 'latency is a size; write B, kB, MB or GB.'],
    ['tasks/s', '> 1000', 'latency is a rate; write tasks/s or ops/s.'],
    ['B/s', '> 50 MB', 'latency is a bandwidth; write kB/s, MB/s or GB/s.'],
    ['%', '> 75 ms', 'latency is a ratio; write %, x or a bare number.'],
    ['count', '> 75 %', 'latency is a count; write a bare number.'],
  ])('a figure in %s refuses %j', (unit, text, message) => {
    expect(() => requireFit(parseBound(text, 'latency'), { name: 'latency', unit })).toThrow(message);
  });

  test('every unit takes its own dimension and no other', () => {
    const written = { time: '1 ms', size: '1 MB', rate: '1 /s', bandwidth: '1 MB/s', ratio: '1 x', count: '1' };
    for (const unit of ['ns', 'B', 'B/s', 'tasks/s', 'ops/s', '%', 'x', '1', 'count'] as const) {
      for (const [dimension, text] of Object.entries(written)) {
        const fits = dimension === dimensionOf(unit) || (dimension === 'count' && dimensionOf(unit) === 'ratio');
        expect([unit, dimension, isFitting(`< ${text}`, unit)]).toStrictEqual([unit, dimension, fits]);
      }
    }
  });

  test('a bare number that was meant as a percentage is not taken for a ratio', () => {
    const overhead = { name: 'overhead', unit: '%' } as const;
    expect(() => requireFit(parseBound('< 20', 'overhead'), overhead)).toThrow('"< 20" would mean 2000 %');
    expect(() => requireFit(parseBound('< 0.2', 'overhead'), overhead)).not.toThrow();
    expect(() => requireFit(parseBound('< 1', 'overhead'), overhead)).not.toThrow();
    expect(() => requireFit(parseBound('< 2000 %', 'overhead'), overhead)).not.toThrow();
  });
});

describe('holds', () => {
  test.each<[Comparator, boolean, boolean, boolean]>([
    ['<', true, false, false],
    ['<=', true, true, false],
    ['>', false, false, true],
    ['>=', false, true, true],
  ])('%s below, at and above the limit', (comparator, below, at, above) => {
    const bound = { comparator, limit: 20e6 };
    expect([holds(20e6 - 1, bound), holds(20e6, bound), holds(20e6 + 1, bound)]).toStrictEqual([below, at, above]);
  });

  test('is monotone: what is better than a figure that holds, holds', () => {
    fc.assert(
      fc.property(fc.constantFrom(...comparators), finite, finite, finite, (comparator, limit, one, other) => {
        const bound = { comparator, limit };
        const better = comparator.startsWith('<') ? Math.min(one, other) : Math.max(one, other);
        expect(holds(better, bound)).toBe(holds(one, bound) || holds(other, bound));
      }),
    );
  });

  test('no bound holds for what is no number', () => {
    for (const comparator of comparators) expect(holds(Number.NaN, { comparator, limit: 1 })).toBe(false);
  });
});

describe('marginOf', () => {
  test('is a fraction of the limit, positive on the good side', () => {
    expect(marginOf(15, { comparator: '<', limit: 20 })).toBe(0.25);
    expect(marginOf(25, { comparator: '<=', limit: 20 })).toBe(-0.25);
    expect(marginOf(25, { comparator: '>', limit: 20 })).toBe(0.25);
    expect(marginOf(-25, { comparator: '>=', limit: -20 })).toBe(-0.25);
    expect(marginOf(20, { comparator: '<', limit: 20 })).toBe(0);
    expect(marginOf(3, { comparator: '<=', limit: 0 })).toBeUndefined();
  });

  test('has the sign of the verdict', () => {
    fc.assert(
      fc.property(fc.constantFrom(...comparators), finite, finite, (comparator, limit, measured) => {
        const bound = { comparator, limit };
        const margin = marginOf(measured, bound);
        fc.pre(margin !== undefined && margin !== 0);
        expect(margin > 0).toBe(holds(measured, bound));
      }),
    );
  });
});
