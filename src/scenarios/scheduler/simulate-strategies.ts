import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Costs } from '../../executors/simulator/costs.ts';
import { GateError } from '../../model/errors.ts';
import { formatQuantity } from '../../model/units.ts';
import { resolveCosts } from '../costs/resolve.ts';
import type { PlannedSimulator } from '../executor-option.ts';
import { observeSimulated } from './observe-simulated.ts';
import type { SchedulerContext } from './options.ts';
import type { SchedulerPlan } from './plan.ts';
import { requireGoingOn } from './require-going-on.ts';
import { parametersOf, resultName, type SchedulerResult } from './result.ts';
import { simulatePlan, type Simulation } from './simulate-plan.ts';
import { createVirtualLoad } from './virtual-load.ts';

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
    // Which tasks failed is told by the recording alone.
    const record = simulator.faults !== undefined;
    const simulation = simulatePlan({ name: strategy.name, plan, simulator, strategy, load, costs, record });
    const { completed, failed } = simulation.simulated;
    if (completed === 0) throw allFailed(strategy.name, failed);
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
