import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { baselineFile } from '../../../src/baseline/file.ts';
import { formatBaseline } from '../../../src/baseline/format.ts';
import { baselineExists, baselineNotFound, listBaselineFiles, listBaselines } from '../../../src/baseline/list.ts';
import { mergeBaseline } from '../../../src/baseline/merge.ts';
import { baselineFilePath } from '../../../src/baseline/path.ts';
import { readBaselineFile } from '../../../src/baseline/read.ts';
import { updateBaselineFile, writeBaselineFile } from '../../../src/baseline/write.ts';
import { around, measurement, stored } from './samples.ts';

const entry = stored({ latency: measurement(around(1000)) }, {});
// `measurement` carries name and description, which a file does not keep.
const { name: _, about: __, ...metric } = measurement(around(1000));
const clean = { ...entry, metrics: { latency: metric } };
const one = baselineFile({ 'a > r': clean });

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'benchgate-write-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe('writing', () => {
  test('makes the folders, and answers whether bytes changed', async () => {
    const file = baselineFilePath(dir, 'main', 'tests/deep/a.bench.ts');
    expect(await writeBaselineFile(file, one)).toBe(true);
    expect(await readBaselineFile(file)).toStrictEqual(one);
    const before = await stat(file);
    expect(await writeBaselineFile(file, one)).toBe(false);
    expect((await stat(file)).ino).toBe(before.ino);
    expect(await readdir(path.dirname(file))).toStrictEqual(['a.bench.ts.json']);
  });

  test('leaves a checkout with CRLF alone when nothing changed', async () => {
    const file = path.join(dir, 'a.json');
    const crlf = formatBaseline(one).replaceAll('\n', '\r\n');
    await writeFile(file, crlf);
    expect(await writeBaselineFile(file, one)).toBe(false);
    expect(await readFile(file, 'utf8')).toBe(crlf);
  });

  test('deletes a file that has nothing left', async () => {
    const file = path.join(dir, 'a.json');
    await writeBaselineFile(file, one);
    expect(await updateBaselineFile(file, () => undefined)).toBe(true);
    expect(await readBaselineFile(file)).toBeUndefined();
    expect(await updateBaselineFile(file, () => undefined)).toBe(false);
    expect(await readdir(dir)).toStrictEqual([]);
  });

  test.each(['{ "schema": 1,', '{"schema": 99}', 'x'])('does not overwrite %j', async (text) => {
    const file = path.join(dir, 'a.json');
    await writeFile(file, text);
    await expect(writeBaselineFile(file, one)).rejects.toThrow(expect.objectContaining({ code: 'BAD_BASELINE' }));
    expect(await readFile(file, 'utf8')).toBe(text);
    expect(await readdir(dir)).toStrictEqual(['a.json']);
  });

  test('does not write what it could not read again', async () => {
    const file = path.join(dir, 'a.json');
    const broken = baselineFile({ 'a > r': { ...clean, seconds: -1 } });
    await expect(writeBaselineFile(file, broken)).rejects.toThrow('["seconds"]');
    expect(await readdir(dir)).toStrictEqual([]);
  });

  // Permissions do not bind root, under which containers run tests: a path under a regular file binds everyone.
  test('a folder that cannot be made', async () => {
    await writeFile(path.join(dir, 'plain'), '');
    const file = baselineFilePath(path.join(dir, 'plain'), 'main', 'a.bench.ts');
    const writing = writeBaselineFile(file, one);
    await expect(writing).rejects.toThrow(expect.objectContaining({ code: 'BASELINE_NOT_WRITABLE' }));
    await expect(writing).rejects.toThrow(file);
    await expect(writing).rejects.toThrow('Make its folder writable');
  });

  test.runIf(process.platform === 'linux')('a folder that takes no files', async () => {
    await expect(writeBaselineFile('/proc/a.json', one)).rejects.toThrow(
      expect.objectContaining({ code: 'BASELINE_NOT_WRITABLE' }),
    );
  });

  test('a lock and a temporary file that a killed writer left behind are cleared away', async () => {
    const file = path.join(dir, 'a.json');
    await mkdir(`${file}.lock`);
    const minuteAgo = new Date(Date.now() - 60_000);
    await utimes(`${file}.lock`, minuteAgo, minuteAgo);
    await writeFile(`${file}.123456`, 'torn');
    await writeFile(`${file}.mine`, 'not ours');
    await writeBaselineFile(file, one);
    expect(await readBaselineFile(file)).toStrictEqual(one);
    expect(await readdir(dir)).toStrictEqual(['a.json', 'a.json.mine']);
  });
});

