import { GateError } from '../../model/errors.ts';
import type { Scheduler, Workers } from '../../schedulers/strategy.ts';
import type { Task } from '../../schedulers/task.ts';
import { strategyFailed } from '../dispatch-errors.ts';
import type { SimulationPlan } from './plan.ts';

/** Where a task is in its life. */
const waiting = 1;
const started = 2;

/** A strategy in a simulation, which may be the user's own: what it throws, or answers against its contract, ends the run. */
export class StrategyAtWork {
  readonly #name: string;
  readonly #scheduler: Scheduler;
  /** By task id. */
  readonly #states: Uint8Array;

  /** @throws GateError `SUBJECT_FAILED` when the strategy cannot be started, or what it throws as a GateError itself */
  constructor({ strategy, seed, load }: SimulationPlan, workers: Workers) {
    this.#name = strategy.name;
    this.#states = new Uint8Array(load.size);
    try {
      this.#scheduler = strategy.start(workers, seed);
    } catch (cause) {
      if (cause instanceof GateError) throw cause;
      throw strategyFailed(this.#name, `threw in start(): ${String(cause)}`, cause);
    }
  }

  /** As `Scheduler.steals`; 0 where the strategy does not count them. */
  get steals(): number {
    return this.#scheduler.steals ?? 0;
  }

  /** As `Scheduler.place`. */
  place(task: Task): number {
    this.#states[task.id] = waiting;
    try {
      return this.#scheduler.place(task);
    } catch (cause) {
      throw strategyFailed(this.#name, `threw in place(): ${String(cause)}`, cause);
    }
  }

  /** As `Scheduler.next`. */
  next(worker: number): Task | undefined {
    const task = this.#ask(worker);
    if (task === undefined) return undefined;
    // It may be anything at all.
    const id = (task as Task | null)?.id ?? -1;
    if (this.#states[id] !== waiting) {
      throw strategyFailed(this.#name, `gave worker ${worker} a task that is not waiting.`);
    }
    this.#states[id] = started;
    return task;
  }

  /** As `Scheduler.ended`. */
  ended(task: Task, worker: number, duration: number): void {
    try {
      this.#scheduler.ended(task, worker, duration);
    } catch (cause) {
      throw strategyFailed(this.#name, `threw in ended(): ${String(cause)}`, cause);
    }
  }

  /** With every worker idle and asked, tasks did not come out. */
  holdsBack(): GateError {
    const held = this.#states.reduce((count, state) => count + (state === waiting ? 1 : 0), 0);
    return strategyFailed(this.#name, `holds ${held} tasks back although every worker is idle and was asked.`);
  }

  #ask(worker: number): Task | undefined {
    try {
      return this.#scheduler.next(worker);
    } catch (cause) {
      throw strategyFailed(this.#name, `threw in next(): ${String(cause)}`, cause);
    }
  }
}
