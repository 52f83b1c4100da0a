import { describe, expect, test } from 'vitest';
import { baselineFile } from '../../../src/baseline/file.ts';
import type { StoredResult } from '../../../src/baseline/file.ts';
import { formatBaseline } from '../../../src/baseline/format.ts';
import { mergeBaseline } from '../../../src/baseline/merge.ts';
import { around, environment, measurement, stored } from './samples.ts';

const old = { commit: 'old', seconds: 1 };
const fresh = { commit: 'new', seconds: 2 };
const saved = stored({ latency: measurement(around(1000)) }, old);
const file = baselineFile({ 'a > r': saved, 'b > r': saved });
const now = (value: number, also: Partial<StoredResult> = {}): StoredResult =>
  stored({ latency: measurement(around(value)) }, { ...fresh, ...also });

/** Whose numbers the entry `a > r` holds after a run measured `result`. */
function numbersAfter(result: StoredResult, before: StoredResult = saved): 'old' | 'new' {
  const merged = mergeBaseline(baselineFile({ 'a > r': before }), new Map([['a > r', result]]), false)!;
  return merged.results['a > r']!.seconds === old.seconds ? 'old' : 'new';
}

/** A result with a metric that only describes. */
function fact(value: number, assume: 'exact' | 'sampled', origin: typeof old): StoredResult {
  return stored({ bytes: measurement([value], { better: 'neither', assume }) }, origin);
}

describe('an entry', () => {
  test('keeps its bytes when nothing moved beyond its noise, and the code is the same', () => {
    const merged = mergeBaseline(file, new Map([['a > r', now(1030, { commit: 'old' })]]), false)!;
    expect(formatBaseline(merged)).toBe(formatBaseline(file));
  });

  test('whose numbers stay is of the code that was measured: a small change was accepted', () => {
    const merged = mergeBaseline(file, new Map([['a > r', now(1030, { dirty: true })]]), false)!;
    expect(merged.results).toStrictEqual({ 'a > r': { ...saved, commit: 'new', dirty: true }, 'b > r': saved });
    const without = mergeBaseline(file, new Map([['a > r', now(1030, { commit: null })]]), false)!;
    expect(without.results).toStrictEqual(file.results);
  });

  test('and when it cannot be said whether it did', () => {
    expect(numbersAfter(now(1400))).toBe('old');
  });

  test('is rewritten when it is slower or faster', () => {
    expect(numbersAfter(now(2500))).toBe('new');
    expect(numbersAfter(now(400))).toBe('new');
  });

  test.each<[string, StoredResult]>([
    ['parameters', now(1000, { parameters: { tasks: 1 } })],
    ['scenario', now(1000, { scenario: 'scheduler' })],
    ['environment', now(1000, { environment: { ...environment, node: 26 } })],
    ['a further metric', stored({ latency: measurement(around(1000)), more: measurement([1]) }, fresh)],
    ['a metric less', stored({}, fresh)],
    ['another unit', stored({ latency: measurement(around(1000), { unit: 'B' }) }, fresh)],
  ])('is rewritten for another %s', (_, result) => {
    expect(numbersAfter(result)).toBe('new');
  });

  test('is rewritten when an exact fact that nobody judges changes, not when a sampled one does', () => {
    expect(numbersAfter(fact(2, 'exact', fresh), fact(1, 'exact', old))).toBe('new');
    expect(numbersAfter(fact(1, 'exact', fresh), fact(1, 'exact', old))).toBe('old');
    expect(numbersAfter(fact(2, 'sampled', fresh), fact(1, 'sampled', old))).toBe('old');
  });

  test('with too few repetitions gives way to one with enough', () => {
    const few = stored({ latency: measurement(around(1000, 3)) }, old);
    expect(numbersAfter(now(1000), few)).toBe('new');
    expect(numbersAfter({ ...few, ...fresh }, few)).toBe('old');
  });

  test('without a tail that can be judged gives way to one with it, and not the other way', () => {
    const latency = measurement(around(1000));
    const tail = { ...latency, repetitions: { ...latency.repetitions, p99: around(5000) } };
    const [without, having] = [stored({ latency }, old), stored({ latency: tail }, old)];
    expect(numbersAfter({ ...having, ...fresh }, without)).toBe('new');
    expect(numbersAfter({ ...without, ...fresh }, having)).toBe('old');
  });

  test('whose code cannot be had gives way to one whose code can', () => {
    expect(numbersAfter(now(1000), { ...saved, dirty: true })).toBe('new');
    expect(numbersAfter(now(1000), { ...saved, commit: null })).toBe('new');
    expect(numbersAfter(now(1000, { dirty: true }), { ...saved, dirty: true })).toBe('old');
  });
});

describe('a file', () => {
  test('keeps what a filtered run did not run, and takes what is new', () => {
    const merged = mergeBaseline(file, new Map([['c > r', now(5)]]), false)!;
    expect(Object.keys(merged.results).sort()).toStrictEqual(['a > r', 'b > r', 'c > r']);
    expect(merged.results['b > r']).toBe(saved);
  });

  test('drops what is gone when every test ran', () => {
    const merged = mergeBaseline(file, new Map([['b > r', now(1000)]]), true)!;
    expect(merged.results).toStrictEqual({ 'b > r': { ...saved, commit: 'new' } });
  });

  test('is made, and goes when nothing is left', () => {
    expect(mergeBaseline(undefined, new Map([['a > r', saved]]), true)).toStrictEqual(baselineFile({ 'a > r': saved }));
    expect(mergeBaseline(undefined, new Map(), false)).toBeUndefined();
    expect(mergeBaseline(file, new Map(), true)).toBeUndefined();
    expect(mergeBaseline(file, new Map(), false)).toStrictEqual(file);
  });

  test('takes keys that objects have of themselves', () => {
    const merged = mergeBaseline(undefined, new Map([['constructor', saved]]), false)!;
    expect(mergeBaseline(merged, new Map([['toString', saved]]), false)!.results).toHaveProperty('toString', saved);
  });
});
