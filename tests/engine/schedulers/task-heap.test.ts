import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { TaskHeap } from '../../../src/schedulers/task-heap.ts';
import { known, task } from './virtual-run.ts';

test('gives out the largest key first, equal ones by id, after any removals', () => {
  const keys = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 300, size: 'max' });
  fc.assert(
    fc.property(
      keys,
      fc.array(fc.nat(299), { maxLength: 150, size: 'max' }),
      fc.boolean(),
      (drawn, gone, beforehand) => {
        const heap = new TaskHeap(beforehand ? known(Array.from({ length: 300 }, (_, id) => task(id))) : undefined);
        expect(heap.firstId).toBe(Infinity);
        drawn.forEach((key, id) => heap.push(task(id), key));
        const removed = gone.map((id) => heap.remove(task(id)));
        expect(removed).toEqual(gone.map((id, i) => id < drawn.length && gone.indexOf(id) === i));
        const rest = [...drawn.keys()]
          .filter((id) => !gone.includes(id))
          .sort((a, b) => drawn[b]! - drawn[a]! || a - b);
        expect(heap.queued).toBe(rest.length);
        expect(heap.firstId).toBe(rest[0] ?? Infinity);
        expect(heap.firstKey).toBe(rest.length === 0 ? -Infinity : drawn[rest[0]!]);
        expect(rest.every((id) => heap.has(task(id)))).toBe(true);
        expect(rest.map(() => heap.pop()?.id)).toEqual(rest);
        expect(heap.pop()).toBeUndefined();
      },
    ),
  );
});

test('works on after a burst that made it give memory back', () => {
  const heap = new TaskHeap();
  for (const round of [0, 1]) {
    for (let id = 0; id < 10_000; id += 1) heap.push(task(id + round), id % 7);
    expect(heap.pop()?.id).toBe(6 + round);
    for (let id = 1; id < 10_000; id += 1) heap.pop();
    expect(heap.queued).toBe(0);
  }
});
