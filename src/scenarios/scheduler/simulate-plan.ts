import type { Costs } from '../../executors/simulator/costs.ts';
import type { VirtualLoad } from '../../executors/simulator/load.ts';
import { simulate } from '../../executors/simulator/simulate.ts';
import type { Simulated } from '../../executors/simulator/simulated.ts';
import { GateError } from '../../model/errors.ts';
import type { Strategy } from '../../schedulers/strategy.ts';
import type { PlannedSimulator } from '../executor-option.ts';
import type { SchedulerPlan } from './plan.ts';
import { watchSteals } from './watch-steals.ts';

/** What a simulation showed, and how often the strategy says that it stole. */
export interface Simulation {
  readonly simulated: Simulated;
  readonly steals: number | undefined;
}

/** How to simulate a plan. */
export interface PlannedSimulation {
  /** For errors. */
  readonly name: string;
  readonly plan: Pick<SchedulerPlan, 'speeds' | 'depth' | 'retries' | 'seed' | 'task'>;
  readonly simulator: PlannedSimulator;
  readonly strategy: Strategy;
  readonly load: VirtualLoad;
  readonly costs: Costs;
  /** Whether to keep what happened to every task. */
  readonly record: boolean;
}

/**
 * Runs a plan's tasks in virtual time, once.
 *
 * @throws GateError `NOTHING_MEASURED` when none of them takes any time
 */
export function simulatePlan({ name, plan, simulator, strategy, load, costs, record }: PlannedSimulation): Simulation {
  const { speeds, depth, retries, seed, task } = plan;
  const { faults } = simulator;
  const watched = watchSteals(strategy);
  const simulated = simulate({
    strategy: watched.strategy,
    speeds,
    depth,
    overlap: task.type === 'sleep',
    load,
    costs,
    retries,
    seed,
    record,
    ...(faults === undefined ? {} : { faults: { seed, ...faults } }),
  });
  if (simulated.completed > 0 && simulated.makespan === 0) throw noTime(name);
  return { simulated, steals: watched.steals() };
}

function noTime(name: string): GateError {
  return new GateError({
    code: 'NOTHING_MEASURED',
    message: `${name}: nothing takes any time in this simulation.`,
    fix: "State how long tasks take ({ type: 'sleep', duration: '10 ms' }), or what they cost (executor: { type: 'simulator', costs: 'calibrated' }).",
  });
}
