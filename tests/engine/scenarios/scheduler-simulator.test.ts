import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareResult } from '../../../src/baseline/compare.ts';
import { storeResult } from '../../../src/baseline/store-result.ts';
import { GateError } from '../../../src/model/errors.ts';
import type { Comparison } from '../../../src/model/verdict.ts';
import { schedulerMetrics } from '../../../src/scenarios/scheduler/metrics.ts';
import type { SchedulerOptions } from '../../../src/scenarios/scheduler/options.ts';
import type { SchedulerResult, SchedulerResults } from '../../../src/scenarios/scheduler/result.ts';
import { runScheduler } from '../../../src/scenarios/scheduler/run-scheduler.ts';
import { strategies, strategyNames } from '../../../src/schedulers/strategies.ts';
import type { Strategy } from '../../../src/schedulers/strategy.ts';
import { environment } from '../baseline/samples.ts';

type One = SchedulerOptions & { readonly strategy?: 'fifo' | 'priority' | 'work-stealing' | 'round-robin' | Strategy };

const tenMs = { type: 'sleep', duration: '10 ms' } as const;
const uneven = { type: 'cpu', duration: { distribution: 'uniform', min: '5 ms', max: '15 ms' } } as const;

/** Ten tasks of 10 ms on four workers, in virtual time. */
function simulated(options: One = {}): Promise<SchedulerResult> {
  return runScheduler({ executor: 'simulator', tasks: 10, workers: 4, task: tenMs, ...options });
}

/** How many tasks ended, completed or failed; the shares of the time have to fit each other. */
function countEnds({ metrics, warnings }: SchedulerResult): number {
  const failed = metrics.failures!.summary.median;
  const tasks = failed === 1 ? 'task' : 'tasks';
  expect(warnings).toEqual(failed === 0 ? [] : [`${failed} ${tasks} failed by the faults that were asked for.`]);
  expect(metrics.efficiency!.summary.median).toBeLessThanOrEqual(metrics.utilization!.summary.median + 1e-9);
  expect(metrics.crashes!.summary.median).toBeGreaterThanOrEqual(0);
  return metrics.latency!.summary.n + failed;
}

/** Whether all tasks failed. */
function isNothingMeasured(error: unknown): boolean {
  return error instanceof GateError && error.code === 'NOTHING_MEASURED';
}

/** The medians of the metrics. */
function figures({ metrics }: SchedulerResult): Record<string, number> {
  return Object.fromEntries(Object.entries(metrics).map(([name, { summary }]) => [name, summary.median]));
}