const writer = path.join(import.meta.dirname, 'writer.ts');

describe('several processes', () => {
  test('a writer that is killed leaves a whole file, whenever it happens', async () => {
    const file = path.join(dir, 'a.json');
    for (let round = 0; round < 6; round++) {
      const child = fork(writer, [file, 'loop', '1000000'], { stdio: 'inherit' });
      await once(child, 'message');
      await setTimeout(7 + round * 11);
      child.kill('SIGKILL');
      await once(child, 'exit');
      const left = await readBaselineFile(file);
      expect(Object.keys(left!.results)).toContain('loop > r');
      await rm(`${file}.lock`, { recursive: true, force: true });
    }
  }, 120_000);

  test('writers at once lose none of each other’s entries', async () => {
    const file = path.join(dir, 'deep', 'a.json');
    const names = ['one', 'two', 'three'];
    const codes = await Promise.all(
      names.map(async (name) => once(fork(writer, [file, name, '15'], { stdio: 'inherit' }), 'exit')),
    );
    expect(codes.map(([code]) => code as number)).toStrictEqual([0, 0, 0]);
    const { results } = (await readBaselineFile(file))!;
    expect(Object.keys(results)).toHaveLength(names.length * 15 + names.length);
    expect(await readdir(path.dirname(file))).toStrictEqual(['a.json']);
  }, 120_000);

  test('and neither do calls in one process', async () => {
    const file = path.join(dir, 'a.json');
    await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        updateBaselineFile(file, (old) => mergeBaseline(old, new Map([[`t${index} > r`, clean]]), false)),
      ),
    );
    expect(Object.keys((await readBaselineFile(file))!.results)).toHaveLength(8);
  });
});

describe('lists', () => {
  test('names and bench files, sorted; what is no baseline is left out', async () => {
    await writeBaselineFile(baselineFilePath(dir, 'main', 'tests/b.bench.ts'), one);
    await writeBaselineFile(baselineFilePath(dir, 'main', 'a.bench.ts'), one);
    await writeBaselineFile(baselineFilePath(dir, 'alpha', 'a.bench.ts'), one);
    await mkdir(path.join(dir, 'empty', 'a.bench.ts.json.lock'), { recursive: true });
    await mkdir(path.join(dir, '.hidden'));
    await writeFile(path.join(dir, 'README.md'), '');
    expect(await listBaselines(dir)).toStrictEqual(['alpha', 'main']);
    expect(await listBaselineFiles(dir, 'main')).toStrictEqual(['a.bench.ts', 'tests/b.bench.ts']);
    expect(await baselineExists(dir, 'main')).toBe(true);
    expect(await baselineExists(dir, 'empty')).toBe(false);
    await expect(baselineExists(dir, '../x')).rejects.toThrow(expect.objectContaining({ code: 'BAD_OPTION' }));
    const error = await baselineNotFound(dir, 'mian');
    expect(error.code).toBe('BASELINE_NOT_FOUND');
    expect(error.message).toContain('no baseline named "mian"');
    expect(error.message).toContain('Did you mean "main"?');
    expect(error.message).toContain('There are: alpha, main.');
  });

  test('a folder that is not there has none', async () => {
    expect(await listBaselines(path.join(dir, 'none'))).toStrictEqual([]);
    expect((await baselineNotFound(path.join(dir, 'none'), 'x')).message).toContain(
      'There are none yet: save one with --save=x.',
    );
  });
});
