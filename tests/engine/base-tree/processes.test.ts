import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { sweepLocks, withFolderLock } from '../../../src/base-tree/lock.ts';
import { thisProcess } from '../../../src/base-tree/owner.ts';
import { openBaseTree } from '../../../src/base-tree/open.ts';
import { openElsewhere } from './other-process.ts';
import { openSandbox } from './sandbox.ts';

const trees = async (cache: string): Promise<string[]> =>
  (await readdir(cache)).filter((name) => /^benchgate-[^.]*$/.test(name));

test('two that open the same commit share one tree; one of another commit does not disturb them', async () => {
  const { commit, top, cache, git } = await openSandbox();
  const one = await commit({ 'a.ts': '1' });
  const two = await commit({ 'a.ts': '2' });
  const others = [one, one, two].map((revision) => openElsewhere(top, revision, cache));
  const [first, second, third] = await Promise.all(others.map(({ tree }) => tree));
  expect(first).toBeDefined();
  expect(second).toStrictEqual(first);
  expect(third).toMatchObject({ commit: two });
  expect(await trees(cache)).toHaveLength(2);
  expect((await git('worktree', 'list')).split('\n')).toHaveLength(3);
});

test('two in one process wait for each other as well', async () => {
  const { commit, top, cache } = await openSandbox();
  await commit({ 'a.ts': '1' });
  const lines: string[] = [];
  const open = (): Promise<unknown> =>
    openBaseTree({ root: top, revision: 'main', cacheDir: cache, onProgress: (line) => lines.push(line) });
  const [first, second] = await Promise.all([open(), open()]);
  expect(second).toStrictEqual(first);
  expect(lines.filter((line) => line.startsWith('checking out'))).toHaveLength(1);
  expect(lines).toContain('waiting for another run that checks out a base');
});

test('what a run that was killed left is removed by the next', async () => {
  const { commit, top, cache, git, write } = await openSandbox();
  const base = await commit({ 'package.json': '{"dependencies":{"a":"1"}}', '.gitignore': 'node_modules' });
  await commit({ 'package.json': '{}' });
  await write({ 'node_modules/a/index.js': '' });
  const killed = openElsewhere(top, base, cache, 'die');
  expect(await killed.tree).toBeUndefined();
  await killed.ended;
  const [left = ''] = await trees(cache);
  expect(existsSync(path.join(cache, left, 'package.json'))).toBe(true);
  expect(await readdir(path.join(cache, 'lock'))).toHaveLength(1);
  await mkdir(path.join(cache, `lock.${thisProcess.replace(/^\d+/, String(killed.child.pid))}-0`));
  const lines: string[] = [];
  const onProgress = (line: string): void => void lines.push(line);
  const { baseTop } = await openBaseTree({ root: top, revision: 'main', cacheDir: cache, onProgress });
  expect(lines.join()).not.toContain('waiting');
  expect(await trees(cache)).toStrictEqual([path.basename(baseTop)]);
  expect((await readdir(cache)).filter((name) => name.startsWith('lock'))).toStrictEqual([]);
  expect((await git('worktree', 'list')).split('\n')).toHaveLength(2);
});

test('a tree that another live process uses is not removed', async () => {
  const { commit, top, cache } = await openSandbox();
  const commits: string[] = [];
  for (const name of ['1', '2', '3', '4', '5']) commits.push(await commit({ 'a.ts': name }));
  const [used = '', ...rest] = commits;
  await openElsewhere(top, rest[3] ?? '', cache).ended;
  const other = openElsewhere(top, used, cache, 'stay');
  const tree = await other.tree;
  const open = (revision: string): Promise<unknown> => openBaseTree({ root: top, revision, cacheDir: cache });
  for (const each of rest) await open(each);
  expect(existsSync(tree?.baseTop ?? '')).toBe(true);
  expect(await trees(cache)).toHaveLength(4);
  other.child.send('end');
  await other.ended;
  await open(rest[3] ?? '');
  expect(existsSync(tree?.baseTop ?? '')).toBe(false);
  expect(await trees(cache)).toHaveLength(3);
  const users = (await readdir(cache)).filter((name) => name.includes('.user.'));
  expect(users.filter((name) => !name.endsWith(thisProcess))).toStrictEqual([]);
});

test('a lock whose owner says nothing for a minute is taken over, a younger one is not', async () => {
  const { cache } = await openSandbox();
  const lock = path.join(cache, 'lock');
  // On another machine, where nobody can ask whether it lives.
  const owner = path.join(lock, '1-ffffffff-00000000');
  await mkdir(lock);
  await writeFile(owner, '');
  const onWait = vi.fn<() => void>();
  const order: string[] = [];
  const waiting = withFolderLock(cache, { onWait }, async () => void order.push('work'));
  await vi.waitUntil(() => onWait.mock.calls.length > 0);
  order.push('silence');
  await utimes(owner, 0, 0);
  await waiting;
  expect(order).toStrictEqual(['silence', 'work']);
  expect(await readdir(cache)).toStrictEqual([]);
});

test('an abort ends the wait for a lock', async () => {
  const { cache } = await openSandbox();
  const signal = AbortSignal.timeout(100);
  await withFolderLock(cache, {}, async () => {
    await expect(withFolderLock(cache, { signal }, async () => undefined)).rejects.toThrow(/abort/i);
  });
  expect(await readdir(cache)).toStrictEqual([]);
});

test('only what dead processes prepared is swept', async () => {
  const { cache } = await openSandbox();
  const ended = spawn('git', ['--version']);
  await once(ended, 'exit');
  const dead = thisProcess.replace(/^\d+/, String(ended.pid));
  await mkdir(path.join(cache, `lock.${dead}-0`));
  await mkdir(path.join(cache, `lock.${thisProcess}-0`));
  await sweepLocks(cache);
  expect(await readdir(cache)).toStrictEqual([`lock.${thisProcess}-0`]);
});

test('one at a time, whoever comes', async () => {
  const { cache } = await openSandbox();
  let inside = 0;
  const counts: number[] = [];
  const work = async (): Promise<void> => {
    counts.push(++inside);
    await new Promise((resolve) => setTimeout(resolve, 5));
    inside--;
  };
  await Promise.all(Array.from({ length: 8 }, () => withFolderLock(cache, {}, work)));
  expect(counts).toStrictEqual(Array.from({ length: 8 }, () => 1));
});
