import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadBalancing } from '../../../src/schedulers/load-balancing.ts';
import { roundRobin } from '../../../src/schedulers/round-robin.ts';
import { batches, crews, loads } from './arbitraries.ts';
import { busy, idle, runVirtually, task } from './virtual-run.ts';
import type { Task } from '../../../src/schedulers/task.ts';

/** Where tasks that are all queued were placed, by asking every worker for its own. */
function placementsOf(tasks: readonly Task[], workers: number): number[] {
  const scheduler = loadBalancing.start(busy(workers), 1);
  for (const one of tasks) scheduler.place(one);
  const placements: number[] = [];
  for (let worker = 0; worker < workers; worker += 1) {
    for (let one = scheduler.next(worker); one !== undefined; one = scheduler.next(worker)) placements[one.id] = worker;
  }
  return placements;
}

test('binds every task to a worker with the least outstanding work', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 60 }),
      fc.integer({ min: 1, max: 9 }),
      (sizes, workers) => {
        const placements = placementsOf(
          sizes.map((estimate, id) => task(id, { estimate })),
          workers,
        );
        const outstanding = Array.from({ length: workers }, () => 0);
        sizes.forEach((estimate, id) => {
          expect(outstanding[placements[id]!]).toBe(Math.min(...outstanding));
          outstanding[placements[id]!]! += estimate;
        });
      },
    ),
  );
});

test('workers with nothing to do take turns', () => {
  fc.assert(
    fc.property(loads(60), crews, (load, speeds) => {
      const spread = load.map(({ task: one }) => ({ work: 1, task: { ...one, estimate: 1, submitted: one.id * 100 } }));
      const { placements } = runVirtually({ strategy: loadBalancing, load: spread, speeds });
      expect(placements).toEqual(load.map((_, i) => i % speeds.length));
    }),
    { numRuns: 50 },
  );
});

test('a task without an estimate counts as the mean of those seen', () => {
  // 10 and 30 make 20 on average: worker 2 is at 20, so that worker 0 is next, then worker 2.
  expect(
    placementsOf(
      [10, 30, 0, 11, 1].map((estimate, id) => task(id, { estimate })),
      3,
    ),
  ).toEqual([0, 1, 2, 0, 2]);
});

test('those that came before the first estimate are counted like it', () => {
  // Two unknown ones, then 100 on worker 2: now all are at 100, and one each is dealt out.
  const sizes = [0, 0, 100, 60, 60, 60];
  expect(
    placementsOf(
      sizes.map((estimate, id) => task(id, { estimate })),
      3,
    ),
  ).toEqual([0, 1, 2, 0, 1, 2]);
});

test('work that has ended no longer weighs', () => {
  const scheduler = loadBalancing.start(idle(2), 1);
  const heavy = task(0, { estimate: 1000 });
  expect(scheduler.place(heavy)).toBe(0);
  expect(scheduler.next(0)).toBe(heavy);
  expect(scheduler.place(task(1, { estimate: 5 }))).toBe(1);
  expect(scheduler.place(task(2, { estimate: 5 }))).toBe(1);
  scheduler.ended(heavy, 0, 1);
  expect(scheduler.place(task(3, { estimate: 5 }))).toBe(0);
});

test('without any estimate a batch is dealt out as by round-robin', () => {
  fc.assert(
    fc.property(batches(60), crews, (load, speeds) => {
      const blind = load.map(({ task: one }) => ({ work: 7, task: { ...one, estimate: 0 } }));
      const dealt = speeds.map(() => 1);
      expect(runVirtually({ strategy: loadBalancing, load: blind, speeds: dealt }).placements).toEqual(
        runVirtually({ strategy: roundRobin, load: blind, speeds: dealt }).placements,
      );
    }),
    { numRuns: 50 },
  );
});

test('a cancelled task no longer weighs', () => {
  const scheduler = loadBalancing.start(busy(2), 1);
  const heavy = task(0, { estimate: 1000 });
  scheduler.place(heavy);
  scheduler.place(task(1, { estimate: 5 }));
  expect(scheduler.remove(heavy)).toBe(true);
  scheduler.place(task(2, { estimate: 1 }));
  expect(scheduler.next(0)?.id).toBe(2);
});

test('does without estimates that are none', () => {
  expect(
    placementsOf(
      [Number.NaN, -1, Infinity, 0].map((estimate, id) => task(id, { estimate })),
      2,
    ),
  ).toEqual([0, 1, 0, 1]);
});
