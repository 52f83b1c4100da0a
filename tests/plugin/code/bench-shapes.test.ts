/** Benchmarks of all shapes that Vitest and benchgate know: each result has the time of its own side's code. */
import { expect, test } from 'vitest';
import type { Comparison } from '../../../src/index.ts';
import { createGitProject, type Files, quickConfig, short } from './git-project.ts';

/** What takes so many microseconds by the clock: that says which side's code ran, on any machine. */
const files = (wait: number): Files => ({
  'wait.ts': `export const wait = (factor = 1): void => {
      const end = performance.now() + factor * ${wait / 1000};
      while (performance.now() < end);
    };
    export const later = async (): Promise<void> => { await null; wait(); };
    export let made = (): void => undefined;
    export const make = (): void => { made = wait; };
    export default class { run(): void { wait(); } }
  `,
  'task.ts': `import { wait } from './wait.ts';\nexport const work = (): void => wait();\nexport default work;\n`,
  'subject.ts': `import { wait } from './wait.ts';
    export const subject = { name: 'own', submit: async (task) => { wait(); return task.run(); } };
  `,
});

const bench = `
  import { afterAll, beforeAll, beforeEach, describe, test } from 'vitest';
  import Runner, * as code from './wait.ts';
  import { subject } from './subject.ts';
  import { later, wait } from './wait.ts';

  let runner;
  beforeAll(() => { runner = new Runner(); });
  beforeEach(() => { code.make(); });
  afterAll(() => { runner = undefined; });

  test.for([1, 2])('each %i', async (_, { bench }) => { await bench('b', () => runner.run()).run(${short}); });
  describe('outer', () => {
    describe.each(['x'])('inner %s', () => {
      test('nested', async ({ bench }) => { await bench('getter', () => code.made()).run(${short}); });
    });
  });
  test('compared', async ({ bench }) => {
    await bench.compare(bench('one', () => wait()), bench('two', () => wait(2)), ${short});
  });
  test('async', async ({ bench }) => { await bench('b', later).run(${short}); });
  test('hooks', async ({ bench }) => {
    let ready = false;
    await bench('b', { beforeEach() { ready = true; } }, () => { if (ready) wait(); ready = false; }).run(${short});
  });
  test('scheduler', async ({ bench }) => {
    const options = { tasks: 10, workers: 1, warmUp: 1, repetitions: 2 };
    await bench.scheduler({ name: 'file', task: { file: './task.ts' }, ...options });
    await bench.scheduler({ name: 'subject', subject, task: { type: 'noop' }, ...options });
  });
  test('scaling', async ({ bench }) => {
    await bench.scaling({ tasks: 50, workers: [1], rounds: 2, task: { file: './task.ts' } });
  });
  test('stress', async ({ bench }) => {
    await bench.stress({ duration: '1 s', inFlight: 4, workers: 1, task: { file: './task.ts' } });
  });
`;

/** How many times as long the base takes; of what has no base, nothing. */
function ratio(comparisons: readonly Comparison[] | undefined): number | undefined {
  const leading = comparisons?.find(
    ({ statistic, metric }) => statistic === 'median' && /latency|throughput/.test(metric),
  );
  if (leading?.base === undefined || leading.head === undefined) return undefined;
  return leading.better === 'lower' ? leading.base / leading.head : leading.head / leading.base;
}

test('each measured on both sides', { timeout: 90_000 }, async () => {
  using project = createGitProject({ 'vitest.config.ts': quickConfig() });
  project.commit({ 'a.bench.ts': bench, ...files(2000) });
  project.write(files(200));
  const compared = await project.compare('HEAD');
  const ratios = Object.entries(compared.comparisons).map(([key, ofKey]) => [key, ratio(ofKey)]);
  // The code takes a tenth of the time, the scheduler around it the same.
  const about = expect.toSatisfy((value: unknown) => Number(value) > 2.5 && Number(value) < 20) as unknown;
  expect(ratios).toStrictEqual([
    ['each 1 > b', about],
    ['each 2 > b', about],
    ['outer > inner x > nested > getter', about],
    ['compared > one', about],
    ['compared > two', about],
    ['async > b', about],
    ['hooks > b', about],
    ['scheduler > file', about],
    ['scheduler > subject', about],
    ['scaling > fifo, 1 worker', about],
    ['stress > fifo', about],
  ]);
});
