import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { workStealing } from '../../../src/schedulers/work-stealing.ts';
import { crews, depths, loads } from './arbitraries.ts';
import { busy, runVirtually, task } from './virtual-run.ts';
import type { Task } from '../../../src/schedulers/task.ts';

test('a worker takes the head of its own queue, else the tail of a longest queue', () => {
  fc.assert(
    fc.property(loads(60), crews, depths, (load, speeds, depth) => {
      const queues: Task[][] = speeds.map(() => []);
      let arrived = 0;
      runVirtually({
        strategy: workStealing,
        load,
        speeds,
        depth,
        onStart: (started, worker, queued) => {
          for (
            ;
            arrived < load.length && (queued.has(load[arrived]!.task) || load[arrived]!.task === started);
            arrived += 1
          ) {
            queues[arrived % speeds.length]!.push(load[arrived]!.task);
          }
          const own = queues[worker]!;
          const longest = Math.max(...queues.map((queue) => queue.length));
          const victim = queues.find((queue) => queue.length === longest && queue.at(-1) === started);
          expect(own.length > 0 ? own.shift() : victim?.pop()).toBe(started);
        },
      });
    }),
    { numRuns: 200 },
  );
});

test('equally long queues are robbed in turn', () => {
  const scheduler = workStealing.start(busy(4), 1);
  for (let id = 0; id < 12; id += 1) scheduler.place(task(id));
  const own = [0, 1, 2].map(() => scheduler.next(3)!.id);
  const stolen = Array.from({ length: 6 }, () => scheduler.next(3)!.id);
  expect(own).toEqual([3, 7, 11]);
  expect(stolen).toEqual([8, 9, 10, 4, 5, 6]);
  expect(scheduler.steals).toBe(6);
});

test('an idle worker steals at once what arrives for a full one', () => {
  const load = [9, 1, 1, 1].map((work, id) => ({ work, task: task(id, { submitted: id * 2 }) }));
  // Task 2 belongs to worker 0, which is busy until 9; worker 1 has been idle since 3.
  const { starts } = runVirtually({ strategy: workStealing, load, speeds: [1, 1] });
  expect(starts.map(({ worker, at }) => [worker, at])).toEqual([
    [0, 0],
    [1, 2],
    [1, 4],
    [1, 6],
  ]);
});
