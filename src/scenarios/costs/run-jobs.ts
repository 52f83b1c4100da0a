import { Dispatcher } from '../../executors/dispatch.ts';
import type { Executor } from '../../executors/executor.ts';
import type { Job } from '../../executors/job.ts';
import { createRecording, type Recording } from '../../executors/recording.ts';
import type { Strategy } from '../../schedulers/strategy.ts';

/** Around a run of jobs. */
export interface JobsRun {
  readonly executor: Executor;
  readonly strategy: Strategy;
  readonly jobs: readonly Job[];
  /** Called when all have been submitted, in the same turn: none has been seen to end. */
  readonly onSubmitted?: () => void;
  /** Called when the last has ended, in the same turn. */
  readonly onEnded?: () => void;
}

/** Submits all jobs at once and waits for their ends. @throws GateError what a job failed with */
export async function runJobs({ executor, strategy, jobs, onSubmitted, onEnded }: JobsRun): Promise<Recording> {
  const recording = createRecording(jobs.length);
  const dispatcher = new Dispatcher({ executor, strategy, recording });
  try {
    await new Promise<void>((resolve, reject) => {
      let left = jobs.length;
      for (const job of jobs) {
        dispatcher.submit({ job }, (_, error) => {
          if (error !== undefined) reject(error);
          left -= 1;
          if (left > 0) return;
          onEnded?.();
          resolve();
        });
      }
      onSubmitted?.();
    });
    return recording;
  } finally {
    await dispatcher.close();
  }
}
