import type { Scheduler, Strategy, Workers } from './strategy.ts';
import type { Task } from './task.ts';
import { TaskQueues } from './task-queues.ts';

/**
 * One queue in order of arrival; the next worker with room takes its head. Binds late, so that no worker waits while
 * a task does: at depth 1 and with equal workers a list schedule, its makespan within
 * total ÷ workers + (1 − 1 ÷ workers) × longest task (Graham 1969). O(1) per decision.
 */
export const fifo: Strategy = {
  name: 'fifo',
  about: 'One queue in order of arrival; the next free worker takes the oldest task.',
  start: (workers: Workers): Scheduler => new Fifo(workers),
};

class Fifo implements Scheduler {
  readonly #workers: Workers;
  readonly #queue: TaskQueues;

  constructor(workers: Workers) {
    this.#workers = workers;
    this.#queue = new TaskQueues(1, workers.tasks);
  }

  get queued(): number {
    return this.#queue.queued;
  }

  place(task: Task): number {
    this.#queue.push(0, task);
    return this.#workers.free();
  }

  next(): Task | undefined {
    return this.#queue.shift(0);
  }

  /** Nothing depends on how long tasks take. */
  ended(): void {}

  remove(task: Task): boolean {
    return this.#queue.remove(task) !== -1;
  }
}
