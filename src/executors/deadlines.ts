import { now } from '../measurement/clock.ts';
import type { Executor } from './executor.ts';
import type { Lanes } from './lanes.ts';

/** How much longer a worker may take to begin its first job than the job itself may take: threads need time to start. */
const startingTime = 10e9;

/**
 * Finds workers that are stuck, with one timer for all tasks: a task's time counts from when it began in the worker, so
 * that waiting behind a neighbour there is not held against it.
 */
export class Deadlines {
  readonly #executor: Executor;
  readonly #lanes: Lanes;
  readonly #timeout: number;
  readonly #onOverdue: (worker: number) => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(executor: Executor, lanes: Lanes, timeout: number, onOverdue: (worker: number) => void) {
    this.#executor = executor;
    this.#lanes = lanes;
    this.#timeout = timeout;
    this.#onOverdue = onOverdue;
  }

  /** Something is in flight: watch it. */
  arm(): void {
    if (this.#timer === undefined) this.#wait(this.#timeout);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #wait(time: number): void {
    // Node's longest timer; a check that comes early only waits again.
    this.#timer = setTimeout(() => this.#check(), Math.min(2 ** 31 - 1, Math.ceil(time / 1e6) + 1));
    this.#timer.unref();
  }

  #check(): void {
    this.#timer = undefined;
    const time = now();
    let earliest = Infinity;
    for (let worker = 0; worker < this.#lanes.room.count; worker += 1) {
      const deadline = this.#deadlineOf(worker);
      if (deadline <= time) this.#onOverdue(worker);
      else earliest = Math.min(earliest, deadline);
    }
    if (earliest < Infinity && this.#timer === undefined) this.#wait(Math.min(earliest - time, this.#timeout));
  }

  #deadlineOf(worker: number): number {
    const { depth } = this.#lanes;
    let firstBegan = Infinity;
    let firstStarted = Infinity;
    for (let lane = 0; lane < depth; lane += 1) {
      const at = worker * depth + lane;
      if (this.#lanes.task(at) === undefined) continue;
      firstStarted = Math.min(firstStarted, this.#lanes.startedAt(at));
      const began = this.#executor.beganAt(worker, lane);
      if (began > 0) firstBegan = Math.min(firstBegan, began);
    }
    if (firstBegan < Infinity) return firstBegan + this.#timeout;
    return firstStarted + startingTime + this.#timeout;
  }
}
