/** The scenarios in real runs: what they print, what is saved of them, and what is compared. */
import { expect, test } from 'vitest';
import { editStored, header, readStored } from './bench-source.ts';
import { codeByVerdicts, createGitProject } from './code/git-project.ts';
import { config, createProject } from './project.ts';

const scaling = `await bench.scaling({ workers: [1, 2], tasks: 20, rounds: 2, warmUp: 0, task: { type: 'sleep', duration: '1 ms' } })`;
const stress = `await bench.stress({ inFlight: 20, tasks: 200, workers: 2 })`;

const both = `${header}
test('scales', async ({ bench }) => {
  const results = ${scaling};
  expect(results.at(2)).toMeetTarget('failures', '<= 0');
  expect([...results].map(({ workers }) => workers)).toEqual([1, 2]);
});
test('holds', async ({ bench }) => {
  const result = ${stress};
  expect(result).toMeetTargets({ failures: '<= 0', concurrency: '>= 20' });
  expect(result.counts).toMatchObject({ submitted: 200, completed: 200, failed: 0 });
});
test('schedules', async ({ bench }) => {
  await bench.scheduler({ executor: 'simulator', tasks: 100, workers: 10, task: { type: 'sleep', duration: '1 ms' } });
});
`;

test('every scenario is reported, saved and compared', { timeout: 180_000 }, async () => {
  using project = createProject({ 'a.bench.ts': both });
  const saved = await project.vitest(['-u']);
  expect(saved.text).toContain('3 passed');
  expect(saved.text).toContain('saved 4 results as baseline "baseline" (1 file written)');
  expect(saved.code).toBe(0);
  // Each report stands under the name of its test; what has a single line stands in one table.
  expect(saved.output).toMatch(/^scales\n\n.*fifo/m);
  expect(saved.output).toMatch(/^holds\n\n.*fifo/m);
  expect(saved.output).toMatch(/^schedules +[\d.,]+/m);
  const { results } = readStored(project, 'a.bench.ts');
  expect(Object.keys(results).sort()).toEqual([
    'holds > fifo',
    'scales > fifo, 1 worker',
    'scales > fifo, 2 workers',
    'schedules > fifo',
  ]);
  expect(results['scales > fifo, 2 workers']!.parameters).toMatchObject({ workers: 2, tasks: 20 });

  const compared = await project.vitest([]);
  expect(compared.text).toMatch(/benchgate: baseline "baseline": \d+ results? judged: /);
  expect(compared.text).toContain('0 new, 0 not comparable, 0 removed');
});

test('a merged report of shards has what the points of a scaling say together', { timeout: 180_000 }, async () => {
  using project = createProject({
    'a.bench.ts': `${header}test('scales', async ({ bench }) => { ${scaling}; });`,
    'b.bench.ts': `${header}test('holds', async ({ bench }) => { ${stress}; });`,
  });
  for (const shard of [1, 2]) {
    const words = [`--shard=${shard}/2`, '--reporter=blob', `--outputFile=blobs/${shard}.json`];
    expect((await project.vitest(words)).code).toBe(0);
  }
  const { code, output } = await project.vitest(['--merge-reports=blobs']);
  expect(code).toBe(0);
  expect(output).toMatch(/^scales\n\n.*fifo/m);
  expect(output).toMatch(/^holds\n\n.*fifo/m);
});

test('what is wrong points at the call, and a call that nobody waits for is ended', { timeout: 180_000 }, async () => {
  using project = createProject({
    'a.bench.ts': `${header}
test('option of scaling', async ({ bench }) => {
  await bench.scaling({ workers: [0] });
});
test('option of stress', async ({ bench }) => {
  await bench.stress({ inFlight: -1 });
});
test('not awaited', ({ bench }) => {
  void bench.stress({ duration: '60 s' });
});
test('all at once', async ({ bench }) => {
  expect(${scaling}).toMeetTarget('efficiency', '> 1 %');
});
`,
  });
  const { code, text } = await project.vitest([]);
  expect(code).toBe(1);
  expect(text).toContain('4 failed');
  const failures = text.split(/^ FAIL /m).slice(1);
  const places = failures.map((failure) => /^ ❯ (?:\S+ )?(\S+):\d+$/m.exec(failure)?.[1]);
  expect(places.slice(0, 3)).toEqual(['a.bench.ts:6', 'a.bench.ts:9', 'a.bench.ts:12']);
  expect(text).toContain('bench.stress(…) was not awaited');
  expect(text).toContain('was given several results.');
  expect(text).toContain('results.at(4)');
});

