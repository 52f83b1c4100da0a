import type { TaskRequest } from '../../executors/dispatched.ts';
import type { Job } from '../../executors/job.ts';
import { type Calibration, iterationsFor } from '../../measurement/calibration.ts';
import { drawTasks, type TaskPlan } from './draw-tasks.ts';

/** A task as it is submitted in every repetition. */
export type PlannedRequest = Required<Pick<TaskRequest, 'job' | 'kind' | 'priority' | 'estimate'>>;

/** The tasks of a repetition, the same in every one. */
export interface Workload {
  readonly requests: readonly PlannedRequest[];
  /** Stated durations in ns on a worker of speed 1; undefined where tasks do not state one. */
  readonly durations: Float64Array | undefined;
}

/** Draws the tasks. `calibration` is needed for tasks that compute. */
export function createWorkload(plan: TaskPlan, calibration: Calibration | undefined): Workload {
  const { durations, priorities } = drawTasks(plan);
  const { task, seed } = plan;
  if (task.type === 'noop' || task.type === 'module') {
    const job: Job = task.type === 'noop' ? { kind: 'noop' } : { ...task, kind: 'module' };
    const kind = kindOf(task);
    const requests = Array.from(priorities, (priority) => ({ job, kind, priority, estimate: 0 }));
    return { requests, durations };
  }
  const kind = task.type;
  const requests = Array.from(durations!, (duration, id) => ({
    job: timedJob(kind, duration, seed, calibration),
    kind,
    priority: priorities[id]!,
    estimate: duration,
  }));
  return { requests, durations };
}

/** What tasks of a run are to a strategy, which may learn per kind. */
export function kindOf(task: TaskPlan['task']): string {
  return task.type === 'module' ? task.name : task.type;
}

function timedJob(kind: 'sleep' | 'cpu', duration: number, seed: number, calibration: Calibration | undefined): Job {
  if (kind === 'sleep') return { kind, duration };
  return { kind, iterations: iterationsFor(calibration!, duration), seed };
}
