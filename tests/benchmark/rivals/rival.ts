/** A worker pool under comparison: the same tasks, the same number in flight per worker. */

/** A pool that is open. It ends with its process: not every pool ends by itself when it is asked to. */
export interface OpenPool {
  /**
   * Runs a task; the promise ends when its result is there.
   *
   * @param iterations of the kernel; 0 is a task that does nothing. A bare number, the cheapest thing to clone, for all
   */
  run(iterations: number): Promise<unknown>;
}

/** How to open a pool. */
export interface PoolShape {
  readonly workers: number;
  /** How many tasks one worker may hold. */
  readonly inFlight: number;
  /** With the options that the pool's own documentation recommends for many small tasks, else its defaults. */
  readonly tuned: boolean;
}

/** How a pool is made. */
export interface Rival {
  open(shape: PoolShape): Promise<OpenPool>;
}
