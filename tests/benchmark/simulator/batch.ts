import type { VirtualLoad } from '../../../src/executors/simulator/load.ts';
import type { StrategyName } from '../../../src/schedulers/strategies.ts';
import { createSampler } from '../../../src/statistics/distributions.ts';
import { createRandom } from '../../../src/statistics/random.ts';

/** What is to be simulated: tasks of exponential duration, all there at the beginning. */
export interface Batch {
  readonly strategy: StrategyName;
  readonly tasks: number;
  readonly workers: number;
}

/** The tasks of a batch; three levels of priority for the strategy that looks at them. */
export function loadOf({ strategy, tasks }: Batch): VirtualLoad {
  const random = createRandom(1);
  const draw = createSampler({ kind: 'exponential', mean: 1e6 }, random);
  const service = new Float64Array(tasks);
  for (let id = 0; id < tasks; id += 1) service[id] = draw();
  if (strategy !== 'priority') return { size: tasks, service };
  const priorities = new Float64Array(tasks);
  for (let id = 0; id < tasks; id += 1) priorities[id] = random.integer(3);
  return { size: tasks, service, priorities };
}

/** Workers of equal speed. */
export function speedsOf({ workers }: Batch): readonly number[] {
  return Array.from({ length: workers }, () => 1);
}
