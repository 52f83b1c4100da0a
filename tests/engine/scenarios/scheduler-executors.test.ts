import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { runScheduler } from '../../../src/scenarios/scheduler/run-scheduler.ts';

const file = new URL('../executors/fixtures/tasks.ts', import.meta.url);
const few = { repetitions: 2, warmUp: 1, workers: 2, tasks: 30 } as const;
const twoMs = { type: 'sleep', duration: '2 ms' } as const;

/** How many child processes this process has, but for the one that lists them. */
function countChildren(): number {
  const listed = execFileSync('ps', ['-o', 'ppid=,comm=', '-A'], { encoding: 'utf8' });
  return listed.split('\n').filter((line) => {
    const [parent, command] = line.trim().split(/\s+/);
    return Number(parent) === process.pid && command !== 'ps';
  }).length;
}

describe('bench.scheduler on child processes', () => {
  test('measures what it measures on threads, and names them', async () => {
    const options = { ...few, task: { type: 'cpu', duration: '100 µs' } } as const;
    const threads = await runScheduler(options);
    const processes = await runScheduler({ ...options, executor: 'processes' });
    expect(processes.parameters).toStrictEqual({ ...threads.parameters, executor: 'processes' });
    const named = ({ metrics }: typeof threads): string[] => Object.keys(metrics).filter((name) => name !== 'cpu');
    expect(named(processes)).toEqual(named(threads));
    expect(processes.metrics.failures!.summary.max).toBe(0);
    expect(processes.metrics.latency!.summary.n).toBe(60);
    const { latency, queueWait, dispatch, execute, retrieve } = processes.metrics;
    const parts = [queueWait!, dispatch!, execute!, retrieve!].reduce((sum, part) => sum + part.summary.mean, 0);
    expect(parts / latency!.summary.mean).toBeCloseTo(1, 1);
    expect(processes.metrics.workerHeap!.summary.n).toBe(2);
    // One stays: it ends the others should this process be killed.
    await expect.poll(countChildren).toBeLessThanOrEqual(1);
  });

  test("runs functions of a user's module and counts those that fail", async () => {
    const { metrics } = await runScheduler({ ...few, executor: 'processes', task: { file, args: [1, 2] } });
    expect(metrics.failures!.summary.max).toBe(0);
    await expect(
      runScheduler({ ...few, executor: 'processes', task: { file, export: 'nothing' } }),
    ).rejects.toMatchObject({ code: 'BAD_TASK', message: expect.stringMatching(/no export "nothing"/) as string });
  });

  test('compares several strategies on the same processes', async () => {
    const results = await runScheduler({
      ...few,
      executor: 'processes',
      strategy: ['round-robin', 'fifo'],
      workers: { speeds: [1, 0.1] },
      task: twoMs,
    });
    expect(results.ranking.map(({ scheduler }) => scheduler)).toEqual(['fifo', 'round-robin']);
  });

  test('their CPU time counts, once a run is long enough for it', async () => {
    const task = { type: 'cpu', duration: '50 ms' } as const;
    const run = { executor: 'processes', tasks: 16, workers: 1, task, repetitions: 1, warmUp: 0 } as const;
    const { metrics } = await runScheduler(run);
    // One worker that computes all the time, as far as the machine lets it; this process does next to nothing.
    expect(metrics.cpu!.summary.median).toBeGreaterThan(0.1);
    expect(metrics.cpu!.summary.median).toBeLessThan(1.5);
  });
});

describe('metrics of a schedule on real workers', () => {
  test('steals are counted where a strategy knows of any', async () => {
    const results = await runScheduler({
      ...few,
      strategy: ['work-stealing', 'fifo'],
      workers: { speeds: [1, 0.1] },
      task: twoMs,
    });
    expect(results.get('work-stealing').metrics.steals!.summary.min).toBeGreaterThan(0);
    expect(results.get('fifo').metrics).not.toHaveProperty('steals');
  });

  test('utilization is a share, also where tasks sleep side by side on one worker; a noop has none', async () => {
    for (const depth of [1, 4]) {
      const { metrics } = await runScheduler({ ...few, tasks: 80, depth, task: twoMs });
      expect(metrics.utilization!.summary.max).toBeLessThanOrEqual(1);
      expect(metrics.utilization!.summary.min).toBeGreaterThan(metrics.efficiency!.summary.min * 0.99);
    }
    expect((await runScheduler(few)).metrics).not.toHaveProperty('utilization');
  });
});
