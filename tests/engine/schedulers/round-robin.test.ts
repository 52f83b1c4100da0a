import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { roundRobin } from '../../../src/schedulers/round-robin.ts';
import { crews, depths, loads } from './arbitraries.ts';
import { runVirtually, task } from './virtual-run.ts';

test('task i runs on worker i modulo the number of workers, whatever it costs', () => {
  fc.assert(
    fc.property(loads(60), crews, depths, (load, speeds, depth) => {
      const { placements } = runVirtually({ strategy: roundRobin, load, speeds, depth });
      expect(placements).toEqual(load.map((_, i) => i % speeds.length));
    }),
    { numRuns: 100 },
  );
});

test('is no list schedule: a worker waits while tasks queue for another', () => {
  const load = [9, 1, 9, 1].map((work, id) => ({ work, task: task(id) }));
  expect(runVirtually({ strategy: roundRobin, load, speeds: [1, 1] }).makespan).toBe(18);
});
