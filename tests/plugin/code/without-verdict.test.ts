/** What the base does not have is new; what it has and cannot be measured is not comparable, with the base's own words. */
import { expect, test } from 'vitest';
import { editStored } from '../bench-source.ts';
import { type Compared, createGitProject, type Files, quickConfig, short } from './git-project.ts';

/** A test that measures a function. */
const oneTest = (name: string, fn: string): string =>
  `test('${name}', async ({ bench }) => { await bench('b', ${fn}).run(${short}); });`;

/** A bench file with one test of the function `fn`. */
const bench = (name: string, imports: string): string =>
  `import { test } from 'vitest';\n${imports}\n${oneTest(name, '() => fn()')}\n`;

/** Bench files that run today. What is wrong with the base ends the whole file in the first ones, a single test in `tests`. */
const benchFiles: Files = {
  'syntax.bench.ts': bench('syntax', "import { fn } from './src/syntax.ts';"),
  'no-file.bench.ts': bench('no file', "import { fn } from './src/no-file.ts';"),
  'no-export.bench.ts': bench('no export', "import { fn } from './src/no-export.ts';"),
  'loading.bench.ts': bench('loading', "import { fn } from './src/when-loaded.ts';"),
  'tests.bench.ts': `
    import { test } from 'vitest';
    import { fn } from './src/own.ts';
    import * as all from './src/no-export.ts';
    import { fn as throws } from './src/throws.ts';
    import { fn as exits } from './src/exits.ts';
    import { fn as aborts } from './src/aborts.ts';
    ${oneTest('fine', 'fn')}
    ${oneTest('not there', '() => all.fn()')}
    ${oneTest('throws', '() => throws()')}
    test('throws before', async ({ bench }) => { throws(); await bench('b', fn).run(${short}); });
    ${oneTest('exits', 'exits')}
    ${oneTest('aborts', 'aborts')}
  `,
};

const head: Files = {
  ...benchFiles,
  'tests.bench.ts': `${benchFiles['tests.bench.ts']}
    ${oneTest('added', 'fn')}
    test('random', async ({ bench }) => { await bench('r' + Math.random(), fn).run(${short}); });
  `,
  'new-file.bench.ts': bench('new file', "import { fn } from './src/own.ts';"),
  ...Object.fromEntries(
    ['own', 'syntax', 'no-file', 'no-export', 'throws', 'when-loaded', 'exits', 'aborts'].map((name) => [
      `src/${name}.ts`,
      'export const fn = () => 1;\n',
    ]),
  ),
};

const base: Files = {
  ...benchFiles,
  // The name depends on chance on both sides.
  'tests.bench.ts': head['tests.bench.ts']!.replace(/test\('added'.*/, ''),
  'src/own.ts': 'export const fn = () => 1;\n',
  'src/syntax.ts': 'export const fn = ;\n',
  'src/no-export.ts': 'export const other = 1;\n',
  'src/throws.ts': "export const fn = () => { throw new TypeError('not like this'); };\n",
  'src/when-loaded.ts': "throw new RangeError('not even loaded');\nexport const fn = 1;\n",
  'src/exits.ts': "export const fn = () => { console.error('leaving'); process.exit(7); };\n",
  'src/aborts.ts': 'export const fn = () => process.abort();\n',
};

/** Of each test: the verdict and the reason of its result. */
function reasons({ comparisons }: Compared): Record<string, string> {
  return Object.fromEntries(
    Object.entries(comparisons).map(([key, [first]]) => [
      key.replace(/ > .*/, ''),
      `${first?.verdict}: ${first?.reason}`,
    ]),
  );
}

/** What is said of a base that cannot be measured, whatever it is called. */
const notComparable: Readonly<Record<string, RegExp>> = {
  syntax: /^not comparable: the code of \w{7} cannot be measured: Unexpected token \(src\/syntax\.ts:1:19\)$/,
  'no file': /^not comparable: .* cannot be measured: It has no file src\/no-file\.ts$/,
  'no export':
    /^not comparable: .* cannot be measured: "fn" is not exported by "src\/no-export\.ts" \(no-export\.bench\.ts:2:10\)$/,
  loading: /^not comparable: .* cannot be measured: RangeError: not even loaded$/,
  'not there': /^not comparable: .* cannot be measured: TypeError: .* is not a function$/,
  throws: /^not comparable: .* cannot be measured: TypeError: not like this$/,
  'throws before': /^not comparable: .* cannot be measured: TypeError: not like this$/,
  exits:
    /^not comparable: .* did not end well: The measuring process ended with exit code 7\. Its last words: leaving$/,
  aborts: /^not comparable: .* did not end well: The measuring process ended by SIGABRT\./,
};

test('each in its own words, beside a revision and beside a saved baseline', { timeout: 120_000 }, async () => {
  using project = createGitProject({ 'vitest.config.ts': quickConfig('', "pool: 'threads', isolate: false") });
  const commit = project.commit(base);
  project.write(head);

  const compared = await project.compare('HEAD');
  expect(reasons(compared)).toStrictEqual({
    ...Object.fromEntries(Object.entries(notComparable).map(([name, words]) => [name, expect.stringMatching(words)])),
    fine: expect.stringMatching(/^inconclusive/) as unknown,
    added: 'new: undefined',
    'new file': 'new: undefined',
    random: expect.stringMatching(
      /^not comparable: today's code cannot be measured outside of Vitest: .*"random" ended without running/s,
    ) as unknown,
  });
  expect(compared.text).toMatch(/ 0 slower; 13 not judged: 1 inconclusive, 2 new, 10 not comparable, 0 removed/);
  expect(compared.text).toContain('Unexpected token (src/syntax.ts:1:19)');
  expect(compared.code).toBe(0);

  // As if the numbers had been saved at the commit, whose code is broken by now: a dependency of it is gone, say.
  await project.compare(undefined, ['-u', '--testNamePattern', '^(?!added|new file|random)']);
  for (const file of Object.keys(benchFiles)) {
    editStored(project, file, (result) => Object.assign(result, { commit, dirty: false }));
  }
  project.write({
    'vitest.config.ts': quickConfig("notComparable: 'fail'", "pool: 'threads', isolate: false"),
  });
  const saved = await project.compare(undefined);
  expect(reasons(saved)).toMatchObject({
    ...Object.fromEntries(Object.entries(notComparable).map(([name, words]) => [name, expect.stringMatching(words)])),
    added: 'new: undefined',
    'new file': 'new: undefined',
  });
  expect(saved.text).toMatch(/ 3 new, 9 not comparable, 0 removed/);
  expect(saved.text).toContain('Tests  9 failed | 4 passed');
  expect(saved.code).toBe(1);
});
