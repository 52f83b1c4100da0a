import type { Task } from '../../schedulers/task.ts';
import type { Random } from '../../statistics/random.ts';

/** So many chosen tasks wait to be cancelled at any time. */
const waiting = 32;

/**
 * Cancels chosen tasks in no order, some time after they were submitted: when more have been chosen than wait to be cancelled,
 * one of them at random is. Counted, not timed, so that the seed alone decides which.
 */
export class Cancellations {
  readonly #random: Random;
  readonly #cancel: (task: Task) => unknown;
  #chosen: Task[] = [];

  constructor(random: Random, cancel: (task: Task) => unknown) {
    this.#random = random;
    this.#cancel = cancel;
  }

  choose(task: Task): void {
    this.#chosen.push(task);
    if (this.#chosen.length <= waiting) return;
    const at = this.#random.integer(this.#chosen.length);
    const victim = this.#chosen[at]!;
    this.#chosen[at] = this.#chosen.at(-1)!;
    this.#chosen.pop();
    this.#cancel(victim);
  }

  /** Cancels all that wait for it. */
  finish(): void {
    for (const task of this.#chosen.splice(0)) this.#cancel(task);
  }
}
