import type { GateError } from '../model/errors.ts';
import type { Task } from '../schedulers/task.ts';
import type { Job, JobFault, PlainJob } from './job.ts';

/** A task to be dispatched. */
export interface TaskRequest {
  readonly job: Job;
  /** @default the kind of the job; of a faulted one, the kind that it was meant to be */
  readonly kind?: string;
  /** Larger is more urgent. @default 0 */
  readonly priority?: number;
  /** Expected duration on a worker of speed 1, in ns. @default 0: unknown */
  readonly estimate?: number;
  /**
   * What goes wrong on purpose: the task's i-th attempt has the i-th of these faults, later ones run the plain job. An
   * attempt that ended by another task's doing is made again with the same fault, so that every fault comes to pass.
   *
   * @default none
   */
  readonly faults?: readonly JobFault[];
}

/** Called once when a task has ended: with an error, or with the job's value. */
export type Settle = (task: Task, error: GateError | undefined, value: unknown) => void;

/**
 * A submitted task: what strategies see of it, and what the dispatcher keeps. One object, since a queue may hold a
 * million of them.
 */
export class Dispatched implements Task {
  readonly id: number;
  readonly kind: string;
  readonly priority: number;
  readonly estimate: number;
  readonly submitted: number;
  readonly job: Job;
  readonly faults: readonly JobFault[] | undefined;
  readonly settle: Settle;
  retries: number;
  /** In flight, or done: not to be started by a strategy. */
  started = false;
  /** `settle` has been called. */
  finished = false;
  /** Runs alone on a slot, without the strategy. */
  alone = false;
  /** Neighbours in the list of all unfinished tasks. */
  before: Dispatched | undefined = undefined;
  after: Dispatched | undefined = undefined;

  constructor(id: number, submitted: number, request: TaskRequest, retries: number, settle: Settle) {
    this.id = id;
    this.kind = request.kind ?? plainJob(request.job).kind;
    this.priority = request.priority ?? 0;
    this.estimate = request.estimate ?? 0;
    this.submitted = submitted;
    this.job = request.job;
    this.faults = request.faults;
    this.retries = retries;
    this.settle = settle;
  }
}

/** The job with this fault; as it is where there is none. */
export function faultedJob(job: Job, fault: JobFault | undefined): Job {
  return fault === undefined ? job : { kind: 'faulted', fault, job: plainJob(job) };
}

/** The job as it is meant to run. */
export function plainJob(job: Job): PlainJob {
  return job.kind === 'faulted' ? job.job : job;
}

/** All unfinished tasks, linked through themselves: joining and leaving are O(1) and take no memory of their own. */
export class Unfinished {
  #first: Dispatched | undefined;
  #last: Dispatched | undefined;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get first(): Dispatched | undefined {
    return this.#first;
  }

  add(task: Dispatched): void {
    task.before = this.#last;
    if (this.#last === undefined) this.#first = task;
    else this.#last.after = task;
    this.#last = task;
    this.#size += 1;
  }

  remove(task: Dispatched): void {
    if (task.before === undefined) this.#first = task.after;
    else task.before.after = task.after;
    if (task.after === undefined) this.#last = task.before;
    else task.after.before = task.before;
    task.before = undefined;
    task.after = undefined;
    this.#size -= 1;
  }
}
