import type { Executor } from '../../executors/executor.ts';
import type { Job } from '../../executors/job.ts';
import { fifo } from '../../schedulers/fifo.ts';
import { median } from '../../statistics/quantiles.ts';
import { runJobs } from './run-jobs.ts';

const tasks = 40;
const rounds = 6;

/**
 * What a worker that waits for its next task loses per task, in ns: from a start to the next, less the time in which the
 * task itself ran. Mean of a round, since a schedule is a sum; of the rounds the median, of which the first is left out.
 */
export async function measureHandOver(executor: Executor): Promise<number> {
  const jobs = Array.from({ length: tasks }, (): Job => ({ kind: 'sleep', duration: 2e6 }));
  const means: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { decided, began, ended } = await runJobs({ executor, strategy: fifo, jobs });
    // One worker, first come first served: task by task.
    let ran = 0;
    for (let id = 0; id < tasks - 1; id += 1) ran += ended[id]! - began[id]!;
    if (round > 0) means.push((decided[tasks - 1]! - decided[0]! - ran) / (tasks - 1));
  }
  return median(means);
}
