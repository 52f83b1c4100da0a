import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { outcomes } from '../../../../src/executors/recording.ts';
import { simulate } from '../../../../src/executors/simulator/simulate.ts';
import { strategies, strategyNames } from '../../../../src/schedulers/strategies.ts';
import { crews, depths, loads } from '../../schedulers/arbitraries.ts';
import { columnsOf } from './columns.ts';

test('are counted as they are defined, with failures too', () => {
  fc.assert(
    fc.property(
      loads(50),
      crews,
      depths,
      fc.constantFrom(...strategyNames),
      fc.constantFrom(0, 0.3),
      fc.option(fc.integer({ min: 2, max: 20 })),
      (load, speeds, depth, name, taskFailures, window) => {
        const columns = columnsOf(load);
        const { recording, inversions, invertedTime } = simulate({
          strategy: strategies[name],
          speeds,
          depth,
          load: window === null ? columns : { ...columns, window },
          faults: { taskFailures },
          retries: 1,
          costs: { transfer: 3 },
          record: true,
        });
        const { priority, submitted, decided, began, ended, outcome } = recording!;
        const starts = depth === 1 ? decided : began;
        const ids = [...starts.keys()].filter((id) => outcome[id] === outcomes.done);
        let count = 0;
        let time = 0;
        for (const id of ids) {
          const start = starts[id]!;
          const waiting = ids.filter(
            (other) => priority[other]! > priority[id]! && submitted[other]! < start && starts[other]! > start,
          );
          if (waiting.length === 0) continue;
          count += 1;
          time += Math.min(Math.max(...waiting.map((other) => starts[other]!)), ended[id]!) - start;
        }
        expect(inversions).toBe(count);
        expect(invertedTime).toBeCloseTo(time, 6);
      },
    ),
    { numRuns: 400 },
  );
});

test('are none where all are equally urgent, or the most urgent one always goes first', () => {
  const size = 500;
  const service = Float64Array.from({ length: size }, (_, id) => 10 + (id % 13));
  const levels = Float64Array.from({ length: size }, (_, id) => (id * 7) % 3);
  const speeds = [1, 1, 0.5];
  const run = (strategy: 'fifo' | 'priority', priorities: Float64Array): number =>
    simulate({ strategy: strategies[strategy], speeds, load: { size, service, priorities } }).inversions;
  expect(run('fifo', new Float64Array(size).fill(5))).toBe(0);
  expect(run('priority', levels)).toBe(0);
  expect(run('fifo', levels)).toBeGreaterThan(0);
});
