/** A task as a strategy sees it. What it runs (its job) is not a strategy's business. */
export interface Task {
  /** Place in the order of submission, from 0. */
  readonly id: number;
  /** Tasks of one kind are expected to take equally long on one worker; `adaptive` learns per kind. */
  readonly kind: string;
  /** Larger is more urgent. */
  readonly priority: number;
  /** Expected duration on a worker of speed 1, in ns; 0 when nothing is known. */
  readonly estimate: number;
  /** When it was submitted, in ns on the clock of the run (virtual time in a simulator). */
  readonly submitted: number;
}

/** Tasks that are all known beforehand and found by id, so that ten million of them can be queued without as many objects. */
export interface KnownTasks {
  /** Ids are below this. */
  readonly size: number;
  /** The task with this id: equal to the one that was placed, but not the same object. */
  get(id: number): Task;
}
