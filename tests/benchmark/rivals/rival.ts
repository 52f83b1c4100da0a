/** A worker pool under comparison: the same tasks, the same number in flight per worker. */

/** What a task does: nothing, or a fixed number of iterations of the kernel. */
export interface RivalTask {
  /** 0: nothing at all. */
  readonly iterations: number;
}

/** A pool that is open. */
export interface OpenPool {
  /** Runs a task; the promise ends when its result is there. */
  run(task: RivalTask): Promise<unknown>;
  close(): Promise<void>;
}

/** How to open a pool. */
export interface PoolShape {
  readonly workers: number;
  /** How many tasks one worker may hold. */
  readonly inFlight: number;
  /** With the options that the pool's own documentation recommends for many small tasks, else its defaults. */
  readonly tuned: boolean;
}

/** A pool by name. */
export interface Rival {
  readonly name: string;
  open(shape: PoolShape): Promise<OpenPool>;
}