/** A strategy of the user's, with one queue that is kept in an order. */
const strategy = (order: string): string => `
export const sorted = {
  name: 'sorted',
  about: 'One queue, kept in order.',
  start(workers) {
    const queue = [];
    return {
      get queued() { return queue.length; },
      place(task) {
        queue.push(task);
        queue.sort((a, b) => ${order} || a.id - b.id);
        return workers.free();
      },
      next: () => queue.shift(),
      ended() {},
      remove(task) {
        const at = queue.findIndex(({ id }) => id === task.id);
        if (at >= 0) queue.splice(at, 1);
        return at >= 0;
      },
    };
  },
};
`;
const longestFirst = strategy('b.estimate - a.estimate');
const shortestFirst = strategy('a.estimate - b.estimate');

const simulated = `${header}
import { sorted } from './strategy.js';
test('quality', async ({ bench }) => {
  await bench.scheduler({
    executor: 'simulator',
    strategy: sorted,
    tasks: 60,
    workers: 4,
    task: { type: 'sleep', duration: { distribution: 'lognormal', median: '2 ms', sigma: 1.5 } },
  });
});
`;

test('a simulated schedule that got worse fails at once, by the code', { timeout: 180_000 }, async () => {
  using project = createGitProject({ 'vitest.config.ts': config(), 'a.bench.ts': simulated });
  project.commit({ 'strategy.js': longestFirst });
  const same = await project.compare('HEAD');
  expect(same.text).toContain('1 result judged: 1 same, 0 faster, 0 slower');
  expect(same.code).toBe(0);

  project.write({ 'strategy.js': shortestFirst });
  const worse = await project.compare('HEAD');
  const makespan = worse.comparisons['quality > sorted']!.find(({ metric }) => metric === 'makespan')!;
  expect(makespan).toMatchObject({ verdict: 'slower', processes: 2 });
  expect(makespan.head).toBeGreaterThan(makespan.base!);
  expect(worse.text).toMatch(/GateError: sorted: \w+ got worse/);
  expect(worse.code).toBe(1);

  project.git('add', '--all');
  project.git('commit', '--quiet', '--message=worse');
  project.write({ 'strategy.js': longestFirst });
  const better = await project.compare('HEAD');
  // Its waiting times got longer all the same, which is what fails it then.
  expect(better.comparisons['quality > sorted']!.find(({ metric }) => metric === 'makespan')).toMatchObject({
    verdict: 'faster',
    processes: 2,
  });
  expect(better.code).toBe(codeByVerdicts(better));
});

test('a simulated schedule is judged by saved numbers as hard, and on any machine', { timeout: 180_000 }, async () => {
  using project = createProject({
    'vitest.config.ts': config(`{ judgeBy: 'numbers' }`),
    'a.bench.ts': simulated,
    'strategy.js': longestFirst,
  });
  await project.vitest(['-u']);
  editStored(project, 'a.bench.ts', ({ environment }) => {
    environment['cpu'] = 'another one';
  });
  const same = await project.vitest([]);
  expect(same.text).toContain('1 result judged: 1 same, 0 faster, 0 slower');
  expect(same.code).toBe(0);
  project.write({ 'strategy.js': shortestFirst });
  const worse = await project.vitest([]);
  expect(worse.text).toMatch(/slower +makespan/);
  expect(worse.code).toBe(1);
});
