import { outcomes, type Recording } from '../../executors/recording.ts';
import { coveredTime } from '../scheduler/covered-time.ts';

/** How the workers spent a run, in ns over all workers: together workers × makespan. */
export interface WorkerTime {
  /** At least one task was running. */
  readonly busy: number;
  /** None ran, and one was on its way there, or its result on the way back. */
  readonly transfer: number;
  /**
   * None ran, and the worker waited for the scheduler: to see a result while it saw to others, or to start another task, of
   * which there still was one.
   */
  readonly dispatch: number;
  /** Nothing came any more. */
  readonly idle: number;
}

/**
 * Splits the time of the workers. Tasks that overlap on one worker count once.
 *
 * @returns undefined where a task failed or was run again: of the time that went into that nothing is recorded
 */
export function splitWorkerTime(recording: Recording, workers: number, makespan: number): WorkerTime | undefined {
  const { size, outcome, starts, worker, submitted, decided, began, ended, seen } = recording;
  let from = Infinity;
  for (let id = 0; id < size; id += 1) {
    if (outcome[id] !== outcomes.done || starts[id]! > 1) return undefined;
    from = Math.min(from, submitted[id]!);
  }
  const busy = coveredTime(worker.keys(), worker, began, ended, workers);
  const onTheWay = coveredTime(worker.keys(), worker, decided, arrivals(recording), workers);
  const last = new Float64Array(workers).fill(from);
  for (let id = 0; id < size; id += 1) last[worker[id]!] = Math.max(last[worker[id]!]!, seen[id]!);
  const served = last.reduce((sum, time) => sum + time - from, 0);
  return {
    busy,
    transfer: Math.max(0, onTheWay - busy),
    dispatch: Math.max(0, served - onTheWay),
    idle: Math.max(0, workers * makespan - served),
  };
}

/**
 * When each result can be taken to have arrived. The scheduler sees to one at a time: a result that it saw after others that had
 * been seen since its task ended was there when it saw the first of those.
 */
function arrivals({ ended, seen }: Recording): Float64Array {
  const order = seen.toSorted();
  return ended.map((time, id) => Math.min(seen[id]!, order[firstFrom(order, time)] ?? Infinity));
}

/** The index of the first value of at least this much; the length when there is none. */
function firstFrom(sorted: Float64Array, least: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
