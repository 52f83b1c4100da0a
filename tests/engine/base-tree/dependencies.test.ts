import { existsSync } from 'node:fs';
import { mkdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { type BaseTree, openBaseTree } from '../../../src/base-tree/open.ts';
import { type Files, type Sandbox, openSandbox } from './sandbox.ts';

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

function open({ top, cache }: Sandbox, root = top): Promise<BaseTree> {
  return openBaseTree({ root, revision: 'main~1', cacheDir: cache });
}

/** A project without dependencies of others: `lib` is a folder of its own, as npm writes it into a lock file. */
function project(version: string, scripts: Readonly<Record<string, string>> = {}): Files {
  const manifest = { name: 'app', version: '1.0.0', dependencies: { lib: `file:lib-${version}` }, scripts };
  const packages = {
    '': { ...manifest, ...('preinstall' in scripts ? { hasInstallScript: true } : {}), scripts: undefined },
    [`lib-${version}`]: { name: 'lib', version: '1.0.0' },
    'node_modules/lib': { resolved: `lib-${version}`, link: true },
  };
  return {
    'package.json': json(manifest),
    'package-lock.json': json({ name: 'app', version: '1.0.0', lockfileVersion: 3, requires: true, packages }),
    'lib-old/package.json': json({ name: 'lib', version: '1.0.0' }),
    'lib-old/index.js': 'export const version = "old";\n',
    'lib-new/package.json': json({ name: 'lib', version: '1.0.0' }),
    '.gitignore': 'node_modules/\n',
  };
}

/** npm of the tests keeps its files beside the repository, and asks no registry. */
function keepNpmHere({ folder }: Sandbox): void {
  vi.stubEnv('npm_config_cache', path.join(folder, 'npm'));
  vi.stubEnv('npm_config_userconfig', path.join(folder, 'npmrc'));
  vi.stubEnv('npm_config_offline', 'true');
}

describe('linked', () => {
  test('when the lock files are equal: the top, sub-folders and workspaces', async () => {
    const sandbox = await openSandbox();
    const { commit, write, at, git } = sandbox;
    const files = {
      'package-lock.json': '{\n}\n',
      'package.json': json({ workspaces: ['packages/*'] }),
      'packages/a/package.json': '{}',
      'packages/b/package.json': '{}',
      'packages/b/node_modules/kept/index.js': 'of the commit',
      'docs/readme.md': '',
      '.gitignore': 'node_modules/\n!packages/b/node_modules/\n',
    };
    await commit(files);
    await commit({
      'package-lock.json': '{\r\n}\r\n',
      'packages/b/node_modules/kept/index.js': 'of today',
      'packages/c/package.json': '{}',
    });
    await write({
      'node_modules/x/index.js': 'x',
      'packages/a/node_modules/y/index.js': 'y',
      'packages/c/node_modules/z/index.js': 'z',
      'docs/node_modules/w/index.js': 'w',
    });
    const tree = await open(sandbox, at('packages', 'a'));
    expect(tree.dependencies).toBe('linked');
    expect(await readlink(path.join(tree.baseTop, 'node_modules'))).toBe(at('node_modules'));
    expect(await readFile(path.join(tree.root, 'node_modules', 'y', 'index.js'), 'utf8')).toBe('y');
    expect(await readFile(path.join(tree.baseTop, 'packages/b/node_modules/kept/index.js'), 'utf8')).toBe(
      'of the commit',
    );
    expect(existsSync(path.join(tree.baseTop, 'packages/c'))).toBe(false);
    expect(existsSync(path.join(tree.baseTop, 'docs/node_modules'))).toBe(false);
    expect(await open(sandbox, at('packages', 'a'))).toStrictEqual(tree);
    // What is removed is the link, never what it leads to.
    await rm(`${tree.baseTop}.json`);
    expect((await open(sandbox, at('packages', 'a'))).baseTop).not.toBe(tree.baseTop);
    expect(await readFile(at('node_modules', 'x', 'index.js'), 'utf8')).toBe('x');
    expect(await git('status', '--porcelain')).toBe('');
  });

  test('when there is no lock file in git and every package.json asks for the same', async () => {
    const sandbox = await openSandbox();
    const { commit, write } = sandbox;
    const manifest = { dependencies: { a: '1', b: '2' }, version: '1.0.0' };
    await commit({ 'package.json': json(manifest), '.gitignore': 'node_modules\npackage-lock.json\n' });
    await commit({ 'package.json': json({ version: '2.0.0', dependencies: { b: '2', a: '1' } }) });
    await write({ 'node_modules/a/index.js': '', 'package-lock.json': '{}' });
    expect((await open(sandbox)).dependencies).toBe('linked');
  });

  test('follows the user: folders that come and go', async () => {
    const sandbox = await openSandbox();
    const { commit, write, at } = sandbox;
    await commit({ 'package.json': '{}' });
    await commit({ 'a.ts': '' });
    const tree = await open(sandbox);
    expect(tree.dependencies).toBe('none');
    await write({ 'node_modules/x/index.js': '' });
    expect(await open(sandbox)).toStrictEqual({ ...tree, dependencies: 'linked' });
    expect(existsSync(path.join(tree.baseTop, 'node_modules', 'x'))).toBe(true);
    await rm(at('node_modules'), { recursive: true });
    expect(await open(sandbox)).toStrictEqual(tree);
  });

  test('not the folders of another project whose lock file changed', async () => {
    const sandbox = await openSandbox();
    const { commit, write, at } = sandbox;
    await commit({
      'a/package.json': '{}',
      'a/yarn.lock': '1',
      'b/package.json': '{}',
      'b/pnpm-lock.yaml': '1',
      '.gitignore': 'node_modules',
    });
    await commit({ 'b/pnpm-lock.yaml': '2' });
    await write({ 'a/node_modules/x/index.js': '', 'b/node_modules/x/index.js': '' });
    const tree = await open(sandbox, at('a'));
    expect(tree.dependencies).toBe('linked');
    expect(existsSync(path.join(tree.baseTop, 'a/node_modules/x'))).toBe(true);
    expect(existsSync(path.join(tree.baseTop, 'b/node_modules'))).toBe(false);
  });
});

test('none, when the user has none either', async () => {
  const sandbox = await openSandbox();
  await sandbox.commit(project('old'));
  await sandbox.commit(project('new'));
  expect((await open(sandbox)).dependencies).toBe('none');
});

describe('installed by npm', () => {
  test('when the lock files differ, by the lock file of the base', async () => {
    const sandbox = await openSandbox();
    const { commit, write, folder, cache, top } = sandbox;
    const note = path.join(folder, 'environment.json');
    const preinstall = `node -e "fs.writeFileSync(process.argv[1], JSON.stringify(process.env))" ${note}`;
    await commit(project('old', { preinstall }));
    await commit(project('new'));
    await write({ 'node_modules/lib/package.json': '{}' });
    keepNpmHere(sandbox);
    vi.stubEnv('NODE_ENV', 'production');
    vi.stubEnv('npm_config_ignore_scripts', 'true');
    vi.stubEnv('npm_of_the_script_around', 'x');
    const lines: string[] = [];
    const onProgress = (line: string): void => void lines.push(line);
    const tree = await openBaseTree({ root: top, revision: 'main~1', cacheDir: cache, onProgress });
    expect(tree.dependencies).toBe('installed');
    expect(lines[1]).toBe(`installing the dependencies of ${tree.commit.slice(0, 7)} (npm ci)`);
    expect(await readFile(path.join(tree.baseTop, 'node_modules/lib/index.js'), 'utf8')).toContain('old');
    const env = JSON.parse(await readFile(note, 'utf8')) as NodeJS.ProcessEnv;
    expect(env['npm_of_the_script_around']).toBeUndefined();
    expect(env['NODE_ENV']).toBeUndefined();
    // The user installs the same as the base: what was installed for it is still right.
    await write(project('old', { preinstall }));
    expect(await openBaseTree({ root: top, revision: 'main~1', cacheDir: cache, onProgress })).toStrictEqual(tree);
    expect(lines).toHaveLength(2);
    await rm(path.join(tree.baseTop, 'node_modules'), { recursive: true });
    const again = await openBaseTree({ root: top, revision: 'main~1', cacheDir: cache, onProgress });
    expect(again).toMatchObject({ dependencies: 'linked' });
    expect(again.baseTop).not.toBe(tree.baseTop);
    // Links do not do any more, when the user changes the dependencies.
    await write(project('new'));
    expect((await openBaseTree({ root: top, revision: 'main~1', cacheDir: cache })).dependencies).toBe('installed');
  });

  test('for one project of several, which share no tree', async () => {
    const sandbox = await openSandbox();
    const { commit, write, at } = sandbox;
    const inside = (folder: string, files: Files): Files =>
      Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));
    await commit({ ...inside('a', project('old')), ...inside('b', project('old')) });
    await commit(inside('a', project('new')));
    await write({ 'a/node_modules/x/index.js': '', 'b/node_modules/x/index.js': '' });
    keepNpmHere(sandbox);
    const a = await open(sandbox, at('a'));
    const b = await open(sandbox, at('b'));
    expect([a.dependencies, b.dependencies]).toStrictEqual(['installed', 'linked']);
    expect(b.baseTop).not.toBe(a.baseTop);
    expect(await open(sandbox, at('a'))).toStrictEqual(a);
  });

  test('without a lock file, as the package.json allows', async () => {
    const sandbox = await openSandbox();
    const { commit, write, git } = sandbox;
    const { 'package-lock.json': _, ...old } = project('old');
    await commit(old);
    await commit({ 'package.json': project('new')['package.json'] ?? '' });
    await write({ 'node_modules/lib/package.json': '{}' });
    keepNpmHere(sandbox);
    const tree = await open(sandbox);
    expect(tree.dependencies).toBe('installed');
    expect(await readFile(path.join(tree.baseTop, 'node_modules/lib/index.js'), 'utf8')).toContain('old');
    expect(existsSync(path.join(tree.baseTop, 'package-lock.json'))).toBe(false);
    expect(await git('status', '--porcelain')).toBe('');
  });

  test.skipIf(!existsSync('/dev/full')).each([
    ['exit 3', 'INSTALL_FAILED', /"npm ci .*ended with 3:\n(?:.*\n)*.*no such compiler/],
    ['cat /dev/zero > /dev/full', 'DISK_FULL', /no room/],
  ])('a script that says %j fails, and leaves nothing', async (script, code, words) => {
    const sandbox = await openSandbox();
    const { commit, write, cache, git } = sandbox;
    await commit(project('old', { preinstall: `echo no such compiler >&2; ${script}` }));
    await commit(project('new'));
    await write({ 'node_modules/lib/package.json': '{}' });
    keepNpmHere(sandbox);
    await expect(open(sandbox)).rejects.toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(words) as unknown }),
    );
    expect(existsSync(path.join(cache, 'lock'))).toBe(false);
    expect((await git('worktree', 'list')).split('\n')).toHaveLength(1);
  });

  test('an abort ends it', async () => {
    const sandbox = await openSandbox();
    const { commit, write, cache, top, folder, git } = sandbox;
    const started = path.join(folder, 'started');
    await commit(project('old', { preinstall: `touch ${started}; exec sleep 5` }));
    await commit(project('new'));
    await write({ 'node_modules/lib/package.json': '{}' });
    keepNpmHere(sandbox);
    const controller = new AbortController();
    const opening = openBaseTree({ root: top, revision: 'main~1', cacheDir: cache, signal: controller.signal });
    const abort = async (): Promise<void> => {
      await vi.waitUntil(() => existsSync(started), { timeout: 20_000 });
      controller.abort();
    };
    await Promise.all([expect(opening).rejects.toThrow(expect.objectContaining({ code: 'ABORTED' })), abort()]);
    expect((await git('worktree', 'list')).split('\n')).toHaveLength(1);
  });
});

test('a package manager that is not there', async () => {
  const sandbox = await openSandbox();
  const { commit, write, folder } = sandbox;
  await commit({ 'package.json': '{}', 'pnpm-lock.yaml': '1' });
  await commit({ 'pnpm-lock.yaml': '2' });
  await write({ 'node_modules/x/index.js': '' });
  const git = process.env['PATH']?.split(path.delimiter).find((each) => existsSync(path.join(each, 'git'))) ?? '';
  const bin = path.join(folder, 'bin');
  await mkdir(bin);
  // A folder is no program.
  await mkdir(path.join(bin, 'pnpm'));
  await writeFile(path.join(bin, 'git'), `#!/bin/sh\nexec ${path.join(git, 'git')} "$@"\n`, { mode: 0o755 });
  vi.stubEnv('PATH', bin);
  await expect(open(sandbox)).rejects.toThrow(
    expect.objectContaining({
      code: 'PACKAGE_MANAGER_MISSING',
      message: expect.stringMatching(/"pnpm install --frozen-lockfile .*no pnpm on the PATH/) as unknown,
    }),
  );
});
