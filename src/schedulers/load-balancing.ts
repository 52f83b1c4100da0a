import { OutstandingWork } from './outstanding-work.ts';
import type { Scheduler, Strategy, Workers } from './strategy.ts';
import type { Task } from './task.ts';
import { TaskQueues } from './task-queues.ts';

/**
 * A task is bound on arrival to the worker with the least outstanding work: the sum of the estimates of its queued tasks
 * and of those in flight; equally loaded workers take turns. A task without an estimate counts as the mean of
 * the estimates seen so far, as 1 as long as there is none; where no task has one, a batch is dealt out as by
 * `round-robin`. How fast a worker is plays no part (see `adaptive`). O(log workers) per decision.
 */
export const loadBalancing: Strategy = {
  name: 'load-balancing',
  about: 'Every task is bound on arrival to the worker with the least outstanding work.',
  start: (workers: Workers): Scheduler => new LoadBalancing(workers),
};

class LoadBalancing implements Scheduler {
  readonly #workers: Workers;
  readonly #queues: TaskQueues;
  readonly #outstanding: OutstandingWork;

  constructor(workers: Workers) {
    this.#workers = workers;
    this.#queues = new TaskQueues(workers.count, workers.tasks);
    this.#outstanding = new OutstandingWork(workers.count);
  }

  get queued(): number {
    return this.#queues.queued;
  }

  place(task: Task): number {
    const worker = this.#outstanding.least();
    this.#queues.push(worker, task);
    this.#outstanding.add(worker, task);
    return this.#workers.inFlight(worker) < this.#workers.depth ? worker : -1;
  }

  next(worker: number): Task | undefined {
    return this.#queues.shift(worker);
  }

  ended(task: Task, worker: number): void {
    this.#outstanding.subtract(worker, task);
  }

  remove(task: Task): boolean {
    const worker = this.#queues.remove(task);
    if (worker === -1) return false;
    this.#outstanding.subtract(worker, task);
    return true;
  }
}
