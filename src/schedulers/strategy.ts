/**
 * The contract of every strategy. A strategy is pure: it sees tasks and worker states, and decides; it knows neither
 * threads nor clocks, so that one and the same object serves real worker threads and a simulator.
 */
import type { KnownTasks, Task } from './task.ts';

/** What a strategy may know of the workers. */
export interface Workers {
  /** How many there are; workers are numbered from 0. */
  readonly count: number;
  /** How many tasks one worker may hold in flight (started by us, not finished). */
  readonly depth: number;
  /** How many tasks this worker holds in flight now. */
  inFlight(worker: number): number;
  /**
   * A worker with room for a task, -1 when all are full: one with the fewest tasks in flight, of those the one that
   * has had that few for longest. (By time alone, a depth above 1 would fill up one worker before the next gets any.)
   */
  free(): number;
  /** The tasks themselves, where all are known beforehand, as in a simulation: queues need keep no more than their ids. */
  readonly tasks?: KnownTasks;
}

/** A strategy at work on one set of workers. Made by `Strategy.start`; keeps the queues. */
export interface Scheduler {
  /**
   * A task has arrived: put it in a queue. A task that is run again after a failure is placed again, with the same id.
   *
   * @returns the worker, with room, that should now be asked for its `next` task; -1 when no worker can take one
   * @throws GateError `BAD_TASK` when a task with this id is queued already
   */
  place(task: Task): number;
  /**
   * The task that this worker shall start now, taken out of its queue; undefined when there is none for it. Asked of a
   * worker that `place` named or that got room (a task ended, its thread is back), until it is full or there is none.
   */
  next(worker: number): Task | undefined;
  /**
   * A task that `next` handed to this worker has ended, in whatever way: called exactly once for each, before the worker
   * is asked for its `next`. Strategies that learn do it here.
   *
   * @param duration execution in ns; NaN when it says nothing about the task (the worker died, it was aborted)
   */
  ended(task: Task, worker: number, duration: number): void;
  /** Takes a queued task out (cancelled, timed out). Answers whether it was queued. */
  remove(task: Task): boolean;
  /** How many tasks are queued. */
  readonly queued: number;
  /** How many tasks `next` gave to another worker than the one they were queued for; absent where none is queued for a worker. */
  readonly steals?: number;
}

/** A way of placing tasks on workers. */
export interface Strategy {
  /** Such as `work-stealing`. */
  readonly name: string;
  /** How it places, in one sentence. */
  readonly about: string;
  /** A fresh scheduler: nothing queued, nothing learned. `seed` decides whatever the strategy draws at random. */
  start(workers: Workers, seed: number): Scheduler;
}
