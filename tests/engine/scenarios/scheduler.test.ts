import { availableParallelism } from 'node:os';
import { describe, expect, test } from 'vitest';
import { openExecutor } from '../../../src/executors/open.ts';
import { schedulerMetrics } from '../../../src/scenarios/scheduler/metrics.ts';
import type { SchedulerProgress } from '../../../src/scenarios/scheduler/options.ts';
import { runScheduler } from '../../../src/scenarios/scheduler/run-scheduler.ts';
import { strategies, strategyNames } from '../../../src/schedulers/strategies.ts';
import type { Strategy } from '../../../src/schedulers/strategy.ts';
import { dispatchAll } from '../executors/harness.ts';
import { countThreads } from '../executors/threads.ts';

const file = new URL('../executors/fixtures/tasks.ts', import.meta.url);
const few = { repetitions: 2, warmUp: 1, workers: 2, tasks: 30 } as const;

describe('bench.scheduler on worker threads', () => {
  test('answers plain JSON: parameters sorted, every metric as declared', async () => {
    const result = await runScheduler({ tasks: 100, workers: 2, repetitions: 6, warmUp: 1 });
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    expect(result).toMatchObject({
      scenario: 'scheduler',
      kind: 'strategy',
      scheduler: 'fifo',
      name: 'fifo',
      warnings: [],
    });
    expect(Object.keys(result.parameters)).toEqual(Object.keys(result.parameters).toSorted());
    expect(result.parameters).toEqual({
      depth: 1,
      seed: 1,
      strategy: 'fifo',
      task: 'noop',
      tasks: 100,
      window: 100,
      workers: 2,
    });
    for (const [name, metric] of Object.entries(result.metrics)) {
      expect(metric).toMatchObject(schedulerMetrics[name as keyof typeof schedulerMetrics]);
      expect(metric.name).toBe(name);
      expect(metric.repetitions.median).toHaveLength(metric.per === 'run' ? 1 : 6);
      expect(metric.repetitions.p99?.length).toBe(metric.per === 'task' ? 6 : undefined);
      for (const value of Object.values(metric.summary)) expect(Number.isFinite(value)).toBe(true);
    }
    const { latency, queueWait, dispatch, execute, retrieve, throughput, makespan } = result.metrics;
    expect(latency!.summary.n).toBe(600);
    const parts = [queueWait!, dispatch!, execute!, retrieve!].reduce((sum, part) => sum + part.summary.mean, 0);
    expect(parts).toBeCloseTo(latency!.summary.mean, -1);
    expect(throughput!.summary.max).toBeCloseTo(100e9 / makespan!.summary.min, 3);
    for (const absent of ['efficiency', 'makespanRatio'] as const) expect(result.metrics[absent]).toBeUndefined();
    expect(result.metrics.workerHeap!.summary.n).toBe(2);
    expect(result.metrics.memoryPerTask!.summary.median).toBeLessThan(449);
  });

  test('a run that is long enough for it has its use of the CPU', async () => {
    const task = { type: 'sleep', duration: '600 ms' } as const;
    const { metrics } = await runScheduler({ tasks: 1, workers: 1, task, repetitions: 1, warmUp: 0 });
    expect(metrics.cpu!.summary.median).toBeGreaterThanOrEqual(0);
    expect(metrics.cpu!.summary.median).toBeLessThan(1);
  });

  test('compares several strategies in turns and ranks them', async () => {
    const seen: SchedulerProgress[] = [];
    const results = await runScheduler(
      {
        ...few,
        name: 'mixed',
        strategy: ['round-robin', strategies.fifo],
        workers: { speeds: [1, 0.2] },
        task: { type: 'sleep', duration: '2 ms' },
      },
      { onProgress: (progress) => seen.push(progress) },
    );
    expect([...results].map(({ name }) => name)).toEqual(['mixed round-robin', 'mixed fifo']);
    // Bound to the slow worker, half of the tasks take five times as long.
    expect(results.ranking.map(({ scheduler }) => scheduler)).toEqual(['fifo', 'round-robin']);
    expect(results.get('fifo')).toBe(results.ranking[0]);
    expect(results.get('mixed fifo')).toBe(results.ranking[0]);
    expect(() => results.get('fifp')).toThrow(
      expect.objectContaining({
        code: 'BAD_OPTION',
        message: expect.stringMatching(
          /Did you mean "fifo"\?\nThere are: round-robin, mixed round-robin, fifo, mixed fifo\./,
        ),
      }),
    );
    expect(results.get('round-robin').metrics.loadBalance!.summary.median).toBe(1);
    expect(results.get('fifo').parameters['speeds']).toEqual([1, 0.2]);
    const measured = seen
      .filter(({ phase }) => phase === 'measure')
      .map(({ name, done, of }) => `${name} ${done}/${of}`);
    expect(measured).toEqual(['round-robin 0/4', 'fifo 1/4', 'fifo 2/4', 'round-robin 3/4']);
    for (const result of results) {
      const { efficiency, makespanRatio } = result.metrics;
      expect(efficiency!.summary.max).toBeLessThanOrEqual(1);
      expect(makespanRatio!.summary.min).toBeGreaterThanOrEqual(1);
    }
  });

  test('memory per task holds what a strategy keeps in typed arrays', async () => {
    const heavy: Strategy = {
      name: 'heavy',
      about: 'Keeps 1,000 bytes beside every task.',
      start: (workers, seed) => {
        const kept = new Map<number, Float64Array>();
        const whole = strategies.fifo.start(workers, seed);
        return {
          place: (task) => {
            kept.set(task.id, new Float64Array(125));
            return whole.place(task);
          },
          next: (worker) => whole.next(worker),
          ended: (task) => kept.delete(task.id),
          remove: (task) => whole.remove(task),
          get queued() {
            return whole.queued;
          },
        };
      },
    };
    const { metrics } = await runScheduler({ ...few, strategy: heavy });
    expect(metrics.memoryPerTask!.summary.median).toBeGreaterThan(1000);
  });

  test('runs at the same time do not disturb each other', async () => {
    const runs = await Promise.all(
      [10, 20, 30].map((tasks) => runScheduler({ ...few, tasks, task: { type: 'cpu', duration: '20 µs' } })),
    );
    for (const [index, { metrics, warnings }] of runs.entries()) {
      expect(metrics.latency!.summary.n).toBe((index + 1) * 20);
      expect(metrics.failures!.summary.max).toBe(0);
      expect(warnings.filter((warning) => !/too few|not steady/.test(warning))).toEqual([]);
    }
  });

  test('parameters are plain JSON, whatever was written', async () => {
    const { parameters } = await runScheduler({
      ...few,
      window: Number.MAX_SAFE_INTEGER,
      seed: -0,
      maxQueue: Infinity,
      task: { file, args: [-0, Number.NaN, 10n, new Map([[1, 2]])], priority: { levels: [-0, 1] } },
    });
    expect(JSON.parse(JSON.stringify(parameters))).toStrictEqual(parameters);
  });

  test('all six run the same load', async () => {
    const results = await runScheduler({
      ...few,
      strategy: 'all',
      task: { type: 'noop', priority: { levels: [0, 1] } },
    });
    expect([...results].map(({ name }) => name)).toEqual(strategyNames);
    for (const { metrics } of results) expect(metrics.failures!.summary.max).toBe(0);
  });

  test('a central priority queue at depth 1 has no priority inversion, one queue by age has', async () => {
    const results = await runScheduler({
      ...few,
      strategy: ['priority', 'fifo'],
      task: { type: 'sleep', duration: '1 ms', priority: { levels: [0, 1, 2], weights: [1, 2, 1] } },
    });
    const { priorityInversions, invertedTime } = results.get('priority').metrics;
    expect([priorityInversions!.summary.max, invertedTime!.summary.max]).toEqual([0, 0]);
    expect(results.get('fifo').metrics.priorityInversions!.summary.min).toBeGreaterThan(0);
    expect(results.get('fifo').metrics.invertedTime!.summary.min).toBeGreaterThan(0);
  });

  test("runs functions of a user's module and counts those that fail", async () => {
    const added = await runScheduler({ ...few, task: { file, args: [1, 2] } });
    expect(added.metrics.failures!.summary.max).toBe(0);
    expect(added.parameters['task']).toMatchObject({ type: 'module', export: 'default', args: [1, 2] });
    const full = await runScheduler({ ...few, maxQueue: 8, task: { file, export: 'sleeps', args: [2] } });
    expect(full.metrics.failures!.summary).toMatchObject({ min: 20, max: 20 });
    expect(full.metrics.latency!.summary.n).toBe(20);
    expect(full.warnings.join()).toMatch(/40 tasks failed with QUEUE_FULL/);
    const windowed = await runScheduler({
      ...few,
      window: 10,
      maxQueue: 8,
      task: { file, export: 'sleeps', args: [1] },
    });
    expect(windowed.metrics.failures!.summary.max).toBe(0);
  });

  test.each([
    [{ task: { file, export: 'nothing' } }, 'BAD_TASK', /no export "nothing"/],
    [{ task: { file: new URL('./fixtures/none.ts', import.meta.url) } }, 'BAD_TASK', /there is no file/],
    [{ tasks: 0 }, 'BAD_OPTION', /tasks: 0/],
    [
      { tasks: 3, task: { file, export: 'throws' } },
      'NOTHING_MEASURED',
      /fifo: all 3 tasks failed; the first: .*no such luck/,
    ],
    [{ tasks: 3, task: { file, export: 'exits' } }, 'NOTHING_MEASURED', /took worker . down/],
    [{ tasks: 3, task: { file, export: 'loops' }, timeout: '100 ms' }, 'NOTHING_MEASURED', /did not end within 100 ms/],
  ] as const)('%j: a clear error, and no thread is left', async (options, code, message) => {
    const before = countThreads();
    const run = runScheduler({ workers: 2, ...options });
    await expect(run).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string });
    await expect.poll(countThreads).toBeLessThanOrEqual(before ?? 0);
  });

  test('abort ends a run in the middle', async () => {
    const before = countThreads();
    const run = runScheduler(
      { workers: 2, task: { type: 'sleep', duration: '10 s' } },
      { signal: AbortSignal.timeout(300) },
    );
    await expect(run).rejects.toMatchObject({ code: 'ABORTED' });
    await expect(runScheduler({}, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'ABORTED' });
    await expect.poll(countThreads).toBeLessThanOrEqual(before ?? 0);
  });
});

