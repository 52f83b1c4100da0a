import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { TaskQueues } from '../../../src/schedulers/task-queues.ts';
import { known, task } from './virtual-run.ts';
import type { Task } from '../../../src/schedulers/task.ts';

const operations = fc.array(
  fc.tuple(fc.constantFrom('push', 'push', 'push', 'shift', 'pop', 'remove'), fc.nat(3), fc.nat(400)),
  { maxLength: 400, size: 'max' },
);

/** The same in plain arrays. */
class Model {
  readonly queues: Task[][] = [[], [], [], []];

  holder(one: Task): number {
    return this.queues.findIndex((tasks) => tasks.some(({ id }) => id === one.id));
  }

  remove(one: Task): number {
    const holder = this.holder(one);
    if (holder !== -1) this.queues[holder] = this.queues[holder]!.filter(({ id }) => id !== one.id);
    return holder;
  }
}

test('are queues with two ends, from which any task can be taken', () => {
  fc.assert(
    fc.property(operations, fc.constantFrom(1, 1000, 2 ** 31), fc.boolean(), (steps, stride, beforehand) => {
      const all = beforehand && stride === 1 ? known(Array.from({ length: 401 }, (_, id) => task(id))) : undefined;
      const queues = new TaskQueues(4, all);
      const model = new Model();
      const seen: unknown[] = [];
      const expected: unknown[] = [];
      for (const [operation, queue, number] of steps) {
        const wanted = model.queues[queue]!;
        const one = task(number * stride);
        if (operation === 'push' && model.holder(one) === -1) {
          queues.push(queue, one);
          wanted.push(one);
        } else if (operation === 'shift') {
          seen.push(queues.first(queue), queues.shift(queue));
          expected.push(wanted[0], wanted.shift());
        } else if (operation === 'pop') {
          seen.push(queues.last(queue), queues.pop(queue));
          expected.push(wanted.at(-1), wanted.pop());
        } else if (operation === 'remove') {
          seen.push(queues.remove(one));
          expected.push(model.remove(one));
        }
        expect(queues.length(queue)).toBe(model.queues[queue]!.length);
        const asking = number % 8 === 0;
        expect(asking && queues.has(one)).toBe(asking && model.holder(one) !== -1);
        expect(queues.queued).toBe(model.queues.flat().length);
      }
      expect(seen).toEqual(expected);
    }),
  );
});

test('refuse a task that stands in any of them', () => {
  const queues = new TaskQueues(2);
  queues.push(0, task(3));
  expect(() => queues.push(1, task(3))).toThrow(/id 3 is queued already/);
  expect(queues.queued).toBe(1);
});

test('work on after a burst that made them give memory back', () => {
  const queues = new TaskQueues(2);
  for (const round of [0, 1]) {
    for (let id = 0; id < 10_000; id += 1) queues.push(id % 2, task(id + round));
    for (let id = 0; id < 10_000; id += 1) expect(queues.shift(id % 2)!.id).toBe(id + round);
    expect(queues.queued).toBe(0);
  }
});