describe('bench.scheduler in virtual time', () => {
  test('answers plain JSON: every metric is exact, is measured once, and stands where it is shown', async () => {
    const result = await simulated({ strategy: 'work-stealing' });
    expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
    expect(result).toMatchObject({ scenario: 'scheduler', kind: 'strategy', scheduler: 'work-stealing', warnings: [] });
    expect(result.parameters).toStrictEqual({
      depth: 1,
      executor: 'simulator',
      seed: 1,
      strategy: 'work-stealing',
      task: { duration: 10e6, type: 'sleep' },
      tasks: 10,
      window: 10,
      workers: 4,
    });
    const order = Object.keys(schedulerMetrics);
    expect(Object.keys(result.metrics)).toStrictEqual(
      Object.keys(result.metrics).toSorted((a, b) => order.indexOf(a) - order.indexOf(b)),
    );
    for (const [name, metric] of Object.entries(result.metrics)) {
      expect(metric).toMatchObject({ ...schedulerMetrics[name as keyof typeof schedulerMetrics], assume: 'exact' });
      expect(metric.repetitions.median).toHaveLength(1);
      expect(metric.repetitions.p99?.length).toBe(metric.per === 'task' ? 1 : undefined);
    }
    expect(result.metrics.latency!.summary).not.toHaveProperty('p50');
    for (const absent of [
      'startUp',
      'coldStart',
      'memoryPerTask',
      'rss',
      'heap',
      'cpu',
      'dispatch',
      'execute',
    ] as const) {
      expect(result.metrics).not.toHaveProperty(absent);
    }
  });

  test('shows the schedule that can be worked out by hand', async () => {
    const result = await simulated();
    expect(figures(result)).toStrictEqual({
      throughput: (10 / 30e6) * 1e9,
      makespan: 30e6,
      latency: 20e6,
      queueWait: 10e6,
      // Two workers do three tasks, two do two.
      loadBalance: 1 / (1 + 0.5 / 2.5),
      jainIndex: expect.closeTo(10_000 / (4 * 2600), 12) as number,
      busyImbalance: 1.2,
      makespanRatio: 1.2,
      efficiency: expect.closeTo(100 / 120, 12) as number,
      utilization: expect.closeTo(100 / 120, 12) as number,
      priorityInversions: 0,
      invertedTime: 0,
      failures: 0,
    });
    expect(result.metrics.latency!.summary).toMatchObject({ n: 10, min: 10e6, max: 30e6 });
    expect(result.metrics.queueWait!.summary).toMatchObject({ n: 10, min: 0, max: 20e6 });
  });

  test('adds what a task costs: the coordinator does one thing at a time', async () => {
    const costs = { dispatch: '1 ms', transfer: '2 ms', retrieve: '3 ms' } as const;
    const one = await simulated({ workers: 1, tasks: 3, executor: { type: 'simulator', costs } });
    expect(one.metrics.makespan!.summary.median).toBe(3 * (1 + 2 + 10 + 3) * 1e6);
    expect(one.parameters['costs']).toStrictEqual({ dispatch: 1e6, retrieve: 3e6, steal: 0, transfer: 2e6 });
    // A noop takes nothing but these.
    const noop = await simulated({ workers: 1, tasks: 3, task: 'noop', executor: { type: 'simulator', costs } });
    expect(noop.metrics.makespan!.summary.median).toBe(3 * (1 + 2 + 3) * 1e6);
    for (const absent of ['utilization', 'jainIndex', 'busyImbalance', 'efficiency'] as const) {
      expect(noop.metrics).not.toHaveProperty(absent);
    }
  });

  test('tasks that sleep in the lanes of one worker sleep at the same time, tasks that compute do not', async () => {
    const makespan = async (type: 'sleep' | 'cpu'): Promise<number> => {
      const result = await simulated({ workers: 1, tasks: 4, depth: 4, task: { type, duration: '10 ms' } });
      expect(result.metrics.utilization!.summary.median).toBe(1);
      expect(result.metrics.efficiency!.summary.median).toBe(1);
      return result.metrics.makespan!.summary.median;
    };
    expect(await makespan('sleep')).toBe(10e6);
    expect(await makespan('cpu')).toBe(40e6);
  });

  test('is the same whenever it runs, and another with another seed', async () => {
    const options: SchedulerOptions = { executor: 'simulator', strategy: 'all', tasks: 500, workers: 7, task: uneven };
    const again = [await runScheduler(options), await runScheduler({ ...options, repetitions: 3, warmUp: 0 })];
    expect(JSON.stringify(again[0])).toBe(JSON.stringify(again[1]));
    const other = (await runScheduler({ ...options, seed: 2 })) as SchedulerResults;
    const [one] = again as [SchedulerResults, SchedulerResults];
    for (const name of strategyNames) {
      expect(other.get(name).metrics.makespan).not.toEqual(one.get(name).metrics.makespan);
    }
  });

  test('compares several strategies on the same tasks and ranks them', async () => {
    const results = await runScheduler({
      executor: 'simulator',
      name: 'mixed',
      strategy: ['round-robin', 'work-stealing', strategies.fifo],
      workers: { speeds: [1, 0.2] },
      tasks: 30,
      task: tenMs,
    });
    expect([...results].map(({ name }) => name)).toEqual(['mixed round-robin', 'mixed work-stealing', 'mixed fifo']);
    expect(results.ranking.at(-1)!.scheduler).toBe('round-robin');
    // Bound to the slow worker, half of the tasks take five times as long.
    expect(results.get('round-robin').metrics.makespan!.summary.median).toBe(15 * 50e6);
    expect(results.get('fifo').metrics.makespan!.summary.median).toBe(25 * 10e6);
    expect(results.get('work-stealing').metrics.steals!.summary.median).toBeGreaterThan(0);
    expect(results.get('fifo').metrics).not.toHaveProperty('steals');
  });

  test('a central priority queue has no priority inversion, one queue by age has', async () => {
    const task = { ...tenMs, priority: { levels: [0, 1, 2], weights: [1, 2, 1] } } as const;
    const of = async (strategy: 'priority' | 'fifo'): Promise<readonly number[]> => {
      const { metrics } = await simulated({ tasks: 40, task, strategy });
      return [metrics.priorityInversions!.summary.median, metrics.invertedTime!.summary.median];
    };
    expect(await of('priority')).toStrictEqual([0, 0]);
    expect(Math.min(...(await of('fifo')))).toBeGreaterThan(0);
  });

  test('tasks arrive at their rate, however many are unfinished', async () => {
    const arrivals = { rate: '100 tasks/s', distribution: 'constant' } as const;
    const idle = await simulated({ workers: 1, arrivals, task: { type: 'sleep', duration: '4 ms' } });
    expect(idle.metrics.queueWait!.summary.max).toBe(0);
    expect(idle.metrics.makespan!.summary.median).toBe(94e6);
    expect(idle.parameters['arrivals']).toStrictEqual({ distribution: 'constant', rate: 100 });
    expect(idle.metrics).not.toHaveProperty('makespanRatio');
    // Twice as much as one worker can do: the last of ten waits for nine times 10 ms more.
    const busy = await simulated({ workers: 1, arrivals, task: { type: 'sleep', duration: '20 ms' } });
    expect(busy.metrics.queueWait!.summary.max).toBe(90e6);
    const bursty = await simulated({ workers: 1, tasks: 200, arrivals: { rate: '50 tasks/s' }, task: tenMs });
    expect(bursty.metrics.queueWait!.summary.min).toBe(0);
    expect(bursty.metrics.queueWait!.summary.max).toBeGreaterThan(0);
  });

  test('a window keeps tasks from being submitted', async () => {
    const { metrics } = await simulated({ window: 1 });
    expect(metrics.makespan!.summary.median).toBe(100e6);
    expect(metrics.queueWait!.summary.max).toBe(0);
  });

  test('every task ends once, completed or failed, whatever goes wrong', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 3 }),
        fc.double({ min: 0, max: 0.6, noNaN: true }),
        fc.integer({ min: 1, max: 1000 }),
        async (tasks, workers, retries, taskFailures, seed) => {
          const faults = { taskFailures, crashEvery: '40 ms', restart: '5 ms' } as const;
          const run = simulated({ tasks, workers, retries, seed, executor: { type: 'simulator', faults } });
          const ended = await run.then(countEnds, (error: unknown) => (isNothingMeasured(error) ? tasks : error));
          expect(ended).toBe(tasks);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('retries mend what goes wrong now and then', async () => {
    const executor = { type: 'simulator', faults: { taskFailures: 0.2 } } as const;
    const without = await simulated({ tasks: 500, executor });
    const lost = without.metrics.failures!.summary.median;
    expect(lost).toBeGreaterThan(60);
    expect(lost).toBeLessThan(140);
    const mended = await simulated({ tasks: 500, executor, retries: 20 });
    expect(mended.metrics.failures!.summary.median).toBe(0);
    expect(mended.metrics.makespan!.summary.median).toBeGreaterThan(without.metrics.makespan!.summary.median);
    const crashing = { type: 'simulator', faults: { crashEvery: '100 ms', restart: '1 s' } } as const;
    const crashed = await simulated({ tasks: 500, executor: crashing, retries: 20 });
    expect(crashed.metrics.crashes!.summary.median).toBeGreaterThan(0);
    expect(crashed.metrics.makespan!.summary.median).toBeGreaterThan(1.25e9);
  });

  test('more workers than a machine could start are simulated', async () => {
    const { metrics } = await simulated({ workers: 20_000, tasks: 100_000, task: tenMs });
    expect(metrics.makespan!.summary.median).toBe(50e6);
    expect(metrics.latency!.summary.n).toBe(100_000);
    const speeds = Array.from({ length: 150_000 }, () => 2);
    const fast = await simulated({ workers: { speeds }, tasks: 10, task: tenMs });
    expect(fast.metrics.makespan!.summary.median).toBe(5e6);
  });

  test.each([
    [{ task: 'noop' }, 'NOTHING_MEASURED', /nothing takes any time.*costs: 'calibrated'/s],
    [{ task: { type: 'sleep', duration: '0 ms' } }, 'NOTHING_MEASURED', /nothing takes any time/],
    [{ executor: { type: 'simulator', faults: { taskFailures: 1 } } }, 'NOTHING_MEASURED', /all 10 tasks failed/],
    [{ workers: 1_000_001 }, 'BAD_OPTION', /workers: 1000001 is not a whole number from 1 to 1000000/],
  ] as const)('%j: a clear error', async (options, code, message) => {
    await expect(simulated(options)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
    });
  });

  test('abort ends it between two strategies', async () => {
    const abort = new AbortController();
    const seen: string[] = [];
    const run = runScheduler(
      { executor: 'simulator', strategy: 'all', task: tenMs },
      {
        signal: abort.signal,
        onProgress: ({ phase, name, done, of }) => {
          seen.push(`${phase} ${name} ${done}/${of}`);
          if (done === 1) abort.abort();
        },
      },
    );
    await expect(run).rejects.toMatchObject({ code: 'ABORTED' });
    expect(seen).toEqual(['measure fifo 0/6', 'measure priority 1/6']);
  });
});

