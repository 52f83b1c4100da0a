import type { KnownTasks, Task } from '../../schedulers/task.ts';
import type { VirtualLoad } from './load.ts';

/** The tasks of a simulation as strategies see them, made from the columns of the load whenever one is asked for. */
export class VirtualTasks implements KnownTasks {
  readonly size: number;
  readonly kinds: readonly string[] | undefined;
  readonly priorities: Float64Array | undefined;
  readonly estimates: Float64Array;
  /** When each was submitted; undefined while all are at 0. */
  readonly submitted: Float64Array | undefined;

  constructor(load: VirtualLoad) {
    this.size = load.size;
    this.kinds = load.kinds;
    this.priorities = load.priorities;
    this.estimates = load.estimates ?? load.service;
    const decidedInTheRun = load.window !== undefined || load.predecessors !== undefined;
    this.submitted = decidedInTheRun ? new Float64Array(load.size) : load.arrivals;
  }

  get(id: number): Task {
    return new VirtualTask(id, this);
  }

  priorityOf(id: number): number {
    return this.priorities === undefined ? 0 : this.priorities[id]!;
  }

  submittedAt(id: number): number {
    return this.submitted === undefined ? 0 : this.submitted[id]!;
  }
}

class VirtualTask implements Task {
  readonly id: number;
  readonly #tasks: VirtualTasks;

  constructor(id: number, tasks: VirtualTasks) {
    this.id = id;
    this.#tasks = tasks;
  }

  get kind(): string {
    return this.#tasks.kinds === undefined ? 'task' : this.#tasks.kinds[this.id]!;
  }

  get priority(): number {
    return this.#tasks.priorityOf(this.id);
  }

  get estimate(): number {
    return this.#tasks.estimates[this.id]!;
  }

  get submitted(): number {
    return this.#tasks.submittedAt(this.id);
  }
}
