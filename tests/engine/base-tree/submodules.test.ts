import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type BaseTree, openBaseTree } from '../../../src/base-tree/open.ts';
import { type Sandbox, commitAll, initRepository, openSandbox, runGit, writeFiles } from './sandbox.ts';

/** Makes a repository beside that of the test. @returns its folder */
async function library(folder: string, name: string): Promise<string> {
  const top = path.join(folder, name);
  await initRepository(top);
  await writeFiles(top, { 'index.js': `old ${name}` });
  await commitAll(top);
  return top;
}

/** A submodule `vendor/lib`, which has one of its own, at two commits; the first is tagged base. */
async function withSubmodule(): Promise<Sandbox & { readonly remotes: readonly string[] }> {
  const sandbox = await openSandbox();
  const { git, at, folder, commit } = sandbox;
  const remotes = [await library(folder, 'inner'), await library(folder, 'lib')] as const;
  await runGit(remotes[1], 'submodule', '--quiet', 'add', remotes[0], 'deep');
  await commitAll(remotes[1]);
  await git('submodule', '--quiet', 'add', '--name', 'the lib', remotes[1], 'vendor/lib');
  await git('submodule', '--quiet', 'update', '--init', '--recursive');
  await commit({ 'a.ts': '' });
  await git('tag', 'base');
  await writeFiles(at('vendor', 'lib'), { 'index.js': 'new lib' });
  await commitAll(at('vendor', 'lib'));
  await commit({});
  return { ...sandbox, remotes };
}

function open({ top, cache }: Sandbox): Promise<BaseTree> {
  return openBaseTree({ root: top, revision: 'base', cacheDir: cache });
}

const text = (tree: BaseTree, name: string): Promise<string> => readFile(path.join(tree.root, name), 'utf8');

test('submodules are checked out from the clone of the user, without its remotes', async () => {
  const sandbox = await withSubmodule();
  for (const remote of sandbox.remotes) await rm(remote, { recursive: true });
  const config = await readFile(sandbox.at('.git', 'config'), 'utf8');
  const tree = await open(sandbox);
  expect(await text(tree, 'vendor/lib/index.js')).toBe('old lib');
  expect(await text(tree, 'vendor/lib/deep/index.js')).toBe('old inner');
  expect(await readFile(sandbox.at('.git', 'config'), 'utf8')).toBe(config);
  expect(await sandbox.git('status', '--porcelain')).toBe('');
  expect(await readFile(sandbox.at('vendor', 'lib', 'index.js'), 'utf8')).toBe('new lib');
  expect(await open(sandbox)).toStrictEqual(tree);
  await rm(path.join(tree.baseTop, 'vendor', 'lib'), { recursive: true });
  expect((await open(sandbox)).baseTop).not.toBe(tree.baseTop);
  expect(existsSync(tree.baseTop)).toBe(false);
});

test('one that the user has removed comes from what git kept of it', async () => {
  const sandbox = await withSubmodule();
  await sandbox.git('rm', '--quiet', '--force', 'vendor/lib');
  await sandbox.commit({});
  const tree = await open(sandbox);
  expect(await text(tree, 'vendor/lib/index.js')).toBe('old lib');
  // Of the submodule inside, nothing of the user's is left but the address.
  expect(await text(tree, 'vendor/lib/deep/index.js')).toBe('old inner');
});

test('one that the user works without is left out', async () => {
  const sandbox = await withSubmodule();
  await sandbox.git('submodule', '--quiet', 'deinit', '--force', 'vendor/lib');
  const tree = await open(sandbox);
  expect(existsSync(path.join(tree.root, 'vendor/lib/index.js'))).toBe(false);
});

test('one that the user never had is fetched, from an address beside that of the repository', async () => {
  const { git, at, commit, cache, folder, remotes, ...sandbox } = await withSubmodule();
  await git('config', '--file', '.gitmodules', 'submodule.the lib.url', '../lib');
  await commit({});
  await git('tag', '--force', 'base');
  await runGit(remotes[1] ?? '', 'fetch', '--quiet', at('vendor', 'lib'), 'HEAD:refs/heads/newer');
  await git('rm', '--quiet', '--force', 'vendor/lib');
  await commit({});
  const top = path.join(folder, 'clone');
  await runGit(folder, 'clone', '--quiet', sandbox.top, top);
  const tree = await openBaseTree({ root: top, revision: 'base', cacheDir: cache });
  expect(await text(tree, 'vendor/lib/index.js')).toBe('new lib');
  await rm(remotes[1] ?? '', { recursive: true });
  await rm(`${tree.baseTop}.json`);
  await expect(openBaseTree({ root: top, revision: 'base', cacheDir: cache })).rejects.toThrow(
    expect.objectContaining({
      code: 'BASE_TREE_FAILED',
      message: expect.stringMatching(/submodule vendor\/lib of the base needs commit/) as unknown,
    }),
  );
});

test('a submodule can be the repository itself', async () => {
  const { at, cache } = await withSubmodule();
  const tree = await openBaseTree({ root: at('vendor', 'lib'), revision: 'HEAD~1', cacheDir: cache });
  expect(tree.headTop).toBe(at('vendor', 'lib'));
  expect(await text(tree, 'index.js')).toBe('old lib');
  expect(await runGit(at('vendor', 'lib'), 'status', '--porcelain')).toBe('');
});
