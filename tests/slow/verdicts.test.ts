/** Full verdicts on real code: several processes, each with the base beside today. */
import { describe, expect, test } from 'vitest';
import { config } from '../plugin/project.ts';
import { createGitProject, type Files, type GitProject, quickConfig } from '../plugin/code/git-project.ts';

/** A function of some 20 µs, times a factor. */
const work = (factor: number): Files => ({
  'work.ts': `export const work = (): number => {
    let sum = 0;
    for (let i = 0; i < ${factor * 20_000}; i++) sum += i % 7;
    return sum;
  };\n`,
});

const bench = (options = ''): Files => ({
  'a.bench.ts': `import { test } from 'vitest';
import { work } from './work.ts';
test('work', async ({ bench }) => {
  ${options}
  await bench('cpu', () => work()).run({ time: 50, warmupTime: 20 });
});
`,
});

function createWork(files: Files): GitProject {
  const project = createGitProject(files);
  project.commit({ ...bench(), ...work(1) });
  return project;
}

// A shared machine can disturb a run: hence a second try.
test(
  'unchanged code is the same; twice the time fails at the line of the call, until it is accepted',
  { timeout: 120_000, retry: 1 },
  async () => {
    using project = createWork({ 'vitest.config.ts': config() });
    await project.compare(undefined, ['-u']);
    project.commit({});
    const same = await project.compare(undefined);
    expect(same.text).toMatch(/ 1 result judged: 1 same, 0 faster, 0 slower; /);
    expect(same.code).toBe(0);

    project.write(work(2));
    const slower = await project.compare(undefined);
    expect(slower.text).toMatch(/GateError: cpu: latency got worse by (?:9\d|10\d) %/);
    expect(slower.text).toContain('❯ a.bench.ts:5:');
    expect(slower.text).toMatch(/slower +latency .* \[\+\d+ %, \+\d+ %\] .* processes/);
    expect(slower.text).toMatch(/ 0 same, 0 faster, 1 slower; /);
    expect(slower.code).toBe(1);

    const accepted = await project.compare(undefined, ['-u']);
    expect(accepted.code).toBe(0);
    project.commit({});
    const after = await project.compare(undefined, [], { BENCHGATE_BUDGET: '1 ms' });
    expect(after.comparisons['work > cpu']?.[0]).toMatchObject({
      verdict: 'inconclusive',
      change: expect.closeTo(0, 0.5) as unknown,
    });
  },
);

describe.concurrent('options', () => {
  test('of the plugin and of the command line', { timeout: 300_000 }, async () => {
    using project = createWork({ 'vitest.config.ts': quickConfig("judgeBy: 'numbers'") });
    await project.compare(undefined, ['-u']);
    const numbers = await project.compare(undefined);
    expect(numbers.text).not.toContain('measuring the code of');

    project.write({ 'vitest.config.ts': config() });
    project.commit({});
    const budget = await project.compare(undefined, ['--', '--budget=1ms']);
    expect(budget.comparisons['work > cpu']?.[0]).toMatchObject({ verdict: 'inconclusive', processes: 1 });
    expect(budget.code).toBe(0);

    project.write({ 'vitest.config.ts': quickConfig("inconclusive: 'fail'") });
    const fails = await project.compare(undefined);
    expect(fails.text).toMatch(/GateError: cpu: latency(?:\.p99)? is inconclusive/);
    expect(fails.code).toBe(1);
  });

  test('of a test, and what is wrong with them', { timeout: 300_000 }, async () => {
    using project = createWork({ 'vitest.config.ts': config() });
    project.write(bench("bench.gate({ budget: '1 ms', smallestSlowdown: '20 %', pin: true });"));
    const gated = await project.compare('HEAD');
    expect(gated.comparisons['work > cpu']?.[0]).toMatchObject({ verdict: 'inconclusive', processes: 1 });

    for (const [options, words] of [
      ['{ budget: 5, smallestSlowdown: -1 }', /smallestSlowdown/],
      ['{ bugdet: "1 s" }', /bugdet.*budget/],
    ] as const) {
      project.write(bench(`bench.gate(${options});`));
      const wrong = await project.compare('HEAD');
      expect(wrong.text).toMatch(words);
      expect(wrong.comparisons['work > cpu']?.[0]?.verdict).toBe('inconclusive');
      expect(wrong.text).toContain('❯ a.bench.ts:4:');
      expect(wrong.code).toBe(1);
    }
  });
});

describe.concurrent('what a test says of its failure', () => {
  const failing = quickConfig("inconclusive: 'fail'");

  test('a retry does not ask the code again', { timeout: 300_000 }, async () => {
    using project = createWork({ 'vitest.config.ts': failing });
    const { 'a.bench.ts': source = '' } = bench('note({});');
    project.write({
      'a.bench.ts': `import { note } from './note.mjs';\n${source.replace("'work', async", "'work', { retry: 2 }, async")}`,
    });
    const judged = await project.compare('HEAD');
    const pids = judged.noted.map(({ pid }) => pid);
    expect(pids.filter((pid) => pid === pids[0])).toHaveLength(3);
    // Both sides of one process.
    expect(pids.filter((pid) => pid !== pids[0])).toHaveLength(2);
    expect(judged.comparisons['work > cpu']?.[0]).toMatchObject({ verdict: 'inconclusive', processes: 1 });
    expect(judged.code).toBe(1);
  });

  test('what has to fail does not pass because it got slower', { timeout: 300_000 }, async () => {
    using project = createWork({ 'vitest.config.ts': failing });
    const { 'a.bench.ts': source = '' } = bench();
    project.write({ 'a.bench.ts': source.replace("test('work'", "test.fails('work'") });
    const judged = await project.compare('HEAD');
    expect(judged.text).toContain('Expect test to fail');
    expect(judged.code).toBe(1);
  });
});
