/** Projects of several packages, submodules and lock files: each side has its own code, and its own packages where they differ. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { config } from '../project.ts';
import { createGitProject, type Files, notedBySides, quickConfig, runGit, short } from './git-project.ts';

const bench = (imports: string, values: string): string => `
  import { test } from 'vitest';
  import { note } from 'note';
  ${imports}
  test('t', async ({ bench }) => {
    note({ ${values} });
    await bench('b', () => note.length).run(${short});
  });
`;

describe.concurrent('each side has its own', () => {
  test('packages of a workspace, from the top and from one of them', { timeout: 60_000 }, async () => {
    using project = createGitProject({
      'package.json': '{ "type": "module", "private": true, "workspaces": ["packages/*"] }',
      'packages/note/package.json': '{ "name": "note", "type": "module", "exports": "./index.ts" }',
      'packages/note/index.ts': "export * from '../../note.mjs';\n",
      'packages/lib/package.json':
        '{ "name": "lib", "type": "module", "exports": { ".": "./index.ts", "./deep": "./src/deep.ts" } }',
      'packages/app/package.json': '{ "name": "app", "type": "module", "imports": { "#own": "./own.ts" } }',
      'packages/app/vitest.config.ts': config("{ budget: { each: '1 ms' } }").replace("'../", "'../../../"),
    });
    mkdirSync(join(project.root, 'node_modules'));
    for (const name of ['note', 'lib', 'app']) {
      symlinkSync(join('..', 'packages', name), join(project.root, 'node_modules', name));
    }
    const files = (side: string): Files => ({
      'packages/lib/index.ts': `export const lib: string = '${side}';\n`,
      'packages/lib/src/deep.ts': "import { lib } from 'lib';\nexport const deep: string = lib;\n",
      'packages/app/own.ts': `import { lib } from 'lib';\nexport const own = lib === '${side}' ? '${side}' : 'mixed';\n`,
    });
    project.commit({
      ...files('base'),
      'packages/app/a.bench.ts': bench(
        "import { lib } from 'lib';\nimport { deep } from 'lib/deep';\nimport { own } from '#own';",
        'lib, deep, own',
      ),
    });
    project.write(files('head'));
    const all = (side: string): object => ({ lib: side, deep: side, own: side });
    const top = await project.compare('HEAD');
    expect(notedBySides(top)).toStrictEqual([all('base'), all('head')]);
    const inside = await project.compare('HEAD', ['--root', 'packages/app']);
    expect(notedBySides(inside)).toStrictEqual([all('base'), all('head')]);
    expect(project.git('status', '--porcelain', '--untracked-files=all')).not.toContain('??');
  });

  test('a submodule with code', { timeout: 60_000 }, async () => {
    using project = createGitProject({ 'other/index.ts': "export const value: string = 'base';\n" });
    const other = join(project.root, 'other');
    runGit(other, 'init', '--quiet', '--initial-branch=main');
    const commitOther = (): void => {
      runGit(other, 'add', '--all');
      runGit(other, 'commit', '--quiet', '--message=change');
    };
    commitOther();
    project.write({ '.gitignore': 'other\nout.json\nnotes.jsonl\nnode_modules\n' });
    project.git('submodule', '--quiet', 'add', `file://${other}`, 'sub');
    project.commit({
      'a.bench.ts': bench("import { value } from './sub/index.ts';", 'value').replace("'note'", "'./note.mjs'"),
    });
    project.write({ 'other/index.ts': "export const value: string = 'head';\n" });
    commitOther();
    runGit(join(project.root, 'sub'), 'pull', '--quiet');
    project.commit({});
    const compared = await project.compare('HEAD~1');
    expect(notedBySides(compared)).toStrictEqual([{ value: 'base' }, { value: 'head' }]);
  });

  test('another version of a dependency by another lock file', { timeout: 60_000 }, async () => {
    using project = createGitProject({});
    const npm = (folder: string, ...words: readonly string[]): unknown =>
      execFileSync('npm', [...words, '--no-audit', '--no-fund', '--offline', '--silent'], {
        cwd: join(project.root, folder),
        stdio: 'pipe',
      });
    const install = (side: string, version: string): void => {
      project.write({
        [`pack/${version}/package.json`]: `{ "name": "dep", "version": "${version}", "type": "module", "exports": "./index.js" }`,
        [`pack/${version}/index.js`]: `export const value = '${side}';\n`,
      });
      npm(`pack/${version}`, 'pack', '--pack-destination', '..');
      project.write({
        'package.json': `{ "type": "module", "private": true, "dependencies": { "dep": "file:pack/dep-${version}.tgz" } }`,
      });
      npm('.', 'install');
    };
    install('base', '1.0.0');
    project.commit({
      'own.ts': "export { value as own } from 'dep';\n",
      'a.bench.ts': bench("import { value } from 'dep';\nimport { own } from './own.ts';", 'value, own').replace(
        "'note'",
        "'./note.mjs'",
      ),
    });
    install('head', '2.0.0');
    project.commit({});
    const compared = await project.compare('HEAD~1');
    expect(compared.text).toMatch(/installing the dependencies of \w{7} \(npm ci\)/);
    const all = (side: string): object => ({ own: side, value: side });
    expect(notedBySides(compared)).toStrictEqual([all('base'), all('head')]);
    expect(project.git('status', '--porcelain')).toBe('');
  });

  test(
    'projects with names in every pool, with setup files, globals and what is provided',
    { timeout: 90_000 },
    async () => {
      const projects = [
        "{ extends: true, test: { name: 'forks', pool: 'forks' } }",
        "{ extends: true, test: { name: 'threads', pool: 'threads', isolate: false } }",
        "{ extends: true, test: { name: 'vm', pool: 'vmThreads' } }",
      ].join(', ');
      const test_ = `projects: [${projects}], globals: true, setupFiles: ['./setup.ts'], provide: { given: 'given' }`;
      using project = createGitProject({
        'vitest.config.ts': quickConfig('', test_),
        'setup.ts':
          "import { value } from './value.ts';\nbeforeAll(() => { globalThis.fromHook = value; });\nglobalThis.fromSetup = value;\n",
      });
      const files = (side: string): Files => ({ 'value.ts': `export const value: string = '${side}';\n` });
      project.commit({
        ...files('base'),
        'a.bench.ts': `
      import { inject } from 'vitest';
      import { note } from './note.mjs';
      describe('suite', () => {
        test('t', async ({ bench }) => {
          note({ fromSetup, fromHook, given: inject('given') });
          await bench('b', () => fromSetup.length).run(${short});
        });
      });
    `,
      });
      project.write(files('head'));
      const compared = await project.compare('HEAD');
      const all = (side: string): object => ({ fromHook: side, fromSetup: side, given: 'given' });
      expect(notedBySides(compared)).toStrictEqual([all('base'), all('head')]);
      expect(Object.keys(compared.comparisons).sort()).toStrictEqual(
        ['forks', 'threads', 'vm'].map((name) => `[${name}] suite > t > b`),
      );
      expect(compared.text).toContain(' 3 inconclusive, ');
    },
  );
});
