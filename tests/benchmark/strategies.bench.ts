/** The six strategies side by side, with the strategy table as targets: 1,000 tasks that sleep 1 ms. */
import { describe, expect, test } from 'vitest';
import { strategyNames, targets } from '../../src/index.ts';
import { whyUnfit } from './fitness.ts';

// Absolute figures on a shared machine: what another program did for a second has to show in one of three tries.
describe('strategies', { tags: ['scheduler'], retry: 2 }, () => {
  test.for([4, 10])('1,000 tasks on %i workers', async (workers, { bench, skip }) => {
    const unfit = await whyUnfit();
    skip(unfit !== undefined, unfit);
    const results = await bench.scheduler({
      strategy: 'all',
      tasks: 1000,
      workers,
      task: { type: 'sleep', duration: '1 ms' },
      repetitions: 6,
      warmUp: 1,
    });
    for (const name of strategyNames) expect.soft(results.get(name)).toMeetTargets(targets.strategies[name]);
  });

  test('unequal workers', async ({ bench }) => {
    const results = await bench.scheduler({
      strategy: 'all',
      tasks: 100,
      workers: { speeds: [1, 1, 0.5, 0.25] },
      task: { type: 'sleep', duration: { distribution: 'exponential', mean: '1 ms' } },
      repetitions: 6,
      warmUp: 1,
    });
    const makespan = (name: string): number => results.get(name).metrics.makespan?.summary.median ?? Number.NaN;
    // What binds a task before it knows the worker waits for the slowest one.
    expect(makespan('adaptive')).toBeLessThan(makespan('round-robin'));
    expect(makespan('work-stealing')).toBeLessThan(makespan('round-robin'));
  });
});
