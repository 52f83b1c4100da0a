import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { OutstandingWork } from '../../../src/schedulers/outstanding-work.ts';
import { task } from './virtual-run.ts';

test('a worker has what was added and not taken off again', () => {
  const work = new OutstandingWork(2);
  work.add(0, task(0, { estimate: 10 }));
  work.add(0, task(1, { estimate: 30 }));
  for (const id of [2, 3, 4]) work.add(1, task(id));
  expect([work.of(0), work.of(1)]).toEqual([40, 60]);
  work.subtract(1, task(2));
  expect(work.of(1)).toBeCloseTo(40, 9);
  work.subtract(0, task(1, { estimate: 30 }));
  expect(work.of(0)).toBe(10);
});

test('is exactly 0 when everything was taken off, whatever was rounded', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e9, noNaN: true }))), (estimates) => {
      const work = new OutstandingWork(3);
      const tasks = estimates.map((estimate, id) => task(id, { estimate }));
      for (const one of tasks) work.add(one.id % 3, one);
      for (const one of tasks.toReversed()) work.subtract(one.id % 3, one);
      expect([0, 1, 2].map((worker) => work.of(worker))).toEqual([0, 0, 0]);
    }),
  );
});
