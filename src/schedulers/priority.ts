import { GateError } from '../model/errors.ts';
import type { Scheduler, Strategy, Workers } from './strategy.ts';
import type { Task } from './task.ts';
import { UrgencyQueue } from './urgency-queue.ts';

/** Settings of the strategy `priority`. */
export interface PriorityOptions {
  /**
   * The rule against starvation: a task that is `d` levels more urgent than an older one goes first when it was submitted
   * fewer than `d × patience` submissions after it; otherwise the older one does. Infinity: no ageing.
   *
   * @default 10_000
   */
  readonly patience?: number;
}

/**
 * One queue, the most urgent first, among equals the oldest; the next worker with room takes the head.
 *
 * Ageing needs no clock: the order is by `priority × patience − id`, fixed when a task arrives. Fewer than
 * `(highest − own priority) × patience` later tasks ever overtake a task, so none starves. Among `patience` consecutive
 * submissions ageing changes nothing: a run of at most 10,000 tasks with whole-numbered priorities (the default)
 * has exactly 0 priority inversions at depth 1. In longer runs a task that was overtaken for so long may start while a
 * more urgent one waits; such a start counts as an inversion, and is the price of the rule. With a depth above 1 tasks
 * are handed out before they run, so that inversions are possible in any run.
 *
 * O(1) per decision with up to 16 priorities at a time, else O(log n).
 *
 * @throws GateError `BAD_OPTION` when `patience` is not above 0
 */
export function createPriority(options: PriorityOptions = {}): Strategy {
  const patience = options.patience ?? 10_000;
  if (typeof patience !== 'number' || !(patience > 0)) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: `createPriority(): patience is ${String(patience)}, which is not a number above 0.`,
      fix: 'Write after how many later submissions a task rises by one level of priority, for example createPriority({ patience: 10_000 }), or Infinity to do without ageing.',
    });
  }
  return {
    name: 'priority',
    about: 'One queue ordered by priority, then age; a task that was overtaken often enough goes first.',
    start: (workers: Workers): Scheduler => new Priority(workers, patience),
  };
}

/** `createPriority()` with its defaults. */
export const priority: Strategy = createPriority();

class Priority implements Scheduler {
  readonly #workers: Workers;
  readonly #queue: UrgencyQueue;

  constructor(workers: Workers, patience: number) {
    this.#workers = workers;
    this.#queue = new UrgencyQueue(patience, workers.tasks);
  }

  get queued(): number {
    return this.#queue.queued;
  }

  place(task: Task): number {
    if (Number.isNaN(task.priority)) {
      throw new GateError({
        code: 'BAD_TASK',
        message: `place(): the priority of task ${task.id} is not a number.`,
        fix: 'Give the task a number as its priority; larger is more urgent.',
      });
    }
    this.#queue.push(task);
    return this.#workers.free();
  }

  next(): Task | undefined {
    return this.#queue.pop();
  }

  /** Nothing depends on how long tasks take. */
  ended(): void {}

  remove(task: Task): boolean {
    return this.#queue.remove(task);
  }
}
