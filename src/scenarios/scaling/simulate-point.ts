import { setImmediate } from 'node:timers/promises';
import type { Costs } from '../../executors/simulator/costs.ts';
import { simulate } from '../../executors/simulator/simulate.ts';
import { GateError } from '../../model/errors.ts';
import type { Strategy } from '../../schedulers/strategy.ts';
import type { PlannedSimulator } from '../executor-option.ts';
import { createVirtualLoad } from '../scheduler/virtual-load.ts';
import { watchSteals } from '../scheduler/watch-steals.ts';
import type { PlannedPoint } from './plan.ts';
import type { PointRun, PointRunner } from './point-runner.ts';

/** A point in virtual time: nothing has to be opened. */
export function simulatePoint(
  point: PlannedPoint,
  strategy: Strategy,
  simulator: PlannedSimulator,
  costs: Costs,
): PointRunner {
  return {
    async run() {
      // Virtual time leaves no turn to the event loop: whatever wants to end the run is heard in between.
      await setImmediate();
      return simulateOnce(point, strategy, simulator, costs);
    },
    close: () => Promise.resolve(),
  };
}

function simulateOnce(
  { name, scheduler: plan }: PlannedPoint,
  strategy: Strategy,
  { faults }: PlannedSimulator,
  costs: Costs,
): PointRun {
  const { speeds, depth, retries, seed, task } = plan;
  const watched = watchSteals(strategy);
  const simulated = simulate({
    strategy: watched.strategy,
    speeds,
    depth,
    overlap: task.type === 'sleep',
    load: createVirtualLoad(plan),
    costs,
    retries,
    seed,
    record: true,
    ...(faults === undefined ? {} : { faults: { seed, ...faults } }),
  });
  const { recording, makespan, failed, completed } = simulated;
  if (completed > 0 && makespan === 0) throw noTime(name);
  const { p50: _, ...latency } = simulated.latency;
  const { p50: __, ...queueWait } = simulated.waiting;
  const steals = watched.steals();
  return {
    recording: recording!,
    makespan,
    failed,
    ...(steals === undefined ? {} : { steals }),
    exact: { latency, queueWait },
  };
}

function noTime(name: string): GateError {
  return new GateError({
    code: 'NOTHING_MEASURED',
    message: `${name}: nothing takes any time in this simulation.`,
    fix: "State how long tasks take ({ type: 'sleep', duration: '10 ms' }), or what they cost (executor: { type: 'simulator', costs: 'calibrated' }).",
  });
}
