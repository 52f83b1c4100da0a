/** What a benchmark run leaves for others: the summary of a job, and the verdicts as JSON. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chooseRunFiles } from '../../plugin/node/run-files.ts';
import type { VerdictsDocument } from '../../src/reports/verdicts-json.ts';
import { commitAll, initRepository } from '../engine/base-tree/sandbox.ts';
import { brief, recordedFile } from './bench-source.ts';
import { config, createProject, type Project, type Ran } from './project.ts';

function verdictsIn(project: Project, file: string): VerdictsDocument {
  return JSON.parse(project.read(file)) as VerdictsDocument;
}

/** As a step of GitHub Actions runs them; the summary goes to `summary.md`. */
function runStep(project: Project, env: Readonly<Record<string, string>>, ...words: readonly string[]): Promise<Ran> {
  const step = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(project.root, 'summary.md') };
  return project.vitest(['--reporter=default', '--reporter=github-actions', ...words], { ...step, ...env });
}

test('the files, the annotation at the line of the benchmark, and the summary of Vitest beside ours', async () => {
  using project = createProject({ 'a.bench.ts': recordedFile({ one: 100, 'two | <b>': 100, three: 100 }) });
  const unsaved = await runStep(project, { BENCHGATE_OUTPUT: 'none.json' });
  expect(unsaved.code).toBe(0);
  expect(verdictsIn(project, 'none.json')).toMatchObject({ comparedWith: null, outcome: 'passed' });
  expect(verdictsIn(project, 'none.json').results.map(({ verdict }) => verdict)).toEqual([null, null, null]);
  expect(project.read('summary.md')).not.toContain('## Benchmarks');

  await project.vitest(['-u']);
  const failing = `\ntest('broken', () => { throw new Error('no'); });\n`;
  project.write({ 'a.bench.ts': recordedFile({ one: 250, 'two | <b>': 100 }) + failing });
  const ran = await runStep(project, { BENCHGATE_OUTPUT: 'out/verdicts.json' });
  expect(ran.code).toBe(1);
  expect(ran.output).toMatch(
    /::error file=.*a\.bench\.ts,title=.*,line=5,column=15::GateError: cost: cost got worse by/,
  );
  expect(ran.text).not.toContain('cannot be written');

  const verdicts = verdictsIn(project, 'out/verdicts.json');
  expect(verdicts).toMatchObject({
    schema: 'benchgate/verdicts',
    outcome: 'failed',
    comparedWith: { kind: 'baseline', name: 'baseline' },
    counts: { slower: 1, same: 1, removed: 1 },
    unmeasured: ['a.bench.ts > broken'],
  });
  expect(verdicts.head.commit).toMatch(/^[0-9a-f]{40}$/);
  expect(verdicts.results.map(({ key, verdict }) => [key, verdict])).toEqual([
    ['one > cost', 'slower'],
    ['two | <b> > cost', 'same'],
    ['three > cost', 'removed'],
  ]);
  expect(verdicts.results[0]).toMatchObject({
    benchFile: 'a.bench.ts',
    baseCommit: verdicts.comparedWith!.commits[0],
    environment: { os: process.platform },
    comparisons: [{ metric: 'cost', verdict: 'slower', repetitions: { base: 10, head: 10 } }],
  });

  const summary = project.read('summary.md');
  expect(summary).toContain('## Vitest Test Report');
  expect(summary).toContain(
    '\n\n## Benchmarks: 1 slower, 1 removed, 1 same\n\n**The run failed.** Compared with the baseline ',
  );
  expect(summary).toMatch(
    /\n\| \*\*slower\*\* \| <code>one &#62; cost<\/code> \| cost \| 100 ns \| 251 ns \| \+150 % \|/,
  );
  expect(summary).toContain('| same | <code>two &#124; &#60;b&#62; &#62; cost</code> |');
  expect(summary).toContain('- <code>a.bench.ts &#62; broken</code>\n');
});

test('a file that cannot be written is said, above the last line, and costs nothing', async () => {
  using project = createProject({
    'a.bench.ts': recordedFile({ one: 100 }),
    'vitest.config.ts': config(`{ outputFile: 'verdicts.json' }`),
  });
  await project.vitest(['-u']);
  expect(verdictsIn(project, 'verdicts.json').results).toHaveLength(1);
  mkdirSync(join(project.root, 'folder'));
  const env = { BENCHGATE_OUTPUT: 'folder', GITHUB_STEP_SUMMARY: join(project.root, 'folder') };
  const ran = await project.vitest([], env);
  expect(ran.code).toBe(0);
  expect(ran.text).toMatch(/benchgate: The verdicts cannot be written to .*folder: what is there is no file\./);
  expect(ran.text).toMatch(/benchgate: The job summary cannot be written to .*folder: EISDIR/);
  expect(ran.text.trimEnd().split('\n').at(-1)).toMatch(/^benchgate: baseline "baseline": 1 result judged/);

  writeFileSync(join(project.root, 'full.md'), 'x'.repeat(1024 * 1024));
  const full = await project.vitest([], { GITHUB_STEP_SUMMARY: join(project.root, 'full.md') });
  expect(full.code).toBe(0);
  expect(full.text).toMatch(/The job summary cannot be written to .*full\.md: what is there leaves no room/);
  expect(project.read('full.md')).toHaveLength(1024 * 1024);
});

test('code beside code: the revision, its commit and the processes', { timeout: 180_000 }, async () => {
  using project = createProject({
    'work.ts': 'export const work = (): number => Math.hypot(1, 2);\n',
    'a.bench.ts': `
      import { test } from 'vitest';
      import { work } from './work.ts';
      test('work', async ({ bench }) => { await bench('call', () => work()).run(${brief}); });
    `,
    'vitest.config.ts': config(`{ budget: { each: '100 ms' } }`),
  });
  await initRepository(project.root);
  const base = await commitAll(project.root);
  project.write({ 'work.ts': 'export const work = (): number => Math.hypot(2, 3);\n' });
  const head = await commitAll(project.root);

  await runStep(project, { BENCHGATE_COMPARE: base, BENCHGATE_OUTPUT: 'verdicts.json' });
  const verdicts = verdictsIn(project, 'verdicts.json');
  expect(verdicts).toMatchObject({
    comparedWith: { kind: 'revision', name: base, commits: [base] },
    head: { commit: head },
    results: [{ key: 'work > call', baseCommit: base }],
  });
  expect(verdicts.results[0]!.comparisons[0]!.processes).toBeGreaterThan(0);
  expect(project.read('summary.md')).toContain(`Compared with commit <code>${base.slice(0, 10)}</code>, measured at`);
  expect(project.read('summary.md')).toMatch(
    / \| <code>work &#62; call<\/code> \| latency \| .* \d+ process(?:es)? \|/,
  );
});

test('where the files go', () => {
  const chosen = chooseRunFiles({ BENCHGATE_OUTPUT: 'a.json', GITHUB_STEP_SUMMARY: '/tmp/s.md' }, 'b.json', '/project');
  expect(chosen).toEqual({ summary: '/tmp/s.md', output: join('/project', 'a.json') });
  expect(chooseRunFiles({ BENCHGATE_OUTPUT: ' ' }, 'b.json', '/project').output).toBe(join('/project', 'b.json'));
  expect(chooseRunFiles({}, undefined, '/project')).toEqual({ summary: undefined, output: undefined });
});
