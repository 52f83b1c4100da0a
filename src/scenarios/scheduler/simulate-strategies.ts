import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Costs } from '../../executors/simulator/costs.ts';
import type { VirtualLoad } from '../../executors/simulator/load.ts';
import { simulate } from '../../executors/simulator/simulate.ts';
import { GateError } from '../../model/errors.ts';
import { formatQuantity } from '../../model/units.ts';
import type { Strategy } from '../../schedulers/strategy.ts';
import { resolveCosts } from '../costs/resolve.ts';
import type { PlannedSimulator } from '../executor-option.ts';
import { observeSimulated, type Simulation } from './observe-simulated.ts';
import type { SchedulerContext } from './options.ts';
import type { SchedulerPlan } from './plan.ts';
import { requireGoingOn } from './require-going-on.ts';
import { parametersOf, resultName, type SchedulerResult } from './result.ts';
import { createVirtualLoad } from './virtual-load.ts';
import { watchSteals } from './watch-steals.ts';

/**
 * `bench.scheduler` in virtual time. Once each: all repetitions would be equal.
 *
 * @throws GateError `NOTHING_MEASURED` when all tasks failed or none takes any time, `SUBJECT_FAILED`, `ABORTED`
 */
export async function simulateStrategies(
  plan: SchedulerPlan,
  simulator: PlannedSimulator,
  { signal, onProgress }: SchedulerContext,
): Promise<SchedulerResult[]> {
  const costs = await resolveCosts(simulator.costs);
  const calibrated = simulator.costs === 'calibrated';
  const load = createVirtualLoad(plan);
  const results: SchedulerResult[] = [];
  for (const [done, strategy] of plan.strategies.entries()) {
    onProgress?.({ phase: 'measure', name: strategy.name, done, of: plan.strategies.length });
    // Virtual time leaves no turn to the event loop: whatever wants to end the run is heard in between.
    await nextTurn();
    requireGoingOn(strategy.name, signal);
    const simulation = simulateOne(plan, simulator, strategy, load, costs);
    results.push({
      scenario: 'scheduler',
      kind: 'strategy',
      scheduler: strategy.name,
      name: resultName(plan, strategy.name, plan.strategies.length === 1),
      parameters: parametersOf(plan, 'strategy', strategy.name),
      metrics: observeSimulated(plan, load, simulation, calibrated),
      warnings: doubts(simulation, calibrated ? costs : undefined),
    });
  }
  return results;
}

function simulateOne(
  plan: SchedulerPlan,
  { faults }: PlannedSimulator,
  strategy: Strategy,
  load: VirtualLoad,
  costs: Costs,
): Simulation {
  const { speeds, depth, retries, seed, task } = plan;
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
    // Which tasks failed is told by the recording alone.
    record: faults !== undefined,
    ...(faults === undefined ? {} : { faults: { seed, ...faults } }),
  });
  if (simulated.completed > 0 && simulated.makespan > 0) return { simulated, steals: watched.steals() };
  throw simulated.completed === 0 ? allFailed(strategy.name, simulated.failed) : noTime(strategy.name);
}

function doubts({ simulated }: Simulation, calibrated: Costs | undefined): readonly string[] {
  const found: string[] = [];
  if (simulated.failed > 0) {
    const tasks = simulated.failed === 1 ? 'task' : 'tasks';
    found.push(`${simulated.failed} ${tasks} failed by the faults that were asked for.`);
  }
  if (calibrated !== undefined) {
    const each = Object.entries(calibrated).map(([name, cost]) => `${name} ${formatQuantity(cost as number, 'ns')}`);
    found.push(
      `Calibrated on this machine (${each.join(', ')}), which another run does a little otherwise: these figures are no exact ones and are not judged.`,
    );
  }
  return found;
}

function allFailed(strategy: string, failed: number): GateError {
  return new GateError({
    code: 'NOTHING_MEASURED',
    message: `${strategy}: all ${failed} tasks failed in the simulation.`,
    fix: 'Ask for fewer faults (executor.faults), or for retries.',
  });
}

function noTime(strategy: string): GateError {
  return new GateError({
    code: 'NOTHING_MEASURED',
    message: `${strategy}: nothing takes any time in this simulation.`,
    fix: "State how long tasks take ({ type: 'sleep', duration: '10 ms' }), or what they cost (executor: { type: 'simulator', costs: 'calibrated' }).",
  });
}
