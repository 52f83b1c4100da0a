import type { VirtualLoad } from '../../executors/simulator/load.ts';
import { drawTasks, type TaskPlan } from './draw-tasks.ts';
import { kindOf } from './workload.ts';

/** The tasks that real workers would get, for virtual time: there a task takes what it states, a noop nothing. */
export function createVirtualLoad(plan: TaskPlan & { readonly window: number }): VirtualLoad {
  const { durations, priorities, arrivals } = drawTasks(plan);
  const kind = kindOf(plan.task);
  return {
    size: plan.tasks,
    service: durations ?? new Float64Array(plan.tasks),
    ...(plan.priority.levels.length > 1 || plan.priority.levels[0] !== 0 ? { priorities } : {}),
    kinds: Array.from({ length: plan.tasks }, () => kind),
    ...(arrivals === undefined ? {} : { arrivals }),
    ...(plan.window < plan.tasks ? { window: plan.window } : {}),
  };
}
