/** One scheduler against the first target table, and the shapes that a sound scheduler shows. */
import { availableParallelism } from 'node:os';
import { describe, expect, test } from 'vitest';
import { targets } from '../../src/index.ts';

const tenMs = { type: 'sleep', duration: '10 ms' } as const;

describe('scheduler', { tags: ['scheduler'] }, () => {
  test('10 tasks, one after the other', async ({ bench }) => {
    const result = await bench.scheduler({ tasks: 10, workers: 1, task: tenMs, repetitions: 6, warmUp: 1 });
    expect(result).toMeetTarget(targets.scheduler.sequential10);
  });

  test('10 tasks in parallel', async ({ bench }) => {
    const result = await bench.scheduler({ tasks: 10, workers: 4, task: tenMs });
    expect(result).toMeetTarget(targets.scheduler.parallel10);
  });

  test('100 tasks', async ({ bench }) => {
    const result = await bench.scheduler({ tasks: 100, workers: 4, task: tenMs, repetitions: 6, warmUp: 1 });
    expect(result).toMeetTarget(targets.scheduler.scalability100);
  });

  test('1,000 tasks', async ({ bench }) => {
    const result = await bench.scheduler({ tasks: 1000, workers: 4 });
    expect(result).toMeetTarget(targets.scheduler.memory1000);
  });
});

describe('shape', { tags: ['scheduler'] }, () => {
  test('10 sleeps on 4 workers take about 3 rounds', { retry: 2 }, async ({ bench }) => {
    const alone = await bench.scheduler({ name: '1 worker', tasks: 10, workers: 1, task: tenMs, repetitions: 6 });
    const shared = await bench.scheduler({ name: '4 workers', tasks: 10, workers: 4, task: tenMs, repetitions: 6 });
    const speedUp = makespan(alone) / makespan(shared);
    expect(speedUp).toBeGreaterThan(2);
    // Ten tasks on four workers take three rounds: no more than 10 / 3 can be gained, and a little timer noise.
    expect(speedUp).toBeLessThan((10 / 3) * 1.1);
  });

  // Another program that takes a core away for a second changes a shape: it has to show in one of three tries.
  test('16 CPU-bound tasks gain up to the number of cores', { retry: 2 }, async ({ bench }) => {
    const cores = availableParallelism();
    const speedUps: Record<number, number> = {};
    let alone = 0;
    for (const workers of [1, 2, 4, 8]) {
      const task = { type: 'cpu', duration: '5 ms' } as const;
      const result = await bench.scheduler({
        name: workers === 1 ? '1 worker' : `${workers} workers`,
        tasks: 16,
        workers,
        task,
      });
      alone ||= makespan(result);
      speedUps[workers] = alone / makespan(result);
    }
    for (const [workers, speedUp] of Object.entries(speedUps)) {
      // Beyond the cores nothing can be gained, however many workers share them.
      const possible = Math.min(Number(workers), cores);
      expect(speedUp, `speed-up on ${workers} workers`).toBeGreaterThan(possible * 0.6);
      expect(speedUp, `speed-up on ${workers} workers`).toBeLessThan(possible * 1.15);
    }
  });

  test('20 tasks of mixed priority on 2 workers', async ({ bench }) => {
    const task = { ...tenMs, duration: '2 ms', priority: { levels: [0, 1, 2] } } as const;
    const results = await bench.scheduler({ tasks: 20, workers: 2, task, strategy: ['priority', 'fifo'] });
    const inversions = (name: string): number =>
      results.get(name).metrics.priorityInversions?.summary.median ?? Number.NaN;
    expect(inversions('priority')).toBe(0);
    expect(inversions('fifo')).toBeGreaterThan(0);
  });
});

function makespan(result: {
  readonly metrics: { readonly makespan?: { readonly summary: { readonly median: number } } };
}): number {
  return result.metrics.makespan?.summary.median ?? Number.NaN;
}
