import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dimensionOf,
  formatNumber,
  formatQuantity,
  parseDuration,
  parseQuantity,
  type Unit,
} from '../../../src/model/units.ts';

const units: readonly Unit[] = ['ns', 'B', 'B/s', 'tasks/s', 'ops/s', '%', 'x', '1', 'count'];
/** Sensible figures: from a thousandth to a million millions, both signs, and 0. */
const figures = fc.oneof(
  fc.double({ min: 1e-3, max: 1e12, noNaN: true }),
  fc.double({ min: -1e12, max: -1e-3, noNaN: true }),
  fc.constant(0),
);

describe('parseQuantity', () => {
  test.each([
    ['20 ms', 20e6, 'time'],
    ['1.5s', 1.5e9, 'time'],
    ['2 min', 120e9, 'time'],
    ['7 µs', 7000, 'time'],
    ['7 μs', 7000, 'time'],
    ['7 us', 7000, 'time'],
    ['-3 ns', -3, 'time'],
    ['100 MB', 100e6, 'size'],
    ['1 KB', 1000, 'size'],
    ['1 KiB', 1024, 'size'],
    ['0.5 GiB', 512 * 1024 ** 2, 'size'],
    ['50 MB/s', 50e6, 'bandwidth'],
    ['1_000 tasks/s', 1000, 'rate'],
    ['1,234,567 ops/s', 1_234_567, 'rate'],
    ['2 /s', 2, 'rate'],
    ['75 %', 0.75, 'ratio'],
    ['1.9x', 1.9, 'ratio'],
    ['1e3 ms', 1e9, 'time'],
    ['.5 s', 5e8, 'time'],
    ['  42  ', 42, undefined],
  ])('reads %j', (text, value, dimension) => {
    expect(parseQuantity(text, 'here')).toStrictEqual({ value, dimension });
  });

  test('rounds once, so that a decimal fraction means what it says', () => {
    // 7 * 0.01, 1.005 * 1000 and 4.35 * 100 are not what they should be in binary.
    expect(parseQuantity('7 %', 'here').value).toBe(0.07);
    expect(parseQuantity('1.005 µs', 'here').value).toBe(1005);
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (thousandths) => {
        const written = (thousandths / 1000).toFixed(3);
        expect(parseQuantity(`${written} µs`, 'here').value).toBe(thousandths + 0);
      }),
    );
  });

  test.each(['', 'fast', 'NaN', 'Infinity', '1e999 s', '1e308 s', '1,5 ms', '1.2.3', '--1', '5 .'])(
    'refuses %j',
    (text) => {
      expect(() => parseQuantity(text, 'task.duration')).toThrow(
        expect.objectContaining({ code: 'BAD_QUANTITY', message: expect.stringContaining('task.duration: ') }),
      );
    },
  );

  test.each([
    ['20 msec', '"ms"'],
    ['20 MS', '"ms"'],
    ['20 tasks/sec', '"tasks/s"'],
    ['20 mb', '"MB"'],
    ['20 percent', undefined],
  ])('names the unknown unit of %j and, when one is near, the known one', (text, near) => {
    const unit = text.slice(3);
    expect(() => parseQuantity(text, 'here')).toThrow(
      `here: unknown unit "${unit}" in "${text}".${near === undefined ? '' : ` Did you mean ${near}?`}\nUnits are ns, µs,`,
    );
  });

  test('no name from an object’s prototype is a unit', () => {
    expect(() => parseQuantity('1 constructor', 'here')).toThrow('unknown unit "constructor"');
  });
});

describe('parseDuration', () => {
  test('answers ns', () => expect(parseDuration('1.5 ms', 'here')).toBe(1.5e6));

  test.each(['10', '10 MB', '-1 ms', '10 %'])('refuses %j', (text) => {
    expect(() => parseDuration(text, 'task.duration')).toThrow(
      `task.duration: ${JSON.stringify(text)} is not a duration.`,
    );
  });
});

describe('formatQuantity', () => {
  test.each<[number, Unit, string]>([
    [1_500_000, 'ns', '1.5 ms'],
    [999.4, 'ns', '999 ns'],
    [999.6, 'ns', '1 µs'],
    [999_600, 'ns', '1 ms'],
    [12_345_000_000, 'ns', '12.3 s'],
    [-2500, 'ns', '-2.5 µs'],
    [0, 'ns', '0 ns'],
    [-0, 'ns', '0 ns'],
    [1234, 'B', '1.23 kB'],
    [81.3e6, 'B/s', '81.3 MB/s'],
    [1234.5, 'tasks/s', '1,235 tasks/s'],
    [0.756, '%', '75.6 %'],
    [1.9, 'x', '1.9x'],
    [0.0144, '1', '0.0144'],
    [1000, 'count', '1,000'],
  ])('%d %s is %j', (value, unit, text) => expect(formatQuantity(value, unit)).toBe(text));

  test('is read back as the same figure, to three digits, in the same dimension', () => {
    fc.assert(
      fc.property(figures, fc.constantFrom(...units), (value, unit) => {
        const { value: read, dimension } = parseQuantity(formatQuantity(value, unit), 'here');
        expect(Math.abs(read - value)).toBeLessThanOrEqual(Math.abs(value) * 0.005_001);
        expect(dimension ?? dimensionOf(unit)).toBe(dimensionOf(unit));
      }),
    );
  });

  test('keeps the order of figures', () => {
    fc.assert(
      fc.property(figures, figures, fc.constantFrom(...units), (one, other, unit) => {
        const [low, high] = one <= other ? [one, other] : [other, one];
        const read = (value: number): number => parseQuantity(formatQuantity(value, unit), 'here').value;
        expect(read(low)).toBeLessThanOrEqual(read(high));
      }),
    );
  });
});

test('formatNumber says what is no number', () => {
  expect(formatNumber(Number.NaN)).toBe('NaN');
  expect(formatNumber(Number.POSITIVE_INFINITY)).toBe('Infinity');
});
