/** Vitest's own benchmarks go on working with the plugin, and their results take part. */
import { expect, test } from 'vitest';
import { brief, header, plainTest, readStored } from './bench-source.ts';
import { config, createProject, relativeToWork } from './project.ts';

const everything = `${header}
test('one', async ({ bench }) => {
  const result = await bench('loop', spin(20_000)).run(${brief});
  expect(result.latency.mean).toBeGreaterThan(0);
  expect(result.latency.samples).toBeUndefined();
});
test('kept samples', async ({ bench }) => {
  const result = await bench('loop', spin(20_000)).run({ ...${brief}, retainSamples: true });
  expect(result.latency.samples.length).toBe(result.latency.samplesCount);
});
test('compared', async ({ bench }) => {
  const results = await bench.compare(bench('short', spin(1_000)), bench('long', spin(50_000)), ${brief});
  expect(results.get('short')).toBeFasterThan(results.get('long'));
  expect(results.get('long')).toBeSlowerThan(results.get('short'));
});
test('written', async ({ bench }) => {
  await bench('saved', { writeResult: './kept/saved.json' }, spin(1_000)).run(${brief});
});
test('from a file', async ({ bench }) => {
  const results = await bench.compare(bench('now', spin(1_000)), bench.from('then', './kept/saved.json'), ${brief});
  expect(results.get('then').latency.mean).toBeGreaterThan(0);
  await bench.from('alone', './kept/saved.json').run();
});
test('per project', async ({ bench }) => {
  await bench('mine', { perProject: true }, spin(1_000)).run(${brief});
});
test('named function', async ({ bench }) => {
  await bench(function named() { return 1; }, () => 1).run(${brief});
});
test('asynchronous', async ({ bench }) => {
  await bench('async', async () => { await null; }).run(${brief});
});
`;

test('everything that Vitest itself offers works, with and without a baseline', async () => {
  using project = createProject({ 'a.bench.ts': everything });
  const first = await project.vitest(['-u']);
  expect(first.text).toContain('8 passed');
  expect(first.text).toContain('saved 9 results');
  expect(first.code).toBe(0);
  const { results } = readStored(project, 'a.bench.ts');
  expect(Object.keys(results).sort()).toEqual([
    'asynchronous > async',
    'compared > long',
    'compared > short',
    'from a file > now',
    'kept samples > loop',
    'named function > named',
    'one > loop',
    'per project > mine',
    'written > saved',
  ]);
  expect(results['asynchronous > async']!.parameters).toEqual({ async: true });
  expect(results['one > loop']!.metrics['latency']!.repetitions['median']).toHaveLength(10);

  const off = await project.vitest([], { BENCHGATE_COMPARE: '' });
  expect(off.text).toMatch(/comparing with baseline "baseline"/);
  // Short measurements may well differ; what matters here is that nothing else goes wrong.
  expect(off.text.replaceAll(/GateError: .* got worse/g, '')).not.toContain('Error');
});

test('errors in the use of bench() point at the call', async () => {
  using project = createProject({
    'a.bench.ts': `${header}
test('order', async ({ bench }) => {
  await bench('loop', spin(10), { time: 1 }).run();
});
test('thrown', async ({ bench }) => {
  await bench('loop', () => { throw new Error('of the user'); }).run();
});
test('options', async ({ bench }) => {
  await bench.scheduler({ tasks: -1 });
});
test('twice', async ({ bench }) => {
  await bench('loop', spin(10)).run(${brief});
  await bench('loop', spin(10)).run(${brief});
});
test.for([1, 2])('same name', async (_, { bench }) => {
  await bench('loop', spin(10)).run(${brief});
});
`,
  });
  const { code, text } = await project.vitest([]);
  expect(code).toBe(1);
  // The line under the message is the user's own, wherever the error was made.
  const failures = text.split(/^ FAIL /m).slice(1);
  const places = failures.map((failure) => /^ ❯ (?:\S+ )?(\S+):\d+$/m.exec(failure)?.[1]);
  expect(places).toEqual(['a.bench.ts:6', 'a.bench.ts:9', 'a.bench.ts:12', 'a.bench.ts:16', 'a.bench.ts:19']);
  expect(text).toContain('tasks: -1 is not a whole number');
  expect(text).toContain('The test "twice" measures two results of the name "loop".');
  expect(text).toContain('Another test of this file has measured a result that is called "same name > loop" too.');
  expect(text).toContain("test.each(sizes)('%s items', …)");
});

