import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { baselineFile, resultKey } from '../../../src/baseline/file.ts';
import { formatBaseline } from '../../../src/baseline/format.ts';
import { parseBaseline, readBaselineFile } from '../../../src/baseline/read.ts';
import { storeResult } from '../../../src/baseline/store-result.ts';
import { around, environment, measured, measurement } from './samples.ts';
import { problems } from './structure.ts';

const origin = { commit: 'abc', dirty: false, environment };
const result = measured(
  {
    latency: measurement(around(1234.5678), { repetitions: { median: around(1234.5678), p99: around(5e6) } }),
    bytes: measurement([1234567, 1234567], { assume: 'exact', unit: 'B', per: 'run' }),
  },
  { parameters: { tasks: 1000, nested: { list: [1, 'two', null] } } },
);
const file = baselineFile({ 'b > r': storeResult(result, origin, 1.2345), 'a > r': storeResult(result, origin) });
const text = formatBaseline(file);

/** The text with one part replaced. */
function change(from: string | RegExp, to: string): string {
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  return changed;
}

/** The keys of all objects in a value, outermost first. */
function keysWithin(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Array.isArray(value) ? [] : [Object.keys(value)];
  return [...own, ...Object.values(value).flatMap(keysWithin)];
}

describe('the text', () => {
  test('reads back as what was written', () => {
    expect(parseBaseline(text, 'f')).toStrictEqual(file);
  });

  test('has sorted keys at every depth, LF and one line feed at its end', () => {
    for (const keys of keysWithin(JSON.parse(text))) expect(keys).toStrictEqual([...keys].sort());
    expect(text).toMatch(/[^\n]\n$/);
    expect(text).not.toContain('\r');
  });

  test('does not depend on the order of keys', () => {
    const { results, ...rest } = file;
    const turned = Object.fromEntries(Object.entries(results).toReversed());
    expect(formatBaseline({ results: turned, ...rest })).toBe(text);
  });

  test('keeps four digits of sampled metrics, all of exact ones, and the count', () => {
    const { latency, bytes } = file.results['a > r']!.metrics;
    expect(latency!.repetitions.median[0]).toBe(Number(around(1234.5678)[0]!.toPrecision(4)));
    expect(bytes!.repetitions.median).toStrictEqual([1234567, 1234567]);
    expect(latency!.summary.n).toBe(10);
    expect(file.results['b > r']!.seconds).toBe(1.2);
  });

  test('what no JSON can hold is refused with the metric named', () => {
    const broken = measured({ latency: measurement([1, 2], { repetitions: { median: [Number.NaN] } }) });
    expect(() => storeResult(broken, origin)).toThrow(expect.objectContaining({ code: 'BAD_METRIC' }));
    expect(() => storeResult(broken, origin)).toThrow(/"latency" of result "r" holds NaN/);
    const empty = measured({ latency: measurement([1], { repetitions: { median: [] } }) });
    expect(() => storeResult(empty, origin)).toThrow('has no repetition');
  });
});

test('keys name project, test and result', () => {
  expect(resultKey({ test: 'suite > test', result: 'fifo' })).toBe('suite > test > fifo');
  expect(resultKey({ project: '', test: 't', result: 'r' })).toBe('t > r');
  expect(resultKey({ project: 'node', test: 't', result: 'r' })).toBe('[node] t > r');
});

describe('what is no baseline file is refused', () => {
  test.each([
    [
      'an unknown unit',
      () => change('"unit": "ns"', '"unit": "fortnight"'),
      'at ["results"]["a > r"]["metrics"]["latency"]["unit"]',
    ],
    ['a missing metric member', () => change(/"assume": "exact",\s*/, ''), '["metrics"]["bytes"]["assume"]'],
    ['an unknown key', () => change('"schema": 1', '"schema": 1, "extra": 1'), 'at ["extra"]'],
    ['a text for a number', () => change('"cores": 2', '"cores": "2"'), '["environment"]["cores"]'],
    ['no repetition', () => change(/"median": \[[^\]]*\]/, '"median": []'), '["repetitions"]["median"]'],
    ['another version', () => change('"schema": 1', '"schema": 0'), 'at ["schema"]'],
    ['no object', () => '[]', 'is not a baseline file'],
  ])('%s', async (_, broken, place) => {
    const schema = JSON.parse(await readFile('schema/baseline.schema.json', 'utf8')) as object;
    expect(problems(JSON.parse(broken()), schema)).not.toStrictEqual([]);
    expect(() => parseBaseline(broken(), 'dir/f.json')).toThrow(expect.objectContaining({ code: 'BAD_BASELINE' }));
    expect(() => parseBaseline(broken(), 'dir/f.json')).toThrow('dir/f.json');
    expect(() => parseBaseline(broken(), 'dir/f.json')).toThrow(place);
  });

  test('a number that overflows', () => {
    expect(() => parseBaseline(change('"cores": 2', '"cores": 1e999'), 'f')).toThrow('["cores"]');
  });

  test('broken JSON, with line and column', () => {
    expect(() => parseBaseline('{\n  "schema": 1,\n  oops\n}', 'f')).toThrow(/f is not JSON at line 3, column 3: /);
    expect(() => parseBaseline('{\n  "schema": 1,\n  "a": [1, 2, oops]\n}', 'f')).toThrow(
      /is not JSON at line 3, column 15: /,
    );
    expect(() => parseBaseline('oops', 'f')).toThrow(/is not JSON at line 1, column 1: /);
  });

  test('at whatever byte it was cut off', () => {
    const step = Math.ceil(text.length / 200);
    for (let end = 0; end < text.length - 2; end += step) {
      expect(() => parseBaseline(text.slice(0, end), 'f')).toThrow(expect.objectContaining({ code: 'BAD_BASELINE' }));
    }
    expect(() => parseBaseline(text.slice(0, -5), 'f')).toThrow(/is not JSON at line \d+, column \d+: .*\n.*git/);
  });

  test('a merge conflict', () => {
    const conflict = text.replace('"results"', '\n<<<<<<< HEAD\n"results"');
    expect(() => parseBaseline(conflict, 'f')).toThrow(/merge conflict at line \d+, column 1.*\n.*--ours/);
  });

  test('a newer version, whatever else it holds', () => {
    expect(() => parseBaseline('{"schema": 2, "new": {}}', 'f')).toThrow(/newer benchgate: its schema is 2.*\nUpdate/);
  });
});

describe('files', () => {
  let dir = '';
  beforeAll(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'benchgate-read-'));
  });
  afterAll(() => rm(dir, { recursive: true }));

  test('a missing one is undefined, under a missing folder and under a file too', async () => {
    await writeFile(path.join(dir, 'plain'), '');
    for (const name of ['none.json', 'no/where.json', 'plain/x.json']) {
      expect(await readBaselineFile(path.join(dir, name))).toBeUndefined();
    }
  });

  test('a folder in its place is an error', async () => {
    await expect(readBaselineFile(dir)).rejects.toThrow(expect.objectContaining({ code: 'BAD_BASELINE' }));
  });

  test('a byte order mark and CRLF are read', async () => {
    await writeFile(path.join(dir, 'crlf.json'), `\uFEFF${text.replaceAll('\n', '\r\n')}`);
    expect(await readBaselineFile(path.join(dir, 'crlf.json'))).toStrictEqual(file);
  });

  test('what is written is valid under the JSON Schema', async () => {
    const schema = JSON.parse(await readFile('schema/baseline.schema.json', 'utf8')) as object;
    expect(problems(JSON.parse(text), schema)).toStrictEqual([]);
  });
});
