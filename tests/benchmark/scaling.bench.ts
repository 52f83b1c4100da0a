/** How work scales over workers: the scaling table, and the shapes of the pool table. Each call prints its own report. */
import { availableParallelism } from 'node:os';
import { describe, expect, test } from 'vitest';
import { targets } from '../../src/index.ts';

const tenMs = { type: 'sleep', duration: '10 ms' } as const;
const fiveMs = { type: 'cpu', duration: '5 ms' } as const;

type Targeted = keyof typeof targets.scaling;

// Absolute figures on a shared machine: what another program did for a second has to show in one of three tries.
describe('scaling', { tags: ['scaling', 'long'], retry: 2 }, () => {
  test('waiting tasks on up to 32 workers', async ({ bench }) => {
    // 416 tasks are 13 for each of 32 workers: with 400 some of them would have nothing left at the end.
    const results = await bench.scaling({ name: 'waiting', tasks: 416, task: tenMs, rounds: 9, warmUp: 0 });
    for (const point of results) {
      expect.soft(point).toMeetTargets(targets.scaling[point.workers as Targeted]);
    }
    expect(results.usl?.sigma.interval).toBeDefined();
  });

  test('computing tasks, judged up to the cores', async ({ bench }) => {
    const results = await bench.scaling({ name: 'computing', workers: [1, 2, 4, 8], tasks: 64, task: fiveMs });
    for (const point of results) {
      expect.soft(point).toMeetTargets(targets.scaling[point.workers as Targeted]);
    }
    // Beyond the cores nothing can be gained, however many workers share them.
    expect(results.bend.reason === 'too few cores').toBe(availableParallelism() < 8);
  });

  test('waiting tasks in child processes', async ({ bench }) => {
    const results = await bench.scaling({
      name: 'processes',
      executor: 'processes',
      workers: [1, 2, 4, 8],
      tasks: 104,
      task: tenMs,
      rounds: 3,
      warmUp: 0,
    });
    for (const point of results) {
      expect.soft(point).toMeetTargets(targets.scaling[point.workers as Targeted]);
    }
  });

  test('weak scaling: 13 waiting tasks for each worker', async ({ bench }) => {
    const results = await bench.scaling({
      name: 'weak',
      mode: 'weak',
      tasks: 13,
      task: tenMs,
      rounds: 9,
    });
    for (const point of results) {
      expect.soft(point).toMeetTargets(targets.scaling[point.workers as Targeted]);
    }
    expect(results.gustafson?.serialFraction.interval).toBeDefined();
  });

  test('a thousand workers in virtual time', async ({ bench }) => {
    const results = await bench.scaling({
      name: 'virtual',
      executor: { type: 'simulator', costs: { dispatch: '8 µs', transfer: '20 µs', retrieve: '8 µs' } },
      workers: [1, 4, 16, 64, 256, 1024],
      tasks: 16_384,
      task: tenMs,
    });
    // One coordinator starts and ends tasks one at a time, in 16 µs each: that, and not the workers, is the limit.
    expect(results.bend.reason).toBe('contention');
    expect(results.best.enough).toBe(1024);
  });
});

describe('shape', { tags: ['scaling', 'long'], retry: 2 }, () => {
  test('10 sleeps on 4 workers take 3 rounds of them', async ({ bench }) => {
    const results = await bench.scaling({ name: '10 sleeps', workers: [1, 4], tasks: 10, task: tenMs });
    const speedUp = results.at(4).metrics.speedUp?.summary.median ?? Number.NaN;
    expect(speedUp).toBeGreaterThan(2);
    // No more than 10 / 3 can be gained, and a little timer noise.
    expect(speedUp).toBeLessThan((10 / 3) * 1.1);
    expect(results.bend.reason).toBe('too few tasks');
  });

  test('16 computing tasks gain up to the number of cores', async ({ bench }) => {
    const cores = availableParallelism();
    const results = await bench.scaling({ name: '16 tasks', workers: [1, 2, 4, 8], tasks: 16, task: fiveMs });
    for (const { workers, metrics } of results) {
      const possible = Math.min(workers, cores);
      const speedUp = metrics.speedUp?.summary.median ?? Number.NaN;
      expect(speedUp, `speed-up on ${workers} workers`).toBeGreaterThan(possible * 0.6);
      expect(speedUp, `speed-up on ${workers} workers`).toBeLessThan(possible * 1.15);
    }
  });
});
