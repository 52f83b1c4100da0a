import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { type BaseTree, openBaseTree } from '../../../src/base-tree/open.ts';
import { type Sandbox, openSandbox, runGit } from './sandbox.ts';

const text = (tree: BaseTree, name: string): Promise<string> => readFile(path.join(tree.root, name), 'utf8');

/** Everything of the user's that a checkout could change. */
async function stateOf({ git, at }: Sandbox): Promise<readonly string[]> {
  return [
    await git('status', '--porcelain=v2', '--branch', '--untracked-files=all'),
    await git('ls-files', '--stage'),
    await git('for-each-ref'),
    await git('stash', 'list'),
    await git('rev-parse', '--symbolic-full-name', 'HEAD'),
    await readFile(at('.git', 'config'), 'utf8'),
    await readFile(at('.git', 'index'), 'hex'),
  ];
}

/** What lies in a cache, but for the marks of users and the file for git. */
async function contentOf(cache: string): Promise<string[]> {
  return (await readdir(cache)).filter((name) => name !== '.gitignore' && !name.includes('.user.')).sort();
}

const fails = (code: string, words: RegExp): unknown =>
  expect.objectContaining({ name: 'GateError', code, message: expect.stringMatching(words) as unknown });

describe('the tree', () => {
  test('holds the files of the commit, and nothing of the user changes', async () => {
    const sandbox = await openSandbox();
    const { commit, git, write, top, cache } = sandbox;
    const base = await commit({ 'src/a.ts': 'old', 'b.ts': 'b' });
    await commit({ 'src/a.ts': 'new' });
    await write({ 'src/a.ts': 'stashed' });
    await git('stash');
    await write({ 'src/a.ts': 'dirty', 'untracked.ts': 'x', 'b.ts': 'staged' });
    await git('add', 'b.ts');
    const before = await stateOf(sandbox);
    const lines: string[] = [];
    const tree = await openBaseTree({
      root: top,
      revision: 'HEAD~1',
      cacheDir: cache,
      onProgress: (line) => lines.push(line),
    });
    expect(tree).toStrictEqual({
      commit: base,
      headTop: top,
      baseTop: tree.root,
      root: tree.root,
      dependencies: 'none',
    });
    expect(await text(tree, 'src/a.ts')).toBe('old');
    expect(existsSync(path.join(tree.root, 'untracked.ts'))).toBe(false);
    expect(await stateOf(sandbox)).toStrictEqual(before);
    expect(lines).toStrictEqual([`checking out ${base.slice(0, 7)}`]);
    const list = await git('worktree', 'list', '--porcelain');
    expect(list).toContain(`worktree ${tree.baseTop}\nHEAD ${base}\ndetached`);
    expect(list).not.toContain('locked');
    expect(await readFile(path.join(top, 'src/a.ts'), 'utf8')).toBe('dirty');
  });

  test('of a root in a sub-folder, with HEAD detached', async () => {
    const { commit, git, at, cache, top } = await openSandbox();
    const base = await commit({ 'packages/a/src/a.ts': 'old' });
    await commit({ 'packages/a/src/a.ts': 'new', 'packages/b/b.ts': '' });
    await git('checkout', '--quiet', '--detach');
    const tree = await openBaseTree({ root: at('packages', 'a'), revision: base.slice(0, 8), cacheDir: cache });
    expect(tree.headTop).toBe(top);
    expect(tree.root).toBe(path.join(tree.baseTop, 'packages', 'a'));
    expect(await text(tree, 'src/a.ts')).toBe('old');
    await expect(openBaseTree({ root: at('packages', 'b'), revision: base, cacheDir: cache })).rejects.toThrow(
      fails('ROOT_NOT_IN_BASE', /has no folder packages\/b/),
    );
    expect(await contentOf(cache)).toHaveLength(2);
  });

  test("lies in git's own folder, unseen by git status, and links to the user's dependencies", async () => {
    const { commit, at, git, top } = await openSandbox();
    await commit({ 'a.ts': '', '.gitignore': 'node_modules' });
    await mkdir(at('node_modules'));
    const { baseTop, dependencies } = await openBaseTree({ root: top, revision: 'main' });
    expect(path.dirname(baseTop)).toBe(at('.git', 'benchgate', 'trees'));
    expect(await git('status', '--porcelain')).toBe('');
    expect(dependencies).toBe('linked');
  });

  test('lies in the folder of the clone, where work trees beside it share it', async () => {
    const { commit, git, at, folder } = await openSandbox();
    await commit({ 'a.ts': 'old' });
    const beside = path.join(folder, 'beside');
    await git('worktree', 'add', '--quiet', '-b', 'topic', beside);
    const { baseTop, headTop } = await openBaseTree({ root: beside, revision: 'main' });
    expect(headTop).toBe(beside);
    expect(path.dirname(baseTop)).toBe(at('.git', 'benchgate', 'trees'));
  });

  test('is made in a hook, by which git says where it works, and runs no hook', async () => {
    const { commit, at, cache, top, folder } = await openSandbox();
    const base = await commit({ 'a.ts': 'old' });
    await commit({ 'a.ts': 'new' });
    await mkdir(at('.git', 'hooks'), { recursive: true });
    for (const name of ['post-checkout', 'post-index-change', 'reference-transaction']) {
      const script = `#!/bin/sh\ntouch '${path.join(folder, 'hooked')}'\n`;
      await writeFile(at('.git', 'hooks', name), script, { mode: 0o755 });
    }
    vi.stubEnv('GIT_DIR', path.join(folder, 'no-such-repository'));
    vi.stubEnv('GIT_WORK_TREE', folder);
    vi.stubEnv('GIT_INDEX_FILE', at('.git', 'index'));
    const tree = await openBaseTree({ root: top, revision: base, cacheDir: cache });
    vi.stubEnv('GIT_DIR', undefined);
    vi.stubEnv('GIT_WORK_TREE', undefined);
    vi.stubEnv('GIT_INDEX_FILE', undefined);
    expect(await text(tree, 'a.ts')).toBe('old');
    expect(existsSync(path.join(folder, 'hooked'))).toBe(false);
    expect(await runGit(top, 'status', '--porcelain')).toBe('');
  });

  test('of a work tree that is itself beside another', async () => {
    const { commit, git, cache, folder } = await openSandbox();
    const base = await commit({ 'a.ts': 'old' });
    await commit({ 'a.ts': 'new' });
    const beside = path.join(folder, 'beside');
    await git('worktree', 'add', '--quiet', '-b', 'topic', beside);
    const tree = await openBaseTree({ root: beside, revision: 'main~1', cacheDir: cache });
    expect(tree).toMatchObject({ commit: base, headTop: beside });
    expect(await text(tree, 'a.ts')).toBe('old');
  });
});

