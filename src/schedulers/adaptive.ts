import { LazyTree } from './lazy-tree.ts';
import { LearnedTimes } from './learned-times.ts';
import type { Scheduler, Strategy, Workers } from './strategy.ts';
import type { Task } from './task.ts';
import { TaskQueues } from './task-queues.ts';

/**
 * Learns how long each worker takes for each kind of task (a moving average; the weight of a new observation is 0.3)
 * and places by it.
 *
 * - A task joins the queue of the worker that is expected to finish it first, given what is bound to that worker
 *   already. A worker that has not tried the kind yet is expected to need no time for it, so that it is tried first.
 * - The binding is loose: a worker without tasks of its own takes the tail of the queue that is expected to be worked off
 *   last, if it expects to finish that task before the owner would. And a slow worker does not start at the end of a batch
 *   what a busy fast one will have finished earlier: it passes it on, and waits.
 * - Where a task has an estimate, time is learned in proportion to it, so that sizes within one kind may differ.
 * - When an idle worker is passed over, what is known of it fades by 5 %: it is tried again in the end.
 *
 * Durations alone are learned from, and there is no clock: a task in flight counts in full until it ends. Without any
 * informative duration all workers look alike, and it deals out in turn by load. No list schedule: workers may wait by
 * choice. O(kinds × log workers) per decision, with at most 32 kinds told apart.
 */
export const adaptive: Strategy = {
  name: 'adaptive',
  about: 'Learns the time of every kind of task on every worker; the worker expected to finish first takes the task.',
  start: (workers: Workers): Scheduler => new Adaptive(workers),
};

class Adaptive implements Scheduler {
  readonly #workers: Workers;
  readonly #queues: TaskQueues;
  readonly #times: LearnedTimes;
  /** Workers with a queue by load, largest first: negated, Infinity where nothing is queued. */
  readonly #latest: LazyTree;
  #steals = 0;

  constructor(workers: Workers) {
    this.#workers = workers;
    this.#queues = new TaskQueues(workers.count, workers.tasks);
    this.#latest = new LazyTree(workers.count, (worker) =>
      this.#queues.length(worker) === 0 ? Infinity : -this.#times.load(worker),
    );
    this.#times = new LearnedTimes(workers.count, (worker) => {
      this.#latest.note(worker);
    });
  }

  get queued(): number {
    return this.#queues.queued;
  }

  get steals(): number {
    return this.#steals;
  }

  place(task: Task): number {
    const worker = this.#times.earliest(task);
    this.#queues.push(worker, task);
    this.#times.bind(worker, task);
    if (this.#workers.inFlight(worker) < this.#workers.depth) return worker;
    const passedOver = this.#workers.free();
    if (passedOver !== -1 && this.#workers.inFlight(passedOver) === 0) this.#times.fade(passedOver, task);
    return -1;
  }

  next(worker: number): Task | undefined {
    for (let own = this.#queues.first(worker); own !== undefined; own = this.#queues.first(worker)) {
      const better = this.#betterFor(own, worker);
      this.#queues.shift(worker);
      if (better === -1) {
        this.#latest.note(worker);
        return own;
      }
      this.#queues.push(better, own);
      this.#rebind(own, worker, better);
    }
    return this.#takeOver(worker);
  }

  ended(task: Task, worker: number, duration: number): void {
    this.#times.unbind(worker, task, duration);
  }

  remove(task: Task): boolean {
    const worker = this.#queues.remove(task);
    if (worker === -1) return false;
    this.#times.unbind(worker, task, Number.NaN);
    return true;
  }

  /**
   * A busy worker that is expected to finish this task, behind all it has, before its owner would if it started it now;
   * -1 when there is none. An idle one does not count: nobody would ask it for its next task, and the task would be stuck.
   */
  #betterFor(task: Task, owner: number): number {
    const worker = this.#times.earliest(task);
    if (worker === owner || this.#workers.inFlight(worker) === 0) return -1;
    return this.#times.loadWith(worker, task) < this.#times.time(owner, task) ? worker : -1;
  }

  /** A worker without tasks of its own takes the last one of the queue that will take longest, if that is sooner. */
  #takeOver(worker: number): Task | undefined {
    const owner = this.#latest.choose();
    if (owner === -1) return undefined;
    const task = this.#queues.last(owner)!;
    if (this.#times.loadWith(worker, task) >= this.#times.load(owner)) return undefined;
    this.#queues.pop(owner);
    this.#rebind(task, owner, worker);
    this.#steals += 1;
    return task;
  }

  #rebind(task: Task, from: number, to: number): void {
    this.#times.unbind(from, task, Number.NaN);
    this.#times.bind(to, task);
  }
}
