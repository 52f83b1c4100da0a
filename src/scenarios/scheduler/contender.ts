import type { Recording } from '../../executors/recording.ts';
import type { GateError } from '../../model/errors.ts';
import type { Failures } from './drive.ts';
import type { Workload } from './workload.ts';

/** One run of all tasks. */
export interface Repetition {
  readonly recording: Recording;
  /** From the first submission to the last result, in ns. */
  readonly makespan: number;
  readonly failures: Failures;
  /** How many tasks were taken from another worker's queue; absent where the strategy does not say. */
  readonly steals?: number;
  /** Why nothing of the repetition can be trusted. */
  readonly broken?: GateError;
}

/** What is measured: a strategy on worker threads, or a scheduler of the user's own. */
export interface Contender {
  readonly name: string;
  readonly kind: 'strategy' | 'subject';
  /** In ns. */
  readonly startUp: number;
  /** Round trip of the very first task, in ns; undefined when it failed. */
  readonly coldStart: number | undefined;
  /** Runs all tasks once. A strategy's workers have the numbers of its slots, a subject's those of their threads' first tasks. */
  run(workload: Workload): Promise<Repetition>;
  /** Growth of heap and array buffers per queued task, in B. */
  memoryPerTask(): Promise<number>;
}

/** Tasks queued by the memory probe: many enough for the heap's own steps not to count. */
export const probeTasks = 4000;
