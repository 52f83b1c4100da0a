import { describe, expect, test } from 'vitest';
import { baselineFile } from '../../../src/baseline/file.ts';
import type { StoredResult } from '../../../src/baseline/file.ts';
import { formatBaseline } from '../../../src/baseline/format.ts';
import { mergeBaseline } from '../../../src/baseline/merge.ts';
import { around, environment, measurement, stored } from './samples.ts';

const saved = stored({ latency: measurement(around(1000)) }, { commit: 'old' });
const file = baselineFile({ 'a > r': saved, 'b > r': saved });
const now = (value: number, also: Partial<StoredResult> = {}): StoredResult =>
  stored({ latency: measurement(around(value)) }, { commit: 'new', ...also });

/** The commit that the entry `a > r` carries after a run measured `result`. */
function commitAfter(result: StoredResult, before: StoredResult = saved): string | null {
  return mergeBaseline(baselineFile({ 'a > r': before }), new Map([['a > r', result]]), false)!.results['a > r']!
    .commit;
}

/** A result with a metric that only describes. */
function fact(value: number, assume: 'exact' | 'sampled', commit: string): StoredResult {
  return stored({ bytes: measurement([value], { better: 'neither', assume }) }, { commit });
}

describe('an entry', () => {
  test('keeps its bytes when nothing moved beyond its noise', () => {
    const merged = mergeBaseline(file, new Map([['a > r', now(1030)]]), false)!;
    expect(formatBaseline(merged)).toBe(formatBaseline(file));
  });

  test('and when it cannot be said whether it did', () => {
    expect(commitAfter(now(1400))).toBe('old');
  });

  test('is rewritten when it is slower or faster', () => {
    expect(commitAfter(now(2500))).toBe('new');
    expect(commitAfter(now(400))).toBe('new');
  });

  test.each<[string, StoredResult]>([
    ['parameters', now(1000, { parameters: { tasks: 1 } })],
    ['scenario', now(1000, { scenario: 'scheduler' })],
    ['environment', now(1000, { environment: { ...environment, node: 26 } })],
    ['a further metric', stored({ latency: measurement(around(1000)), more: measurement([1]) }, { commit: 'new' })],
    ['a metric less', stored({}, { commit: 'new' })],
    ['another unit', stored({ latency: measurement(around(1000), { unit: 'B' }) }, { commit: 'new' })],
  ])('is rewritten for another %s', (_, result) => {
    expect(commitAfter(result)).toBe('new');
  });

  test('is rewritten when an exact fact that nobody judges changes, not when a sampled one does', () => {
    expect(commitAfter(fact(2, 'exact', 'new'), fact(1, 'exact', 'old'))).toBe('new');
    expect(commitAfter(fact(1, 'exact', 'new'), fact(1, 'exact', 'old'))).toBe('old');
    expect(commitAfter(fact(2, 'sampled', 'new'), fact(1, 'sampled', 'old'))).toBe('old');
  });

  test('with too few repetitions gives way to one with enough', () => {
    const few = stored({ latency: measurement(around(1000, 3)) }, { commit: 'old' });
    expect(commitAfter(now(1000), few)).toBe('new');
    expect(commitAfter({ ...few, commit: 'new' }, few)).toBe('old');
  });

  test('without a tail that can be judged gives way to one with it, and not the other way', () => {
    const latency = measurement(around(1000));
    const tail = { ...latency, repetitions: { ...latency.repetitions, p99: around(5000) } };
    const [without, having] = [stored({ latency }, { commit: 'old' }), stored({ latency: tail }, { commit: 'old' })];
    expect(commitAfter({ ...having, commit: 'new' }, without)).toBe('new');
    expect(commitAfter({ ...without, commit: 'new' }, having)).toBe('old');
  });

  test('whose code cannot be had gives way to one whose code can', () => {
    expect(commitAfter(now(1000), { ...saved, dirty: true })).toBe('new');
    expect(commitAfter(now(1000), { ...saved, commit: null })).toBe('new');
    expect(commitAfter(now(1000, { dirty: true }), { ...saved, dirty: true })).toBe('old');
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
    expect(merged.results).toStrictEqual({ 'b > r': saved });
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