test("a user's own provider goes on measuring, and its results take part with the doubt that they bring", async () => {
  using project = createProject({
    'a.bench.ts': `${header}
      test('one', async ({ bench }) => {
        const result = await bench('loop', spin(10)).run();
        expect(result.latency.mean).toBe(2);
      });
      test('retried', { retry: 1 }, async ({ bench, task }) => {
        await bench('loop', spin(10)).run();
        await bench.from('stored', () => ({ latency: { mean: 1, samplesCount: 1 }, throughput: {}, period: 1, totalTime: 1 })).run();
        expect(task.result.retryCount).toBe(1);
      });
    `,
    'provider.ts': `
      const statistics = { mean: 2, min: 1, max: 3, p50: 2, p75: 2, p99: 3, p995: 3, p999: 3, sd: 1, variance: 1, rme: 1, moe: 1, aad: 0, mad: 0, critical: 2, df: 9, sem: 0.3, samplesCount: 10 };
      export default {
        async run({ registrations }) {
          return registrations.map(({ name }) => ({ name, state: 'completed', latency: statistics, throughput: statistics, period: 2, totalTime: 20 }));
        },
      };
    `,
    'vitest.config.ts': config('', `benchmark: { provider: './provider.ts' }`),
  });
  const first = await project.vitest(['-u']);
  expect(first.text).toContain('saved 2 results');
  const { results } = readStored(project, 'a.bench.ts');
  expect(Object.keys(results)).toEqual(['one > loop', 'retried > loop']);
  expect(results['one > loop']!.metrics['latency']!.repetitions).toEqual({ median: [2e6] });
  const second = await project.vitest([]);
  expect(second.text).toContain('too few repetitions on a side: medians need 6');
  expect(second.text).toContain('2 inconclusive');
  expect(second.code).toBe(0);
});

const runner = (wrap: string): string => `
  import { TestRunner } from 'vitest';
  ${wrap === '' ? '' : `import { withBenchgate } from '${relativeToWork('plugin/worker/runner.ts')}';`}
  class MyRunner extends TestRunner {
    onBeforeTryTask(test, options) { super.onBeforeTryTask(test, options); console.log('mine:', test.name); }
  }
  export default ${wrap}(MyRunner);
`;

test("a user's own runner is wrapped by the user, or told how", async () => {
  using project = createProject({
    'a.bench.ts': `${header}
      ${plainTest('one')}
      test('two', ({ bench }) => {
        expect(bench.scheduler).toBeTypeOf('function');
        expect(() => expect({}).toMeetTarget('latency', '< 1 s')).toThrow('toMeetTarget');
      });
    `,
    'unit.test.ts': `import { test } from 'vitest'; test('unit', () => {});`,
    'runner.ts': runner('withBenchgate'),
    'vitest.config.ts': config('', `runner: './runner.ts'`),
  });
  const wrapped = await project.vitest(['-u']);
  expect(wrapped.text).toContain('mine: one');
  expect(wrapped.text).toContain('2 passed');
  expect(wrapped.text).toContain('saved 1 result ');
  expect(wrapped.code).toBe(0);

  // Wrapped twice is wrapped once: a test would else be judged twice.
  project.write({ 'runner.ts': runner('withBenchgate').replace('(MyRunner)', '(withBenchgate(MyRunner))') });
  expect((await project.vitest(['-u'])).text).toContain('2 passed');

  project.write({ 'runner.ts': runner('') });
  const bare = await project.vitest([]);
  expect(bare.code).toBe(1);
  expect(bare.text).toContain('has a runner of its own');
  expect(bare.text).toContain(
    "import { withBenchgate } from 'benchgate/runner'; export default withBenchgate(MyRunner);",
  );
  expect(bare.text).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  const plain = await project.vitest(['run']);
  expect(plain.text).toContain('mine: unit');
  expect(plain.code).toBe(0);
});

test('what a benchmark of many samples sends to the main process is small', async () => {
  using project = createProject({
    'a.bench.ts': `${header}
      test('many', async ({ bench, task }) => {
        const { latency } = await bench('noop', () => {}).run({ time: 150, warmupTime: 20 });
        expect(latency.samplesCount).toBeGreaterThan(100_000);
        console.log('bytes:', JSON.stringify(task.meta).length + JSON.stringify(task.benchmarks).length);
      });
    `,
  });
  const { code, text } = await project.vitest([]);
  expect(code).toBe(0);
  expect(Number(/bytes: (\d+)/.exec(text)?.[1])).toBeLessThan(5_000);
});
