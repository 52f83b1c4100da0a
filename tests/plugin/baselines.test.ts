/** What becomes of the entries of a baseline in every kind of run: nothing is lost, nothing passes for what it is not. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { about, editStored, header, readStored, recorded, recordedFile, stored, storedCost } from './bench-source.ts';
import { config, createProject, type Project } from './project.ts';

const keys = (project: Project, file = 'a.bench.ts'): string[] => Object.keys(readStored(project, file).results);

test('new, removed and deleted benchmarks', { timeout: 180_000 }, async () => {
  using project = createProject({
    'a.bench.ts': recordedFile({ one: 100, two: 100 }),
    'b.bench.ts': recordedFile({ three: 100 }),
  });
  await project.vitest(['-u']);

  project.write({ 'a.bench.ts': recordedFile({ one: 100, fresh: 100 }) });
  rmSync(join(project.root, 'b.bench.ts'));
  const changed = await project.vitest([], { CI: 'true' });
  expect(changed.text).toMatch(/^removed: 2 results \(.*two > cost/m);
  expect(changed.text).toMatch(/^removed: 2 results \(.*three > cost/m);
  expect(changed.text).toContain(
    '1 result judged: 1 same, 0 faster, 0 slower; 3 not judged: 0 inconclusive, 1 new, 0 not comparable, 2 removed.',
  );
  expect(changed.code).toBe(0);
  expect(keys(project)).toEqual(['one > cost', 'two > cost']);

  project.write({ 'vitest.config.ts': config(`{ removed: 'fail' }`) });
  expect((await project.vitest([])).code).toBe(1);
  project.write({ 'vitest.config.ts': config(`{ removed: 'pass' }`) });
  const silent = await project.vitest([]);
  expect(silent.text).toContain('0 removed');
  expect(silent.code).toBe(0);

  project.write({ 'vitest.config.ts': config(`{ removed: 'fail' }`) });
  const updated = await project.vitest(['-u']);
  expect(updated.code).toBe(0);
  expect(keys(project)).toEqual(['fresh > cost', 'one > cost']);
  expect(() => project.read(stored('b.bench.ts'))).toThrow('ENOENT');
  expect((await project.vitest([])).text).toContain('2 same');
});

test('a filtered run loses nothing', { timeout: 180_000 }, async () => {
  const tagged = (value: number): string => `${header}
    test('a', async ({ bench }) => { ${recorded('cost', about(value))} });
    describe('a', () => {
      test('b', { tags: ['slow'] }, async ({ bench }) => { ${recorded('cost', about(value))} });
      test('c', async ({ bench }) => { ${recorded('cost', about(value))} });
    });
  `;
  using project = createProject({ 'a.bench.ts': tagged(100), 'b.bench.ts': recordedFile({ other: 100 }) });
  await project.vitest(['-u']);
  project.write({ 'a.bench.ts': tagged(500), 'b.bench.ts': recordedFile({ other: 500 }) });

  const costs = (): (number | undefined)[] => [
    ...['a', 'a > b', 'a > c'].map((name) => storedCost(project, 'a.bench.ts', name)),
    storedCost(project, 'b.bench.ts', 'other'),
  ];
  const filtered = async (...words: string[]): Promise<void> => {
    const { code, text } = await project.vitest([...words, '-u']);
    expect(text).toContain('0 removed');
    expect(code).toBe(0);
  };
  await filtered('-t', 'a > c');
  expect(costs()).toEqual([100, 100, 500, 100]);
  await filtered('b.bench.ts');
  expect(costs()).toEqual([100, 100, 500, 500]);
  await filtered('--tags-filter=slow');
  expect(costs()).toEqual([100, 500, 500, 500]);
  await filtered('-t', '^a$', 'a.bench.ts');
  expect(costs()).toEqual([500, 500, 500, 500]);
});

test('what a failing test measured is not saved, and what was saved of it stays', async () => {
  const failing = (rest: string): string => `${header}
    test('fails', async ({ bench }) => { ${recorded('first', about(500))} ${rest} ${recorded('second', about(500))} });
    test('softly', async ({ bench }) => { ${recorded('cost', about(500))} ${rest === '' ? '' : 'expect.soft(1).toBe(2);'} });
    test('passes', async ({ bench }) => { ${recorded('cost', about(500))} });
  `;
  using project = createProject({
    'a.bench.ts': failing('').replaceAll(/median: \[[^\]]*\]/g, `median: [${about(100).join(', ')}]`),
  });
  await project.vitest(['-u']);
  expect(keys(project)).toEqual(['fails > first', 'fails > second', 'passes > cost', 'softly > cost']);

  project.write({ 'a.bench.ts': failing('expect(1).toBe(2);') });
  const { code, text } = await project.vitest(['-u']);
  expect(code).toBe(1);
  expect(text).toContain('not saved, because the test failed: fails; softly');
  expect(keys(project)).toEqual(['fails > first', 'fails > second', 'passes > cost', 'softly > cost']);
  expect(storedCost(project, 'a.bench.ts', 'passes')).toBe(500);
  expect(storedCost(project, 'a.bench.ts', 'softly')).toBe(100);
  const first = readStored(project, 'a.bench.ts').results['fails > first'];
  expect(first!.metrics['cost']!.repetitions['median']![0]).toBe(100);
});

test('a bench file that cannot be loaded keeps what it has', async () => {
  using project = createProject({ 'a.bench.ts': recordedFile({ one: 100 }), 'b.bench.ts': recordedFile({ two: 100 }) });
  await project.vitest(['-u']);
  project.write({ 'a.bench.ts': `import './missing.ts';` });
  const { code, text } = await project.vitest(['-u']);
  expect(code).toBe(1);
  expect(text).not.toMatch(/^removed/m);
  expect(keys(project)).toEqual(['one > cost']);
});

test('files that cannot be understood fail their tests at the call, are not overwritten, and stop no others', async () => {
  using project = createProject({
    'a.bench.ts': recordedFile({ one: 100 }),
    'b.bench.ts': recordedFile({ two: 100 }),
  });
  await project.vitest(['-u']);
  for (const [text, message] of [
    ['{ "schema": 1, "results": {', 'is not JSON at line 1'],
    ['{ "name": "x" }', 'is not a baseline file'],
    ['{ "$schema": "x", "schema": 99, "results": {} }', 'was written by a newer benchgate: its schema is 99'],
    ['<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs\n', 'holds a merge conflict at line 1'],
  ] as const) {
    project.write({ [stored('a.bench.ts')]: text });
    const { code, text: said } = await project.vitest(['-u']);
    expect(said).toContain(message);
    expect(said.indexOf(message), 'said before anything is measured').toBeLessThan(said.indexOf('a.bench.ts (1 test'));
    expect(said).toMatch(/GateError: The baseline file .*\n.*\n ❯ a\.bench\.ts:5:/);
    expect(said).toContain('1 failed | 1 passed');
    expect(said).not.toContain('Unhandled');
    expect(code).toBe(1);
    expect(project.read(stored('a.bench.ts'))).toBe(text);
  }
});

test('a folder that cannot be written is told, and the run fails', async () => {
  using project = createProject({
    'a.bench.ts': recordedFile({ one: 100 }),
    file: 'not a folder',
    'vitest.config.ts': config(`{ dir: 'file/below' }`),
  });
  const { code, text } = await project.vitest(['-u']);
  expect(text).toMatch(/benchgate: The baseline file .* cannot be written/);
  expect(text).toContain('Make its folder writable');
  expect(text).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  expect(code).toBe(1);
});

test('two runs at once lose nothing of each other', async () => {
  using project = createProject({
    'a.bench.ts': recordedFile({ one: 100, two: 100 }),
    'b.bench.ts': recordedFile({ three: 100 }),
  });
  const runs = await Promise.all([
    project.vitest(['-u', '-t', 'one']),
    project.vitest(['-u', '-t', 'two']),
    project.vitest(['b.bench.ts', '-u']),
  ]);
  expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(keys(project)).toEqual(['one > cost', 'two > cost']);
  expect(keys(project, 'b.bench.ts')).toEqual(['three > cost']);
});

test('another environment and other parameters are not compared', { timeout: 180_000 }, async () => {
  using project = createProject({ 'a.bench.ts': recordedFile({ one: 100 }) });
  await project.vitest(['-u']);
  project.write({ 'a.bench.ts': recordedFile({ one: 900 }) });
  editStored(project, 'a.bench.ts', ({ environment }) => (environment['cores'] = 64));
  const warned = await project.vitest([]);
  expect(warned.text).toContain('another environment (allowed cores: 64, then');
  expect(warned.text).toContain('0 results judged');
  expect(warned.text).toContain('1 not comparable');
  expect(warned.code).toBe(0);

  project.write({ 'vitest.config.ts': config(`{ notComparable: 'fail' }`) });
  const failed = await project.vitest([]);
  expect(failed.text).toContain('GateError: cost: cost is not comparable against the baseline "baseline"');
  expect(failed.text).toContain('❯ a.bench.ts:5:15');
  expect(failed.code).toBe(1);
  // -u is how one accepts a new environment.
  const updated = await project.vitest(['-u']);
  expect(updated.code).toBe(0);
  expect((await project.vitest([])).text).toContain('1 same');

  editStored(project, 'a.bench.ts', (result) => (result.parameters = { tasks: 5 }));
  const other = await project.vitest([]);
  expect(other.text).toContain('other parameters (tasks: 5, then absent)');
  expect(other.code).toBe(1);
});

test('what is too noisy to judge warns, or fails where that is wished', async () => {
  const noisy = `${header}test('one', async ({ bench }) => { ${recorded('cost', [50, 200, 20, 500, 90, 110, 300, 40, 150, 70])} });`;
  using project = createProject({ 'a.bench.ts': recordedFile({ one: 100 }) });
  await project.vitest(['-u']);
  project.write({ 'a.bench.ts': noisy });
  const warned = await project.vitest([]);
  expect(warned.text).toContain('1 inconclusive');
  expect(warned.text).toMatch(/^inconclusive +cost/m);
  expect(warned.code).toBe(0);
  project.write({ 'vitest.config.ts': config(`{ inconclusive: 'fail' }`) });
  const failed = await project.vitest([]);
  expect(failed.text).toContain('GateError: cost: cost is inconclusive against the baseline');
  expect(failed.code).toBe(1);
});

test('a run that measures nothing fails', async () => {
  using project = createProject({ 'a.bench.ts': `${header}test('one', () => {});` });
  const nothing = await project.vitest([]);
  expect(nothing.text).toContain('benchgate: nothing was measured. A benchmark run without a result fails');
  expect(nothing.code).toBe(1);
  expect((await project.vitest(['--passWithNoTests'])).code).toBe(0);
  project.write({ 'a.bench.ts': recordedFile({ one: 100 }) });
  const filtered = await project.vitest(['-t', 'no such test']);
  expect(filtered.code).toBe(1);
  expect((await project.vitest(['no-such-file'])).code).toBe(1);
});

test('the commit is recorded, and baselines never make the tree dirty', async () => {
  using project = createProject({
    'a.bench.ts': recordedFile({ one: 100, two: 100 }),
    '.gitignore': 'node_modules\n.vitest\n',
  });
  const git = (...words: string[]): string =>
    execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.com', ...words], {
      cwd: project.root,
      encoding: 'utf8',
    }).trim();
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '--message', 'first');
  const commit = git('rev-parse', 'HEAD');
  await project.vitest(['-u', '-t', 'one']);
  await project.vitest(['-u', '-t', 'two']);
  expect(readStored(project, 'a.bench.ts').results['two > cost']).toMatchObject({ commit, dirty: false });
  project.write({ 'a.bench.ts': recordedFile({ one: 900, two: 100 }) });
  await project.vitest(['-u']);
  const { results } = readStored(project, 'a.bench.ts');
  expect(results['one > cost']).toMatchObject({ commit, dirty: true });
  // Its numbers stay; what was accepted is the code as it is.
  expect(results['two > cost']).toMatchObject({ commit, dirty: true });
});
