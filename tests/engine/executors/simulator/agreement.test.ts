/** The simulator against the small driver of the strategies' own tests, which shares no code with it. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { simulate } from '../../../../src/executors/simulator/simulate.ts';
import { strategies, strategyNames } from '../../../../src/schedulers/strategies.ts';
import { crews, loads } from '../../schedulers/arbitraries.ts';
import { runVirtually, type Load } from '../../schedulers/virtual-run.ts';
import { columnsOf } from './columns.ts';

describe.each(strategyNames)('%s', (name) => {
  const strategy = strategies[name];

  function startsOf(load: readonly Load[], speeds: readonly number[], window: number | undefined): unknown {
    const columns = columnsOf(load);
    const { recording, makespan } = simulate({
      strategy,
      speeds,
      load: window === undefined ? columns : { ...columns, window },
      record: true,
    });
    return { makespan, workers: [...recording!.worker], times: [...recording!.began] };
  }

  test('starts the same tasks on the same workers at the same times', () => {
    fc.assert(
      fc.property(
        loads(60),
        crews,
        fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
        (load, speeds, window) => {
          const { starts, placements, makespan } = runVirtually({
            strategy,
            load,
            speeds,
            ...(window === undefined ? {} : { window }),
          });
          const times = new Float64Array(load.length);
          for (const { task, at } of starts) times[task.id] = at;
          expect(startsOf(load, speeds, window)).toEqual({ makespan, workers: placements, times: [...times] });
        },
      ),
      { numRuns: 150 },
    );
  });
});
