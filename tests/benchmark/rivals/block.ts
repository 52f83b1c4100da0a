/** What passes between a comparison and the processes of its pools. */
import type { RivalName } from './load-rival.ts';
import type { PoolShape } from './rival.ts';

/** Which pool to open, and how: the argument of `pool-process.ts`. */
export interface Opening {
  readonly name: RivalName;
  readonly shape: PoolShape;
}

/** Said once, when the pool is open. */
export interface Opened {
  /** From opening to a first result on every worker, in ns; the library's own code is loaded before. */
  readonly startUp: number;
  /** Of the kernel, run by the pool: the same for all, or one of them does not do the work. */
  readonly digest: unknown;
}

/** A stretch of tasks that do nothing. */
export interface Block {
  readonly tasks: number;
  /** How many of them are submitted and unfinished all the time. */
  readonly window: number;
}

/** What a block cost, in ns. */
export interface BlockCosts {
  /** CPU time of all threads of the pool's process per task: other programs on the machine do not touch it. */
  readonly cpu: number;
  /** Percentiles of the time on the wall from the submission of a task to its result. */
  readonly p50: number;
  readonly p99: number;
}
