import { GateError } from '../model/errors.ts';
import type { Scheduler, Strategy, Workers } from '../schedulers/strategy.ts';
import { strategyFailed } from './dispatch-errors.ts';
import { Dispatched } from './dispatched.ts';

/**
 * A strategy at work, which may be the user's own: whatever it throws, and whatever it answers against its contract,
 * becomes one error, which ends the run.
 */
export class GuardedScheduler {
  readonly #name: string;
  readonly #scheduler: Scheduler;
  readonly #onFailure: (error: GateError) => void;

  /** @throws GateError `SUBJECT_FAILED` when the strategy cannot be started, or what it throws as a GateError itself */
  constructor(strategy: Strategy, workers: Workers, seed: number, onFailure: (error: GateError) => void) {
    this.#name = strategy.name;
    this.#onFailure = onFailure;
    try {
      this.#scheduler = strategy.start(workers, seed);
    } catch (cause) {
      if (cause instanceof GateError) throw cause;
      throw strategyFailed(this.#name, `threw in start(): ${String(cause)}`, cause);
    }
  }

  get queued(): number {
    return this.#scheduler.queued;
  }

  /** As `Scheduler.place`; -1 when it failed. */
  place(task: Dispatched): number {
    try {
      return this.#scheduler.place(task);
    } catch (cause) {
      this.#fail(`threw in place(): ${String(cause)}`, cause);
      return -1;
    }
  }

  /** As `Scheduler.next`; undefined when it failed. */
  next(worker: number): Dispatched | undefined {
    try {
      const task = this.#scheduler.next(worker);
      if (task === undefined || (task instanceof Dispatched && !task.started)) return task;
    } catch (cause) {
      this.#fail(`threw in next(): ${String(cause)}`, cause);
      return undefined;
    }
    this.#fail(`gave worker ${worker} a task that is not waiting.`);
    return undefined;
  }

  /** As `Scheduler.ended`. */
  ended(task: Dispatched, worker: number, duration: number): void {
    try {
      this.#scheduler.ended(task, worker, duration);
    } catch (cause) {
      this.#fail(`threw in ended(): ${String(cause)}`, cause);
    }
  }

  /** As `Scheduler.remove`; false when it failed. */
  remove(task: Dispatched): boolean {
    try {
      return this.#scheduler.remove(task);
    } catch (cause) {
      this.#fail(`threw in remove(): ${String(cause)}`, cause);
      return false;
    }
  }

  /** With every worker idle and asked, these tasks did not come out. */
  holdsBack(tasks: number): void {
    this.#fail(`holds ${tasks} tasks back although every worker is idle and was asked.`);
  }

  #fail(what: string, cause?: unknown): void {
    this.#onFailure(strategyFailed(this.#name, what, cause));
  }
}
