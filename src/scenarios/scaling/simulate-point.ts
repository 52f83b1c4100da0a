import { setImmediate } from 'node:timers/promises';
import type { Costs } from '../../executors/simulator/costs.ts';
import type { Strategy } from '../../schedulers/strategy.ts';
import type { PlannedSimulator } from '../executor-option.ts';
import { simulatePlan } from '../scheduler/simulate-plan.ts';
import { createVirtualLoad } from '../scheduler/virtual-load.ts';
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
  simulator: PlannedSimulator,
  costs: Costs,
): PointRun {
  const load = createVirtualLoad(plan);
  const { simulated, steals } = simulatePlan({ name, plan, simulator, strategy, load, costs, record: true });
  const { recording, makespan, failed } = simulated;
  const { p50: _, ...latency } = simulated.latency;
  const { p50: __, ...queueWait } = simulated.waiting;
  return {
    recording: recording!,
    makespan,
    failed,
    ...(steals === undefined ? {} : { steals }),
    exact: { latency, queueWait },
  };
}
