/** Wherever Vitest runs a bench file, and however often it runs a test. */
import { expect, test } from 'vitest';
import { about, benchFile, header, readStored, recorded, recordedFile, scaleStored } from './bench-source.ts';
import { config, createProject } from './project.ts';

test('every pool measures, judges and fails alike', { timeout: 180_000 }, async () => {
  using project = createProject({ 'a.bench.ts': benchFile('one'), 'b.bench.ts': recordedFile({ two: 100 }) });
  expect((await project.vitest(['-u'])).code).toBe(0);
  scaleStored(project, 'a.bench.ts', 0.02);
  for (const words of [
    ['--pool=threads'],
    ['--pool=forks'],
    ['--pool=vmThreads'],
    ['--pool=vmForks'],
    ['--no-isolate'],
    ['--pool=threads', '--no-isolate'],
  ]) {
    const { code, text } = await project.vitest(words);
    expect.soft(text, words.join(' ')).toContain('GateError: loop: latency got worse');
    expect.soft(text, words.join(' ')).toContain('❯ a.bench.ts:4:');
    expect.soft(text, words.join(' ')).toContain('2 results judged: 1 same, 0 faster, 1 slower');
    expect.soft(code, words.join(' ')).toBe(1);
  }
});

test('names, retries, repeats, skipped and nested tests', async () => {
  using project = createProject({
    'a.bench.ts': `${header}
      let tries = 0;
      test('retried', { retry: 2 }, async ({ bench }) => {
        tries++;
        ${recorded('cost', about(100))}
        expect(tries).toBe(3);
      });
      test('repeated', { repeats: 2 }, async ({ bench }) => { ${recorded('cost', about(100))} });
      test.skip('skipped', async ({ bench }) => { ${recorded('cost', about(100))} });
      test.todo('later');
      test('skips itself', async ({ bench, skip }) => { ${recorded('before', about(100))} skip('not here'); });
      describe('outer', () => {
        describe.concurrent('inner', () => {
          test('a', async ({ bench }) => { ${recorded('cost', about(100))} });
          test('b', async ({ bench }) => { ${recorded('cost', about(100))} });
        });
      });
      test.each([1, 2])('%s items', async () => {});
      test.for([1, 2])('for %s items', async (_, { bench }) => { ${recorded('cost', about(100))} });
      test.extend({ more: async ({}, use) => use(5) })('extended', async ({ bench, more }) => {
        expect(more).toBe(5);
        ${recorded('cost', about(100))}
      });
      test.fails('fails as it should', async ({ bench }) => { expect(1).toBe(2); });
    `,
  });
  const { code, text } = await project.vitest(['-u']);
  expect(code).toBe(0);
  expect(text).not.toContain('not saved');
  expect(Object.keys(readStored(project, 'a.bench.ts').results)).toEqual([
    'extended > cost',
    'for 1 items > cost',
    'for 2 items > cost',
    'outer > inner > a > cost',
    'outer > inner > b > cost',
    'repeated > cost',
    'retried > cost',
  ]);

  const again = await project.vitest([]);
  expect(again.text).toContain('7 results judged: 7 same');
  expect(again.text).not.toContain('removed  ');
  expect(again.code).toBe(0);
});

test('a regression that a retry does not see again passes, one that stays fails', async () => {
  using project = createProject({ 'a.bench.ts': recordedFile({ one: 100 }) });
  await project.vitest(['-u']);
  const flaky = (values: string): string => `${header}
    let tries = 0;
    test('one', { retry: 1 }, async ({ bench }) => {
      const value = ${values}[tries++];
      ${recorded('cost', []).replace('median: []', 'median: Array.from({ length: 10 }, (_, at) => value * (1 + at / 1000))')}
    });
  `;
  project.write({ 'a.bench.ts': flaky('[1000, 100]') });
  const once = await project.vitest([]);
  expect(once.text).toContain('1 result judged: 1 same');
  expect(once.code).toBe(0);
  project.write({ 'a.bench.ts': flaky('[1000, 1000]') });
  const twice = await project.vitest([]);
  expect(twice.text).toContain('1 slower');
  expect(twice.code).toBe(1);
});

test('benchmark runs of a config with benchmarks beside tests', async () => {
  using project = createProject({
    'a.bench.ts': recordedFile({ one: 100 }),
    'unit.test.ts': `import { test } from 'vitest'; test('unit', () => {});`,
    'vitest.config.ts': config('', 'benchmark: { enabled: true }'),
  });
  const both = await project.vitest(['run', '-u']);
  expect(both.text).toContain('Tests  2 passed');
  expect(both.text).toContain('saved 1 result ');
  expect(both.code).toBe(0);
  const tests = await project.vitest(['run', 'unit']);
  expect(tests.text).not.toContain('benchgate:');
  expect(tests.code).toBe(0);
});
