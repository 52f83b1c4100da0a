import { outcomes, type Recording } from '../../executors/recording.ts';
import { coveredTime } from './covered-time.ts';

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

function sumOfUnions({ outcome, worker, began, ended }: Recording, workers: number): number {
  const done = [...outcome.keys()].filter((id) => outcome[id] === outcomes.done);
  return coveredTime(done, worker, began, ended, workers);
}