describe('a schedule as a gate', () => {
  const elsewhere = { ...environment, cpu: 'Another', cores: 64, node: 26 };
  const origin = { commit: 'abc', dirty: false, environment };

  /** Two versions of one strategy. */
  const first: Strategy = { ...strategies.fifo, name: 'mine' };
  const second: Strategy = { ...strategies['round-robin'], name: 'mine' };

  async function judge(before: Strategy, after: Strategy): Promise<Comparison[]> {
    const options = { workers: { speeds: [1, 1, 0.5] }, tasks: 300, task: uneven } as const;
    const saved = storeResult(await simulated({ ...options, strategy: before }), origin);
    const kept = JSON.parse(JSON.stringify(saved)) as typeof saved;
    return compareResult(await simulated({ ...options, strategy: after }), kept, elsewhere);
  }

  test('code that places as before is the same in every figure, on any machine', async () => {
    const found = await judge(first, { ...first, about: 'Written otherwise.' });
    expect(found.map(({ metric, statistic }) => `${metric} ${statistic}`)).toEqual(
      expect.arrayContaining(['makespan median', 'latency median', 'latency p99', 'utilization median']),
    );
    expect(found.filter(({ verdict }) => verdict !== 'same')).toEqual([]);
  });

  test('code that places worse is slower, however little, by median and tail', async () => {
    const worse = await judge(first, second);
    const verdictOf = (found: readonly Comparison[], metric: string, statistic: string): string | undefined =>
      found.find((each) => each.metric === metric && each.statistic === statistic)?.verdict;
    expect(verdictOf(worse, 'makespan', 'median')).toBe('slower');
    expect(verdictOf(worse, 'latency', 'p99')).toBe('slower');
    expect(verdictOf(await judge(second, first), 'makespan', 'median')).toBe('faster');
  });
});

describe('with costs as this machine has them', () => {
  test('figures describe, and are not judged', async () => {
    const result = await simulated({ executor: { type: 'simulator', costs: 'calibrated' }, task: 'noop', tasks: 100 });
    expect(result.parameters['costs']).toBe('calibrated');
    expect(result.warnings.join()).toMatch(
      /^Calibrated on this machine \(dispatch .*s, transfer .*s, retrieve .*s, steal .*s\)/,
    );
    for (const metric of Object.values(result.metrics)) {
      expect(metric).toMatchObject({ assume: 'sampled', better: 'neither' });
    }
    expect(
      compareResult(result, storeResult(result, { commit: null, dirty: false, environment }), environment),
    ).toEqual([]);
    // Calibrated once in a process, so that a repeated run foretells the same.
    const again = await simulated({ executor: { type: 'simulator', costs: 'calibrated' }, task: 'noop', tasks: 100 });
    expect(again).toStrictEqual(result);
  });
});
