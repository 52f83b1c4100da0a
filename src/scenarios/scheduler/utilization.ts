import { outcomes, type Recording } from '../../executors/recording.ts';

/**
 * The share of the time of the workers in which tasks ran, of those that completed. It is never above 1: where a worker
 * has one lane, tasks that overlap on it count once.
 *
 * @param workers how many there are
 * @param lanes how many tasks run at the same time on one
 */
export function utilizationOf(recording: Recording, workers: number, lanes: number, makespan: number): number {
  const busy = lanes === 1 ? sumOfUnions(recording, workers) : sumOfTasks(recording);
  return busy / (workers * lanes * makespan);
}

function sumOfTasks({ size, outcome, began, ended }: Recording): number {
  let busy = 0;
  for (let id = 0; id < size; id += 1) if (outcome[id] === outcomes.done) busy += ended[id]! - began[id]!;
  return busy;
}

function sumOfUnions({ size, outcome, worker, began, ended }: Recording, workers: number): number {
  const ids = Uint32Array.from({ length: size }, (_, id) => id).filter((id) => outcome[id] === outcomes.done);
  ids.sort((a, b) => began[a]! - began[b]!);
  const until = new Float64Array(workers);
  let busy = 0;
  for (const id of ids) {
    const on = worker[id]!;
    const from = Math.max(began[id]!, until[on]!);
    if (ended[id]! <= from) continue;
    busy += ended[id]! - from;
    until[on] = ended[id]!;
  }
  return busy;
}
