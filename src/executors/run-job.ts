/** Runs jobs in the thread that it is called in. Loads little, since users' own workers import it too. */
import { threadId } from 'node:worker_threads';
import { now } from '../measurement/clock.ts';
import { runKernel } from '../measurement/kernel.ts';
import type { Ran } from './executor.ts';
import type { Job } from './job.ts';
import { loadFunction } from './load-function.ts';
import { runFaulted } from './run-faulted.ts';
import { sleep } from './sleep.ts';

/**
 * Runs a job and answers its value; a promise only where the job needs one, so that a short job costs no turn of the
 * event loop.
 */
export function runJob(job: Job): unknown {
  switch (job.kind) {
    case 'noop':
      return undefined;
    case 'cpu':
      return runKernel(job.iterations, job.seed);
    case 'sleep':
      return sleep(job.duration);
    case 'module':
      return loadFunction(job).then((run) => run(...job.args));
    case 'faulted':
      return runFaulted(job, runJob);
  }
}

/**
 * Runs one task of a scenario, for a worker of your own: call it with the `job` that your scheduler was given and
 * return what it answers, so that the time in the queue and the time in the worker can be told apart.
 *
 * @throws whatever the job throws
 */
export async function runTask(job: Job): Promise<Ran> {
  const began = now();
  const value = await runJob(job);
  const ended = now();
  // In the main thread of a process, such as a child process, the process tells workers apart.
  return { value, began, ended, thread: threadId === 0 ? process.pid : threadId };
}
