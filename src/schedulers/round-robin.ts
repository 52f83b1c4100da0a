import type { Scheduler, Strategy, Workers } from './strategy.ts';
import type { Task } from './task.ts';
import { TaskQueues } from './task-queues.ts';

/**
 * The first task goes to worker 0, the next to worker 1, and so on in a circle, however busy they are. A task is bound
 * to its worker on arrival: one worker may wait while tasks queue for another, so that this is no list schedule and
 * Graham's bound does not hold. O(1) per decision.
 */
export const roundRobin: Strategy = {
  name: 'round-robin',
  about: 'Every task is bound on arrival to the next worker in turn.',
  start: (workers: Workers): Scheduler => new RoundRobin(workers),
};

class RoundRobin implements Scheduler {
  readonly #workers: Workers;
  readonly #queues: TaskQueues;
  #turn = 0;

  constructor(workers: Workers) {
    this.#workers = workers;
    this.#queues = new TaskQueues(workers.count, workers.tasks);
  }

  get queued(): number {
    return this.#queues.queued;
  }

  place(task: Task): number {
    const worker = this.#turn;
    this.#queues.push(worker, task);
    this.#turn = worker + 1 === this.#workers.count ? 0 : worker + 1;
    return this.#workers.inFlight(worker) < this.#workers.depth ? worker : -1;
  }

  next(worker: number): Task | undefined {
    return this.#queues.shift(worker);
  }

  /** Nothing depends on how long tasks take. */
  ended(): void {}

  remove(task: Task): boolean {
    return this.#queues.remove(task) !== -1;
  }
}
