import { rm } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { fileHistory, type FileVersion } from '../../../src/base-tree/file-history.ts';
import { openSandbox, runGit } from './sandbox.ts';

async function historyOf(root: string, file: string): Promise<FileVersion[]> {
  const versions: FileVersion[] = [];
  for await (const version of fileHistory(root, file)) versions.push(version);
  return versions;
}

test('what a file held, newest first', async () => {
  const { commit, top, at } = await openSandbox();
  const first = await commit({ 'baselines/[a]/x.json': '1', 'b.ts': '' });
  await commit({ 'b.ts': '2' });
  const second = await commit({ 'baselines/[a]/x.json': '2' });
  await rm(at('baselines', '[a]', 'x.json'));
  const removed = await commit({ 'baselines/[a]/other.json': '' });
  expect(await historyOf(top, at('baselines', '[a]', 'x.json'))).toStrictEqual([
    { commit: removed, text: undefined, cut: false },
    { commit: second, text: '2', cut: false },
    { commit: first, text: '1', cut: false },
  ]);
});

test('none before the first commit, of what was never committed, and outside of the repository', async () => {
  const { commit, top, at, folder } = await openSandbox();
  expect(await historyOf(top, at('a.ts'))).toStrictEqual([]);
  await commit({ 'a.ts': '' });
  expect(await historyOf(top, at('none.ts'))).toStrictEqual([]);
  expect(await historyOf(top, at('*.ts'))).toStrictEqual([]);
  expect(await historyOf(top, path.join(folder, 'outside.ts'))).toStrictEqual([]);
});

test('where a shallow clone ends', async () => {
  const { commit, top, folder } = await openSandbox();
  await commit({ 'a.ts': '1', 'old.ts': '' });
  const second = await commit({ 'a.ts': '2' });
  const third = await commit({ 'a.ts': '3' });
  const clone = path.join(folder, 'clone');
  await runGit(folder, 'clone', '--quiet', '--depth=2', pathToFileURL(top).href, clone);
  expect(await historyOf(clone, path.join(clone, 'a.ts'))).toStrictEqual([
    { commit: third, text: '3', cut: false },
    { commit: second, text: '2', cut: true },
  ]);
  // It seems to have come with the second commit, since nothing before it is known.
  expect(await historyOf(clone, path.join(clone, 'old.ts'))).toStrictEqual([{ commit: second, text: '', cut: true }]);
});