describe('reuse', () => {
  test('of the tree of the same commit, however it is called', async () => {
    const { commit, top, cache, git } = await openSandbox();
    const base = await commit({ 'a.ts': 'old' });
    await git('tag', 'v1');
    const lines: string[] = [];
    const open = (revision: string): Promise<BaseTree> =>
      openBaseTree({ root: top, revision, cacheDir: cache, onProgress: (line) => lines.push(line) });
    const first = await open('v1');
    expect(await open('main')).toStrictEqual(first);
    expect(await open(base)).toStrictEqual(first);
    expect(lines).toHaveLength(1);
    await git('worktree', 'prune');
    expect(await open(base)).toStrictEqual(first);
    expect(await contentOf(cache)).toHaveLength(2);
  });

  const damages: readonly [what: string, damage: (tree: string, sandbox: Sandbox) => Promise<unknown>][] = [
    ['a changed file', (tree) => writeFile(path.join(tree, 'a.ts'), 'changed')],
    ['a file more', (tree) => writeFile(path.join(tree, 'more.ts'), '')],
    ['another commit', (tree) => runGit(tree, 'checkout', '--quiet', '--detach', 'main')],
    ['no file .git', (tree) => rm(path.join(tree, '.git'))],
    ['no folder', (tree) => rm(tree, { recursive: true })],
    ['no record', (tree) => rm(`${tree}.json`)],
    ['half a record', (tree) => writeFile(`${tree}.json`, '{')],
    ['a locked work tree', (tree, { git }) => git('worktree', 'lock', tree).then(() => rm(`${tree}.json`))],
  ];
  test.each(damages)('never of a tree with %s', async (_, damage) => {
    const sandbox = await openSandbox();
    const { commit, top, cache, git } = sandbox;
    const base = await commit({ 'a.ts': 'old' });
    await commit({ 'a.ts': 'new' });
    const first = await openBaseTree({ root: top, revision: base, cacheDir: cache });
    await damage(first.baseTop, sandbox);
    const second = await openBaseTree({ root: top, revision: base, cacheDir: cache });
    expect(second.baseTop).not.toBe(first.baseTop);
    expect(await text(second, 'a.ts')).toBe('old');
    expect(existsSync(first.baseTop)).toBe(false);
    expect(await contentOf(cache)).toStrictEqual([
      path.basename(second.baseTop),
      `${path.basename(second.baseTop)}.json`,
    ]);
    expect((await git('worktree', 'list')).split('\n')).toHaveLength(2);
  });

  test('never of a tree without the file .git, where git finds the repository around it', async () => {
    const { commit, top, at } = await openSandbox();
    await commit({ 'a.ts': '', '.gitignore': 'node_modules' });
    await mkdir(at('node_modules'));
    const first = await openBaseTree({ root: top, revision: 'main' });
    await rm(path.join(first.baseTop, '.git'));
    expect((await openBaseTree({ root: top, revision: 'main' })).baseTop).not.toBe(first.baseTop);
  });

  test('never after the repository has moved; the work trees of the user are not forgotten', async () => {
    const { commit, top, folder, git } = await openSandbox();
    await commit({ 'a.ts': '', '.gitignore': 'node_modules' });
    await mkdir(path.join(top, 'node_modules'));
    const lost = path.join(folder, 'on-a-disk-that-is-not-there');
    await git('worktree', 'add', '--quiet', '--detach', lost);
    await rm(lost, { recursive: true });
    const first = await openBaseTree({ root: top, revision: 'main' });
    const moved = path.join(folder, 'moved');
    await rename(top, moved);
    const second = await openBaseTree({ root: moved, revision: 'main' });
    expect(path.basename(second.baseTop)).not.toBe(path.basename(first.baseTop));
    const list = await runGit(moved, 'worktree', 'list', '--porcelain');
    expect(list).toContain(lost);
    expect(list).toContain(second.baseTop);
    expect(list).not.toContain(first.baseTop);
  });

  test('keeps the three trees that were used last', async () => {
    const { commit, top, cache, git } = await openSandbox();
    const commits: string[] = [];
    for (const name of ['1', '2', '3', '4']) commits.push(await commit({ 'a.ts': name }));
    const open = async (index: number): Promise<string> =>
      (await openBaseTree({ root: top, revision: commits[index] ?? '', cacheDir: cache })).baseTop;
    const [one, two, three] = [await open(0), await open(1), await open(2)];
    expect(await open(0)).toBe(one);
    const four = await open(3);
    expect([one, two, three, four].map((tree) => existsSync(tree))).toStrictEqual([true, false, true, true]);
    expect(await contentOf(cache)).toHaveLength(6);
    expect((await git('worktree', 'list')).split('\n')).toHaveLength(4);
  });

  test('keeps as many as are needed together, run after run', async () => {
    const { commit, top, cache } = await openSandbox();
    const needed: string[] = [];
    for (const name of ['1', '2', '3', '4', '5']) needed.push(await commit({ 'a.ts': name }));
    const openAll = async (): Promise<readonly string[]> => {
      const trees: string[] = [];
      for (const revision of needed)
        trees.push((await openBaseTree({ root: top, revision, cacheDir: cache, needed })).baseTop);
      return trees;
    };
    const trees = await openAll();
    expect(trees.every((tree) => existsSync(tree))).toBe(true);
    expect(await openAll()).toStrictEqual(trees);
  });
});

