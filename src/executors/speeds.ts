import type { Ending, Executor } from './executor.ts';
import { forward } from './forward.ts';
import type { Job, PlainJob } from './job.ts';

/**
 * An executor whose workers differ in speed: on a worker of speed 0.5 a sleep lasts twice as long and a CPU task has
 * twice the iterations; so does what is within a faulted job. Noops and users' own modules run unchanged.
 */
export function withSpeeds(executor: Executor, speeds: readonly number[]): Executor {
  if (speeds.every((speed) => speed === 1)) return executor;
  return {
    ...forward(executor),
    start: (worker: number, lane: number, job: Job, done: (ending: Ending) => void) => {
      executor.start(worker, lane, atSpeed(job, speeds[worker]!), done);
    },
  };
}

/** A job as a worker of this speed gets it. */
export function atSpeed(job: PlainJob, speed: number): PlainJob;
export function atSpeed(job: Job, speed: number): Job;
export function atSpeed(job: Job, speed: number): Job {
  switch (job.kind) {
    case 'sleep':
      return speed === 1 ? job : { ...job, duration: job.duration / speed };
    case 'cpu':
      return speed === 1 ? job : { ...job, iterations: Math.max(1, Math.round(job.iterations / speed)) };
    case 'faulted':
      return speed === 1 ? job : { ...job, job: atSpeed(job.job, speed) };
    case 'noop':
    case 'module':
      return job;
  }
}
