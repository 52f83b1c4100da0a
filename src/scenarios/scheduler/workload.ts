import type { TaskRequest } from '../../executors/dispatched.ts';
import type { Job } from '../../executors/job.ts';
import { type Calibration, iterationsFor } from '../../measurement/calibration.ts';
import { createSampler } from '../../statistics/distributions.ts';
import { createRandom, type Random } from '../../statistics/random.ts';
import type { PlannedPriority, SchedulerPlan } from './plan.ts';

/** The tasks of a repetition, the same in every one. */
export interface Workload {
  readonly requests: readonly Required<TaskRequest>[];
  /** Stated durations in ns on a worker of speed 1; undefined where tasks do not state one. */
  readonly durations: Float64Array | undefined;
}

/** Draws the tasks. `calibration` is needed for tasks that compute. */
export function createWorkload(plan: SchedulerPlan, calibration: Calibration | undefined): Workload {
  const random = createRandom(plan.seed);
  const drawPriority = createPriorities(plan.priority, random.fork());
  const { task } = plan;
  if (task.type === 'noop' || task.type === 'module') {
    const job: Job = task.type === 'noop' ? { kind: 'noop' } : { ...task, kind: 'module' };
    const kind = task.type === 'noop' ? 'noop' : task.name;
    const requests = Array.from({ length: plan.tasks }, () => ({ job, kind, priority: drawPriority(), estimate: 0 }));
    return { requests, durations: undefined };
  }
  const draw = createSampler(task.duration, random.fork(), 'task.duration');
  const durations = Float64Array.from({ length: plan.tasks }, () => draw());
  const kind = task.type;
  const requests = Array.from(durations, (duration) => ({
    job: timedJob(kind, duration, plan.seed, calibration),
    kind,
    priority: drawPriority(),
    estimate: duration,
  }));
  return { requests, durations };
}

function timedJob(kind: 'sleep' | 'cpu', duration: number, seed: number, calibration: Calibration | undefined): Job {
  if (kind === 'sleep') return { kind, duration };
  return { kind, iterations: iterationsFor(calibration!, duration), seed };
}

function createPriorities({ levels, weights }: PlannedPriority, random: Random): () => number {
  if (levels.length === 1) return () => levels[0]!;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return () => {
    let left = random.next() * total;
    const index = weights.findIndex((weight) => (left -= weight) < 0);
    return levels[index === -1 ? weights.findLastIndex((weight) => weight > 0) : index]!;
  };
}
