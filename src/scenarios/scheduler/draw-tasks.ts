import { createSampler } from '../../statistics/distributions.ts';
import { createRandom, type Random } from '../../statistics/random.ts';
import { drawArrivals } from '../arrivals.ts';
import type { PlannedPriority, SchedulerPlan } from './plan.ts';

/** What decides the tasks of a run. */
export type TaskPlan = Pick<SchedulerPlan, 'seed' | 'tasks' | 'task' | 'priority' | 'arrivals'>;

/** What was drawn for the tasks, in columns by task: the same seed, the same tasks, on every executor. */
export interface DrawnTasks {
  /** Stated durations in ns on a worker of speed 1; undefined where tasks do not state one. */
  readonly durations: Float64Array | undefined;
  readonly priorities: Float64Array;
  /** Times in ns, ascending, the first at 0; undefined where nothing says when they arrive. */
  readonly arrivals: Float64Array | undefined;
}

/** Draws the tasks of a run. Each column has random numbers of its own: another one leaves it as it is. */
export function drawTasks({ seed, tasks, task, priority, arrivals }: TaskPlan): DrawnTasks {
  const random = createRandom(seed);
  const ofPriorities = random.fork();
  const ofDurations = random.fork();
  const ofArrivals = random.fork();
  const timed = task.type === 'sleep' || task.type === 'cpu';
  return {
    durations: timed ? fill(tasks, createSampler(task.duration, ofDurations, 'task.duration')) : undefined,
    priorities: fill(tasks, createPriorities(priority, ofPriorities)),
    arrivals: arrivals === undefined ? undefined : drawArrivals(arrivals, tasks, ofArrivals),
  };
}

function fill(size: number, draw: () => number): Float64Array {
  const column = new Float64Array(size);
  for (let id = 0; id < size; id += 1) column[id] = draw();
  return column;
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
