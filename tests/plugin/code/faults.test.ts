/** A base that hangs or eats up memory costs a limited time, and its result only; a full disk, and two runs at once. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codeByVerdicts, createGitProject, type GitProject, quickConfig, short } from './git-project.ts';

/** A project with one test for each function that the base has other code for, and one behind them that is fine. */
function createProjectOf(functions: Readonly<Record<string, string>>, test_ = ''): GitProject {
  const project = createGitProject({ 'vitest.config.ts': quickConfig('', test_) });
  const names = [...Object.keys(functions), 'fine'];
  const code = (bodies: Readonly<Record<string, string>>): string =>
    names.map((name) => `export const ${name} = (${bodies[name] ?? '() => 1'});\n`).join('');
  const tests = names.map(
    (name) => `test('${name}', async ({ bench }) => { await bench('b', () => all.${name}()).run(${short}); });\n`,
  );
  project.commit({
    'a.bench.ts': `import { test } from 'vitest';\nimport * as all from './all.ts';\n${tests.join('')}`,
    'all.ts': code(functions),
  });
  project.write({ 'all.ts': code({}) });
  return project;
}

const reasonOf = ({ comparisons }: Awaited<ReturnType<GitProject['compare']>>, name: string): string => {
  const [first] = comparisons[`${name} > b`] ?? [];
  return `${first?.verdict}: ${first?.reason}`;
};

/** These wait for a limit of many seconds: BENCHGATE_SLOW_TESTS=1 runs them. */
const isLeftOut = (process.env['BENCHGATE_SLOW_TESTS'] ?? '') === '';

describe.concurrent('a base', () => {
  const reasonsOf = async (hangs: string): Promise<readonly string[]> => {
    using project = createProjectOf({ hangs });
    const compared = await project.compare('HEAD');
    return [reasonOf(compared, 'hangs'), reasonOf(compared, 'fine'), `exit ${compared.code}`];
  };
  const givenUp = [
    expect.stringMatching(/^not comparable: .* No answer after \d\d s\.$/),
    expect.stringMatching(/^inconclusive/),
    'exit 0',
  ];

  test('that hangs in a loop is given up, and the next test is measured', { timeout: 60_000 }, async () => {
    expect(await reasonsOf('() => { for (;;) {} }')).toStrictEqual(givenUp);
  });

  test.skipIf(isLeftOut)('that waits for a promise which never settles, too', { timeout: 60_000 }, async () => {
    expect(await reasonsOf('() => new Promise(() => undefined)')).toStrictEqual(givenUp);
  });

  test.skipIf(isLeftOut)('that hangs when it is loaded is waited for once', { timeout: 60_000 }, async () => {
    using project = createProjectOf({ one: 'await new Promise(() => setInterval(() => 0, 1000))', two: '() => 1' });
    const compared = await project.compare('HEAD');
    for (const name of ['one', 'two', 'fine']) expect(reasonOf(compared, name)).toMatch(/ No answer after \d\d s\.$/);
    expect(compared.text).toMatch(/ 3 not comparable, /);
  });

  test('that eats up its memory', { timeout: 60_000 }, async () => {
    const leak = '() => { const kept = []; for (;;) kept.push(new Array(1e5).fill(kept.length)); }';
    using project = createProjectOf({ leaks: leak }, "execArgv: ['--max-old-space-size=200']");
    const compared = await project.compare('HEAD');
    expect(reasonOf(compared, 'leaks')).toMatch(/: The measuring process ran out of memory\.$/);
    expect(reasonOf(compared, 'fine')).toMatch(/^inconclusive/);
  });
});

test('two runs at once share the tree of the base', { timeout: 60_000 }, async () => {
  using project = createProjectOf({});
  const env = { BENCHGATE_COMPARE: 'HEAD' };
  const runs = await Promise.all([project.vitest([], env), project.vitest([], env)]);
  for (const { code, text } of runs) {
    expect.soft(text).toContain(' 1 inconclusive, ');
    expect.soft(code).toBe(0);
  }
  expect(project.git('worktree', 'list').split('\n')).toHaveLength(2);
});

/** A folder on a disk of its own that has no room; undefined where this user may not mount one. */
function createFullDisk(project: GitProject): (Disposable & { readonly folder: string }) | undefined {
  const folder = join(project.root, '.git', 'full');
  mkdirSync(folder);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]).status === 0;
  if (!mounted) return undefined;
  writeFileSync(join(folder, 'rest'), Buffer.alloc(60 * 1024));
  return { folder, [Symbol.dispose]: () => void execFileSync('umount', ['--lazy', folder]) };
}

test('a full disk: a revision fails, a baseline is judged by its numbers', { timeout: 60_000 }, async ({ skip }) => {
  using project = createProjectOf({});
  await project.compare(undefined, ['-u']);
  project.commit({});
  using disk = createFullDisk(project);
  if (disk === undefined) return skip('needs the right to mount');
  const env = { TMPDIR: disk.folder };
  const failed = await project.compare('HEAD', [], env);
  expect(failed.text).toContain(`The disk has no room for the code of the base and its dependencies in ${disk.folder}`);
  // Nothing was measured for nothing.
  expect(failed.comparisons).toStrictEqual({});
  expect(failed.code).toBe(1);

  const judged = await project.compare(undefined, [], env);
  expect(judged.text).toMatch(/only the saved numbers are compared, which see large changes: The disk has no room/);
  expect(judged.code).toBe(codeByVerdicts(judged));
  expect(readdirSync(disk.folder)).toStrictEqual(['rest']);
});
