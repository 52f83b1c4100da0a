import type { Recording } from '../../executors/recording.ts';
import type { Summary } from '../../model/result.ts';
import type { Failures } from '../scheduler/drive.ts';

/** One run of a point's tasks. */
export interface PointRun {
  readonly recording: Recording;
  /** From the first submission to the last result, in ns. */
  readonly makespan: number;
  readonly failed: number;
  /** The errors that tasks ended with; absent in virtual time, where no task has an error of its own. */
  readonly failures?: Failures;
  /** Tasks taken from another worker's queue; absent where the strategy does not say. */
  readonly steals?: number;
  /** CPU time of the process and its workers, in ns; absent where it is not known. */
  readonly cpuTime?: number;
  /** In virtual time, which knows them exactly. */
  readonly exact?: { readonly latency: Summary; readonly queueWait: Summary };
}

/** A number of workers, ready to run its tasks. */
export interface PointRunner {
  /** In ns; absent where nothing has to start. */
  readonly startUp?: number;
  run(): Promise<PointRun>;
  close(): Promise<void>;
}
