import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outcomes } from '../../../../src/executors/recording.ts';
import { simulate, type SimulationOptions } from '../../../../src/executors/simulator/simulate.ts';
import { strategies, strategyNames } from '../../../../src/schedulers/strategies.ts';
import { crews, depths, loads } from '../../schedulers/arbitraries.ts';
import { columnsOf } from './columns.ts';

/** Whatever can be asked for together. */
const settings: fc.Arbitrary<Omit<SimulationOptions, 'strategy'>> = fc
  .record({
    load: loads(60),
    batch: fc.boolean(),
    window: fc.option(fc.integer({ min: 1, max: 9 })),
    speeds: crews,
    depth: depths,
    overlap: fc.boolean(),
    retries: fc.integer({ min: 0, max: 3 }),
    seed: fc.integer(),
    faults: fc.record({
      seed: fc.integer(),
      crashEvery: fc.constantFrom(Infinity, 5000, 500, 1),
      restart: fc.constantFrom(0, 100, 10_000),
      taskFailures: fc.constantFrom(0, 0.1, 0.9, 1),
    }),
    costs: fc.record({
      dispatch: fc.nat(20),
      transfer: fc.nat(50),
      retrieve: fc.nat(20),
      steal: fc.nat(20),
    }),
  })
  .map(({ load, batch, window, ...rest }) => {
    const { arrivals, ...columns } = columnsOf(load);
    const timed = batch ? columns : { ...columns, arrivals: arrivals! };
    return Object.assign(rest, { load: window === null ? timed : { ...timed, window }, record: true });
  });

describe.each(strategyNames)('%s', (name) => {
  test('loses nothing: submitted = completed + failed, and the parts add up', () => {
    fc.assert(
      fc.property(settings, (options) => {
        const { recording, ...sum } = simulate({ strategy: strategies[name], ...options });
        const { size } = options.load;
        expect(sum.submitted).toBe(size);
        expect(sum.completed + sum.failed).toBe(size);
        const ends = [...recording!.outcome];
        expect(ends.filter((outcome) => outcome === outcomes.done)).toHaveLength(sum.completed);
        expect(ends.filter((outcome) => outcome === outcomes.threw || outcome === outcomes.crashed)).toHaveLength(
          sum.failed,
        );
        expect(sum.tasksOf.reduce((total, count) => total + count, 0)).toBe(sum.completed);
        expect(recording!.starts.reduce((total, count) => total + count, 0)).toBe(sum.starts);
        expect(sum.starts).toBeGreaterThanOrEqual(size);
        expect(sum.waiting.n).toBe(sum.completed);
        expect(sum.utilization).toBeGreaterThanOrEqual(0);
        expect(sum.utilization).toBeLessThanOrEqual(1 + 1e-9);
        for (let id = 0; id < size; id += 1) {
          expect(recording!.submitted[id]).toBeLessThanOrEqual(recording!.decided[id]!);
          expect(recording!.decided[id]).toBeLessThanOrEqual(recording!.began[id]! + 0);
          expect(recording!.began[id]).toBeLessThanOrEqual(recording!.ended[id]!);
          expect(recording!.ended[id]).toBeLessThanOrEqual(recording!.seen[id]!);
          expect(recording!.seen[id]).toBeLessThanOrEqual(sum.makespan);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('does the same again, and something else with another seed of the faults', () => {
    fc.assert(
      fc.property(settings, (options) => {
        const strategy = strategies[name];
        const first = simulate({ strategy, ...options });
        expect(simulate({ strategy, ...options })).toEqual(first);
        const faults = { ...options.faults, crashEvery: 500 };
        const digests = [1, 2].map(
          (seed) => simulate({ strategy, ...options, faults: { ...faults, seed } }).fingerprint,
        );
        // Only where nothing is ever in danger may two seeds come to the same.
        const inDanger = options.load.service.reduce((sum, time) => sum + time, 0) > 20_000;
        expect(inDanger && digests[0] === digests[1]).toBe(false);
      }),
      { numRuns: 40 },
    );
  });
});

test('one worker runs one task at a time, and no two tasks at once', () => {
  fc.assert(
    fc.property(settings, fc.constantFrom(...strategyNames), (options, name) => {
      const faults = { taskFailures: 0 };
      const { recording } = simulate({ strategy: strategies[name], ...options, overlap: false, faults });
      const byStart = [...recording!.began.keys()].sort(
        (a, b) => recording!.began[a]! - recording!.began[b]! || recording!.ended[a]! - recording!.ended[b]!,
      );
      const free = new Float64Array(options.speeds.length);
      for (const id of byStart) {
        const worker = recording!.worker[id]!;
        expect(recording!.began[id]).toBeGreaterThanOrEqual(free[worker]!);
        free[worker] = recording!.ended[id]!;
      }
    }),
    { numRuns: 200 },
  );
});
