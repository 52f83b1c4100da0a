import { MinTree } from './min-tree.ts';
import type { Task } from './task.ts';

/**
 * How much work every worker still has before it, queued or in flight, by the tasks' estimates in ns. A task without an
 * estimate counts as the mean of the estimates seen so far when it is added, as 1 as long as there is none.
 */
export class OutstandingWork {
  readonly #total: MinTree;
  readonly #known: Float64Array;
  readonly #knownTasks: Int32Array;
  /** Tasks without an estimate are charged and released as a group: nothing need be remembered per task. */
  readonly #unknown: Float64Array;
  readonly #unknownTasks: Int32Array;
  #estimates = 0;
  #estimated = 0;

  constructor(workers: number) {
    this.#total = new MinTree(workers, 0);
    this.#known = new Float64Array(workers);
    this.#knownTasks = new Int32Array(workers);
    this.#unknown = new Float64Array(workers);
    this.#unknownTasks = new Int32Array(workers);
  }

  /** The outstanding work of one worker. */
  of(worker: number): number {
    return this.#total.get(worker);
  }

  /** A worker with the least outstanding work; those with equally little are chosen in turn. */
  least(): number {
    return this.#total.choose();
  }

  add(worker: number, task: Task): void {
    if (hasEstimate(task)) {
      this.#estimates += task.estimate;
      this.#estimated += 1;
      if (this.#estimated === 1) this.#recount(task.estimate);
      this.#known[worker]! += task.estimate;
      this.#knownTasks[worker]! += 1;
    } else {
      this.#unknown[worker]! += this.#estimated === 0 ? 1 : this.#estimates / this.#estimated;
      this.#unknownTasks[worker]! += 1;
    }
    this.#sum(worker);
  }

  /** Takes off what `add` put on. A worker without tasks is at exactly 0 again, whatever was rounded. */
  subtract(worker: number, task: Task): void {
    if (hasEstimate(task)) {
      this.#knownTasks[worker]! -= 1;
      this.#known[worker] = this.#knownTasks[worker]! > 0 ? this.#known[worker]! - task.estimate : 0;
    } else {
      const tasks = this.#unknownTasks[worker]!;
      this.#unknownTasks[worker] = tasks - 1;
      this.#unknown[worker] = tasks > 1 ? this.#unknown[worker]! * (1 - 1 / tasks) : 0;
    }
    this.#sum(worker);
  }

  /** The first estimate says what the tasks that counted as 1 until now are measured in. */
  #recount(estimate: number): void {
    for (let worker = 0; worker < this.#unknown.length; worker += 1) {
      this.#unknown[worker] = this.#unknownTasks[worker]! * estimate;
    }
    this.#total.fill((worker) => this.#known[worker]! + this.#unknown[worker]!);
  }

  #sum(worker: number): void {
    this.#total.set(worker, this.#known[worker]! + this.#unknown[worker]!);
  }
}

/** Whether a task says how long it will take. */
export function hasEstimate(task: Task): boolean {
  return task.estimate > 0 && task.estimate < Infinity;
}
