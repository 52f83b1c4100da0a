import type { Dispatched } from './dispatched.ts';
import type { Failure } from './executor.ts';

/** A task that was in flight on a slot when its thread ended, and how. */
export interface Fallen {
  readonly task: Dispatched;
  readonly failure: Exclude<Failure, { kind: 'threw' }>;
}

/** Those that may have done it, and those that cannot have. */
export interface Judged {
  readonly suspects: readonly Fallen[];
  readonly innocent: readonly Fallen[];
}

/**
 * Slots whose thread ended: the tasks that fell with it, and those of them that are to run again, alone. Such a slot
 * takes nothing else until it has none left.
 */
export class Casualties {
  readonly #fallen: Map<number, Fallen[]> = new Map();
  readonly #suspects: Map<number, Dispatched[]> = new Map();

  /** Whether this worker is kept apart. */
  holds(worker: number): boolean {
    return this.#suspects.has(worker);
  }

  /** Answers whether the worker was not kept apart before. */
  fall(worker: number, fallen: Fallen): boolean {
    const others = this.#fallen.get(worker);
    if (others === undefined) this.#fallen.set(worker, [fallen]);
    else others.push(fallen);
    if (this.#suspects.has(worker)) return false;
    this.#suspects.set(worker, []);
    return true;
  }

  /** All that fell together on this worker. Only what had begun can have ended the thread, if anything had. */
  judge(worker: number): Judged | undefined {
    const fallen = this.#fallen.get(worker);
    if (fallen === undefined) return undefined;
    this.#fallen.delete(worker);
    const begun = fallen.filter(({ failure }) => failure.began > 0);
    if (begun.length === 0) return { suspects: fallen, innocent: [] };
    return { suspects: begun, innocent: fallen.filter(({ failure }) => failure.began === 0) };
  }

  /** The task shall run alone on this worker, which is kept apart. */
  isolate(worker: number, task: Dispatched): void {
    task.alone = true;
    this.#suspects.get(worker)!.push(task);
  }

  /** The next task to run alone on this worker. */
  nextAlone(worker: number): Dispatched | undefined {
    return this.#suspects.get(worker)?.shift();
  }

  release(worker: number): void {
    this.#suspects.delete(worker);
  }
}
