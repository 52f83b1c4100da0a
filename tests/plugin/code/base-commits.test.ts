/** Which commit is compared with, and what is said where there is none. */
import { renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { editStored, readStored, recordedFile } from '../bench-source.ts';
import {
  codeByVerdicts,
  type Compared,
  createGitProject,
  type Files,
  type GitProject,
  quickConfig,
  runGit,
  short,
} from './git-project.ts';

const bench = `import { test } from 'vitest';
import { note } from './note.mjs';
import { side } from './side.ts';
test('t', async ({ bench }) => { note({ side }); await bench('b', () => side.length).run(${short}); });
`;

/** What the module says that the bench file imports. */
const side = (name: string): Files => ({ 'side.ts': `export const side = '${name}';\n` });

/** A project whose first commit says `base`, and whose second one `head`. */
function createHistory(): GitProject {
  const project = createGitProject({});
  project.commit({ 'a.bench.ts': bench, ...side('base') });
  project.commit(side('head'));
  return project;
}

/** What the code said that was measured outside of Vitest. */
function measured({ noted }: Compared): readonly string[] {
  const outside = noted.filter(({ pid }) => pid !== noted[0]?.pid);
  return [...new Set(outside.map(({ values }) => String(values['side'])))].sort();
}

describe.concurrent('compared with', () => {
  test('a revision, from a detached HEAD with changes; a slip gets a suggestion', { timeout: 60_000 }, async () => {
    using project = createHistory();
    project.git('tag', 'v1', 'HEAD~1');
    project.git('checkout', '--quiet', '--detach');
    project.write(side('changed'));
    const compared = await project.compare('v1');
    expect(measured(compared)).toStrictEqual(['base', 'changed']);
    expect(project.git('diff', '--name-only')).toBe('side.ts');

    const slip = await project.compare('mian');
    expect(slip.text).toMatch(/no commit "mian"\. Did you mean "main"\?/);
    expect(slip.code).toBe(1);
  });

  test(
    'no git, no repository: a revision fails, a baseline is judged by its numbers',
    { timeout: 60_000 },
    async () => {
      using project = createHistory();
      await project.compare(undefined, ['-u']);
      const places: readonly (readonly [env: Files, why: RegExp, breakIt: () => void])[] = [
        [{ PATH: project.root }, /The command git is not on the PATH/, () => undefined],
        [
          { GIT_CEILING_DIRECTORIES: dirname(project.root) },
          /The folder \S+ is in no work tree of a git repository/,
          () => renameSync(join(project.root, '.git'), join(project.root, 'git')),
        ],
      ];
      for (const [env, why, breakIt] of places) {
        breakIt();
        const failed = await project.compare('main', [], env);
        expect(failed.text).toMatch(why);
        expect(failed.code).toBe(1);
        expect(failed.noted).toStrictEqual([]);

        const judged = await project.compare(undefined, [], env);
        expect(judged.text).toMatch(/only the saved numbers are compared, which see large changes: /);
        expect(judged.text).toMatch(why);
        expect(judged.text).toMatch(/ 1 result judged: |; 1 not judged: 1 inconclusive/);
        expect(measured(judged)).toStrictEqual([]);
        expect(judged.code).toBe(codeByVerdicts(judged));
      }
    },
  );

  test(
    'a shallow clone, which has neither the revision nor the commit of the baseline',
    { timeout: 60_000 },
    async () => {
      using project = createHistory();
      await project.compare(undefined, ['-u']);
      const first = project.git('rev-parse', 'HEAD~1');
      project.commit(side('newer'));
      runGit(project.root, 'clone', '--quiet', '--depth=1', `file://${project.root}`, 'clone');
      project.write({ 'clone/vitest.config.ts': quickConfig().replace("'../", "'../../") });
      const failed = await project.compare(first, ['--root', 'clone']);
      expect(failed.text).toContain('It is a shallow clone, which has the newest commits only.');
      expect(failed.text).toContain('fetch-depth: 0');
      expect(failed.code).toBe(1);

      const judged = await project.compare(undefined, ['--root', 'clone']);
      expect(judged.text).toMatch(/commit \w{7} is not in this clone, and .*: judged by the saved numbers\./);
      expect(measured(judged)).toStrictEqual([]);
      expect(judged.code).toBe(codeByVerdicts(judged));
    },
  );

  test('a commit that was amended away', { timeout: 60_000 }, async () => {
    using project = createHistory();
    await project.compare(undefined, ['-u']);
    const { commit, dirty } = readStored(project, 'a.bench.ts').results['t > b']!;
    expect([commit, dirty]).toStrictEqual([project.git('rev-parse', 'HEAD'), false]);
    project.git('add', '--all');
    project.git('commit', '--quiet', '--amend', '--message=amended');
    project.git('reflog', 'expire', '--expire=now', '--all');
    project.git('gc', '--quiet', '--prune=now');
    project.write(side('newer'));
    const compared = await project.compare(undefined);
    const instead = project.git('rev-parse', '--short=7', 'HEAD');
    expect(compared.text).toContain(
      `The baseline's commit ${commit?.slice(0, 7)} is not in this clone: taken instead is ${instead}, which it was committed with.`,
    );
    expect(measured(compared)).toStrictEqual(['head', 'newer']);
  });

  test('a baseline that was saved with changes, and committed with them afterwards', { timeout: 60_000 }, async () => {
    using project = createHistory();
    project.write(side('accepted'));
    await project.compare(undefined, ['-u']);
    const early = await project.compare(undefined);
    expect(early.text).toMatch(
      /with changes on top of \w{7}, and no commit is known that brought it: judged by the saved/,
    );
    expect(measured(early)).toStrictEqual([]);

    const commit = project.commit({});
    project.write(side('newer'));
    const compared = await project.compare(undefined);
    expect(compared.text).toMatch(new RegExp(`on top of \\w{7}: taken instead is ${commit.slice(0, 7)}, which`));
    expect(measured(compared)).toStrictEqual(['accepted', 'newer']);
  });

  test(
    'the commit of a result is not that of another in its file which was saved anew',
    { timeout: 90_000 },
    async () => {
      using project = createHistory();
      project.write({
        'a.bench.ts': `${bench}test('other', async ({ bench }) => { await bench('b', () => side.length).run(${short}); });\n`,
        ...side('accepted'),
      });
      await project.compare(undefined, ['-u']);
      const first = project.commit({});
      project.write(side('newer'));
      await project.compare(undefined, ['-u', '-t', 'other']);
      const second = project.commit({});
      const compared = await project.compare(undefined);
      expect(compared.text).toContain(`taken instead is ${first.slice(0, 7)}, which it was committed with`);
      expect(compared.text).toContain(`taken instead is ${second.slice(0, 7)}, which it was committed with`);
      expect(measured(compared)).toStrictEqual(['accepted', 'newer']);
    },
  );

  test(
    'one commit that has not this folder is no reason to judge the others by numbers',
    { timeout: 90_000 },
    async () => {
      using project = createGitProject({});
      const [place, file] = ['packages/p', 'packages/p/'];
      project.commit({ 'readme.md': '' });
      const without = project.git('rev-parse', 'HEAD');
      const inside = (files: Files): Files =>
        Object.fromEntries(Object.entries(files).map(([name, text]) => [file + name, text]));
      project.commit(
        inside({
          'vitest.config.ts': quickConfig().replace("'../", "'../../../"),
          'note.mjs': "export * from '../../note.mjs';\n",
          'a.bench.ts': bench,
          'b.bench.ts': bench.replaceAll("'t'", "'u'"),
          ...side('base'),
        }),
      );
      const words = ['--root', place];
      await project.compare(undefined, ['-u', ...words]);
      project.commit(inside(side('head')));
      const inner = {
        ...project,
        read: (name: string) => project.read(file + name),
        write: (files: Files) => project.write(inside(files)),
      };
      editStored(inner, 'b.bench.ts', (result) => Object.assign(result, { commit: without }));
      const compared = await project.compare(undefined, words);
      expect(compared.text).toMatch(
        /what would be compared with \w{7} is judged by the saved numbers: The base \w{7} has no folder packages\/p/,
      );
      expect(measured(compared)).toStrictEqual(['base', 'head']);
    },
  );

  test('a test that cannot be found outside of Vitest is not taken for a new one', { timeout: 60_000 }, async () => {
    using project = createHistory();
    project.commit({ 'a.bench.ts': bench.replace("test('t'", "test('t ' + Math.random()") });
    const compared = await project.compare('HEAD');
    const [[verdict] = []] = Object.values(compared.comparisons);
    expect(verdict).toMatchObject({
      verdict: 'not comparable',
      reason: expect.stringMatching(/^today's code cannot be measured outside of Vitest: /) as unknown,
    });
  });

  test(
    'a merge of branches that both changed the file: the entry is that of its own branch',
    { timeout: 90_000 },
    async () => {
      using project = createHistory();
      const second = bench.replace("'t'", "'u'");
      project.write({ 'a.bench.ts': `${bench}${second.slice(second.indexOf('test('))}`, ...side('accepted') });
      await project.compare(undefined, ['-u']);
      project.commit({});
      project.git('checkout', '--quiet', '-b', 'topic');
      project.write(side('topic'));
      await project.compare(undefined, ['-u', '-t', 't$']);
      const own = project.commit({});
      project.git('checkout', '--quiet', 'main');
      project.write(side('other'));
      await project.compare(undefined, ['-u', '-t', 'u$']);
      project.commit({});
      const entries = readStored(project, 'a.bench.ts').results;
      project.git('checkout', '--quiet', 'topic');
      const merged = readStored(project, 'a.bench.ts');
      merged.results['u > b'] = entries['u > b']!;
      project.git('merge', '--quiet', '--strategy=ours', '--no-commit', 'main');
      project.commit({ 'baselines/baseline/a.bench.ts.json': JSON.stringify(merged) });
      const compared = await project.compare(undefined, ['-t', 't$']);
      expect(compared.text).toContain(`taken instead is ${own.slice(0, 7)}, which it was committed with`);
    },
  );

  test('what the user measured has nothing in a revision to be compared with', { timeout: 60_000 }, async () => {
    using project = createHistory();
    project.write({ 'a.bench.ts': recordedFile({ own: 1 }) });
    const compared = await project.compare('HEAD');
    const [[verdict] = []] = Object.values(compared.comparisons);
    expect(verdict).toMatchObject({
      verdict: 'not comparable',
      reason: expect.stringContaining('code of your own') as unknown,
    });
    expect(compared.code).toBe(0);
  });
});
