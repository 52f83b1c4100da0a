import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fifo } from '../../../src/schedulers/fifo.ts';
import { crews, depths, loads } from './arbitraries.ts';
import { runVirtually, task } from './virtual-run.ts';

test('starts tasks in the order of submission, whatever is cancelled', () => {
  fc.assert(
    fc.property(loads(60), crews, depths, fc.array(fc.nat(59)), (load, speeds, depth, drawn) => {
      const cancel = new Map([[load.length, drawn.filter((id) => id < load.length)]]);
      const ids = runVirtually({ strategy: fifo, load, speeds, depth, cancel }).starts.map((start) => start.task.id);
      expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    }),
    { numRuns: 150 },
  );
});

test('a task goes to the worker that comes free first', () => {
  const load = [5, 1, 1, 1, 1].map((work, id) => ({ work, task: task(id) }));
  expect(runVirtually({ strategy: fifo, load, speeds: [1, 1] }).placements).toEqual([0, 1, 1, 1, 1]);
});