describe('what fails', () => {
  test('no repository', async () => {
    const { folder } = await openSandbox();
    await expect(openBaseTree({ root: folder, revision: 'main' })).rejects.toThrow(
      fails('NO_REPOSITORY', /is in no work tree of a git repository/),
    );
    await expect(openBaseTree({ root: path.join(folder, 'none'), revision: 'main' })).rejects.toThrow(
      fails('NO_REPOSITORY', /does not exist/),
    );
  });

  test('no git, and an old one', async () => {
    const { folder, top } = await openSandbox();
    const bin = path.join(folder, 'bin');
    await mkdir(bin);
    vi.stubEnv('PATH', bin);
    await expect(openBaseTree({ root: top, revision: 'main' })).rejects.toThrow(fails('GIT_MISSING', /Install git/));
    await writeFile(path.join(bin, 'git'), '#!/bin/sh\necho git version 2.9.5\n');
    await chmod(path.join(bin, 'git'), 0o755);
    await expect(openBaseTree({ root: top, revision: 'main' })).rejects.toThrow(fails('GIT_TOO_OLD', /2\.9\.5/));
  });

  test.skipIf(!existsSync('/dev/full'))('a full disk: nothing stays', async () => {
    const { commit, git, top, cache } = await openSandbox();
    await commit({ 'a.ts': 'a', '.gitattributes': '* filter=full\n' });
    // A filter that is asked for the content of each file writes it where no room is.
    await git('config', 'filter.full.smudge', 'cat > /dev/full');
    await git('config', 'filter.full.required', 'true');
    await expect(openBaseTree({ root: top, revision: 'main', cacheDir: cache })).rejects.toThrow(
      fails('DISK_FULL', /Make room/),
    );
    expect(await contentOf(cache)).toStrictEqual([]);
    expect((await git('worktree', 'list')).split('\n')).toHaveLength(1);
  });

  test('whatever else git says', async () => {
    const { commit, git, top, cache } = await openSandbox();
    await commit({ 'a.ts': 'a', '.gitattributes': '* filter=broken\n' });
    await git('config', 'filter.broken.smudge', 'false');
    await git('config', 'filter.broken.required', 'true');
    await expect(openBaseTree({ root: top, revision: 'main', cacheDir: cache })).rejects.toThrow(
      fails('BASE_TREE_FAILED', /smudge filter broken failed/),
    );
    expect(await contentOf(cache)).toStrictEqual([]);
  });

  test('an abort in the middle leaves nothing', async () => {
    const { commit, git, top, cache } = await openSandbox();
    await commit({ 'a.ts': 'a', '.gitattributes': '* filter=slow\n' });
    await git('config', 'filter.slow.smudge', 'exec sleep 5');
    const controller = new AbortController();
    const onProgress = (): void => void setTimeout(() => controller.abort(), 100);
    const opening = openBaseTree({
      root: top,
      revision: 'main',
      cacheDir: cache,
      signal: controller.signal,
      onProgress,
    });
    await expect(opening).rejects.toThrow(fails('ABORTED', /was aborted/));
    expect(await contentOf(cache)).toStrictEqual([]);
    expect((await git('worktree', 'list')).split('\n')).toHaveLength(1);
    await expect(openBaseTree({ root: top, revision: 'main', signal: controller.signal })).rejects.toThrow(
      fails('ABORTED', /was aborted/),
    );
  });
});
