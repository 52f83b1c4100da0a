import { LazyTree } from './lazy-tree.ts';
import type { Scheduler, Strategy, Workers } from './strategy.ts';
import type { Task } from './task.ts';
import { TaskQueues } from './task-queues.ts';

/**
 * Every worker has a queue of its own, which arrivals join in turn. A worker takes the head of its own queue; when that
 * is empty it steals the tail of the longest queue (of equally long ones in turn). No worker waits while a
 * task does: at depth 1 and with equal workers a list schedule, its makespan within
 * total ÷ workers + (1 − 1 ÷ workers) × longest task (Graham 1969).
 *
 * Victims are found through an index of the queues by length, never by probing. O(log workers) per decision.
 */
export const workStealing: Strategy = {
  name: 'work-stealing',
  about: 'A queue per worker, filled in turn; an idle worker steals from the tail of the longest queue.',
  start: (workers: Workers): Scheduler => new WorkStealing(workers),
};

class WorkStealing implements Scheduler {
  readonly #workers: Workers;
  readonly #queues: TaskQueues;
  /** Queues by length, longest first: their negated lengths, Infinity for an empty one. */
  readonly #longest: LazyTree;
  #turn = 0;
  #steals = 0;

  constructor(workers: Workers) {
    this.#workers = workers;
    this.#queues = new TaskQueues(workers.count, workers.tasks);
    this.#longest = new LazyTree(workers.count, (worker) => -this.#queues.length(worker) || Infinity);
  }

  get queued(): number {
    return this.#queues.queued;
  }

  get steals(): number {
    return this.#steals;
  }

  place(task: Task): number {
    const owner = this.#turn;
    this.#queues.push(owner, task);
    this.#turn = owner + 1 === this.#workers.count ? 0 : owner + 1;
    this.#longest.note(owner);
    // When the owner is full, whoever has room may steal at once.
    return this.#workers.inFlight(owner) < this.#workers.depth ? owner : this.#workers.free();
  }

  next(worker: number): Task | undefined {
    const own = this.#queues.shift(worker);
    if (own !== undefined) {
      this.#longest.note(worker);
      return own;
    }
    const victim = this.#longest.choose();
    if (victim === -1) return undefined;
    const stolen = this.#queues.pop(victim);
    this.#longest.note(victim);
    this.#steals += 1;
    return stolen;
  }

  /** Nothing depends on how long tasks take. */
  ended(): void {}

  remove(task: Task): boolean {
    const owner = this.#queues.remove(task);
    if (owner === -1) return false;
    this.#longest.note(owner);
    return true;
  }
}
