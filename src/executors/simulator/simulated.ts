import type { Summary } from '../../model/result.ts';
import type { Recording } from '../recording.ts';

/** Times of the completed tasks, in ns; all 0 where `n` is 0. Exact for up to a million tasks, else within 0.1 %. */
export interface Percentiles extends Summary {
  /** The median under its other name. */
  readonly p50: number;
}

/** What a simulation showed. Times in ns of virtual time; the same on every machine. */
export interface Simulated {
  /** From the start of the run until the result of the last task was seen. */
  readonly makespan: number;
  /** Always `completed + failed`. */
  readonly submitted: number;
  readonly completed: number;
  /** Tasks that failed and had no retry left. */
  readonly failed: number;
  readonly starts: number;
  readonly crashes: number;
  /** Tasks that a worker took from another one's queue, as the strategy counts them; 0 where it does not. */
  readonly steals: number;
  /** Time that each worker spent on tasks, failed ones too. */
  readonly busy: Float64Array;
  /** Tasks completed by each worker. */
  readonly tasksOf: Int32Array;
  /** From submission to the decision that started it, of completed tasks. */
  readonly waiting: Percentiles;
  /** From submission to its result, of completed tasks. */
  readonly latency: Percentiles;
  /** Starts while a task of strictly higher priority was waiting already, and how long that stayed so. */
  readonly inversions: number;
  readonly invertedTime: number;
  /** Σ busy ÷ (makespan × workers); × depth, too, where tasks in flight on one worker overlap. 0 when nothing takes time. */
  readonly utilization: number;
  /** Digest of every decision and its outcome: task, worker, start and end. Equal on all machines and versions of Node. */
  readonly fingerprint: string;
  /** Per task, where it was asked for. Times from 0, which is a time here like any other. */
  readonly recording?: Recording;
}
