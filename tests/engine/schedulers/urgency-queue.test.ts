import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Task } from '../../../src/schedulers/task.ts';
import { UrgencyQueue } from '../../../src/schedulers/urgency-queue.ts';
import { known, task } from './virtual-run.ts';

/** Few levels, more levels than there are queues, and the extremes. */
const priorities = fc.oneof(
  fc.integer({ min: 0, max: 2 }),
  fc.integer({ min: -20, max: 20 }),
  fc.constantFrom(-Infinity, Infinity, 0.5, -0),
);
const operations = fc.array(
  fc.tuple(fc.constantFrom('push', 'push', 'push', 'pop', 'remove', 'again'), fc.nat(199), priorities),
  { maxLength: 300, size: 'max' },
);

function refused(push: () => unknown): boolean {
  try {
    push();
    return false;
  } catch (error) {
    return String(error).includes('is queued already');
  }
}

function keyOf({ priority, id }: Task, patience: number): number {
  return patience === Infinity ? priority : priority * patience - id;
}

test('gives out the most urgent one first, whatever comes again, out of order, or is taken out', () => {
  fc.assert(
    fc.property(operations, fc.constantFrom(1, 3, 10_000, Infinity), fc.boolean(), (steps, patience, beforehand) => {
      const tasks = steps.map(([, , priority], id) => task(id, { priority }));
      const queue = new UrgencyQueue(patience, beforehand ? known(tasks) : undefined);
      const queued = new Set<Task>();
      const seen: unknown[] = [];
      const expected: unknown[] = [];
      let submitted = 0;
      for (const [operation, number] of steps) {
        // In the order of submission; or any one that has been out, or never was in.
        const id = operation === 'push' ? submitted : number % tasks.length;
        const one = tasks[id]!;
        if (operation === 'push') submitted += 1;
        if (operation === 'pop') {
          const [first] = [...queued].sort((a, b) => {
            const [left, right] = [keyOf(a, patience), keyOf(b, patience)];
            return left === right ? a.id - b.id : left < right ? 1 : -1;
          });
          seen.push(queue.pop()?.id);
          expected.push(first?.id);
          if (first !== undefined) queued.delete(first);
        } else if (operation === 'remove') {
          seen.push(queue.remove(one));
          expected.push(queued.delete(one));
        } else if (queued.has(one)) {
          seen.push(refused(() => queue.push(one)));
          expected.push(true);
        } else {
          queue.push(one);
          queued.add(one);
        }
        expect(queue.queued).toBe(queued.size);
      }
      expect(seen).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});