describe('tasks that compute', () => {
  test('more workers than cores are as fast as the cores, and no faster', async () => {
    const cores = availableParallelism();
    const one = await openExecutor('threads', { workers: 1, depth: 1 });
    const many = await openExecutor('threads', { workers: cores * 2, depth: 1 });
    try {
      const jobs = Array.from({ length: cores * 8 }, () => ({ kind: 'cpu', iterations: 3_000_000, seed: 1 }) as const);
      const time = async (executor: typeof one): Promise<{ readonly wall: number; readonly cpu: number }> => {
        const before = process.cpuUsage();
        const { recording } = await dispatchAll(executor, jobs);
        const { user, system } = process.cpuUsage(before);
        const wall = Math.max(...recording.seen) - Math.min(...recording.submitted);
        return { wall, cpu: (user + system) * 1e3 };
      };
      const fastest = { one: { wall: Infinity, cpu: Infinity }, many: { wall: Infinity, cpu: Infinity } };
      // Of several rounds in turns the fastest: whatever else runs on the machine only ever adds.
      for (let round = 0; round < 8; round += 1) {
        for (const [name, executor] of [
          ['one', one],
          ['many', many],
        ] as const) {
          const { wall, cpu } = await time(executor);
          fastest[name] = { wall: Math.min(fastest[name].wall, wall), cpu: Math.min(fastest[name].cpu, cpu) };
        }
      }
      // How many cores a run gets depends on what else runs, so the time of both is taken as if they had had all of the
      // cores: one worker its CPU time, many a share of theirs. Tasks that loop until a clock would give twice the cores.
      const speedUp = fastest.one.cpu / (fastest.many.cpu / cores);
      expect(speedUp / cores).toBeGreaterThan(0.9);
      expect(speedUp / cores).toBeLessThan(1.1);
      expect(fastest.one.cpu / fastest.many.wall).toBeLessThan(1.1 * cores);
    } finally {
      await Promise.all([one.close(), many.close()]);
    }
  });
});
