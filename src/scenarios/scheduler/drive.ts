import type { GateError } from '../../model/errors.ts';
import { now } from '../../measurement/clock.ts';

/**
 * Submits `total` tasks, at most `window` of them unfinished at once.
 *
 * @param submit starts task `index` and calls `done` once when it has ended, be it at once
 * @returns from the first submission to the last end, in ns
 */
export function drive(
  total: number,
  window: number,
  submit: (index: number, done: () => void) => void,
): Promise<number> {
  return new Promise((resolve) => {
    const began = now();
    let submitted = 0;
    let finished = 0;
    let submitting = false;
    const pump = (): void => {
      // A task that ends at once comes back here from within the loop.
      if (submitting) return;
      submitting = true;
      while (submitted < total && submitted - finished < window) {
        submitted += 1;
        submit(submitted - 1, done);
      }
      submitting = false;
      if (finished === total) resolve(now() - began);
    };
    const done = (): void => {
      finished += 1;
      pump();
    };
    pump();
  });
}

/** Errors that tasks ended with: how many of each code, and the first of it. */
export class Failures {
  readonly #byCode: Map<string, { count: number; readonly first: GateError }> = new Map();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** The first error of all. */
  get first(): GateError | undefined {
    for (const { first } of this.#byCode.values()) return first;
    return undefined;
  }

  add(error: GateError): void {
    this.#count += 1;
    const known = this.#byCode.get(error.code);
    if (known === undefined) this.#byCode.set(error.code, { count: 1, first: error });
    else known.count += 1;
  }

  merge(other: Failures): void {
    for (const [code, { count, first }] of other.#byCode) {
      this.#count += count;
      const known = this.#byCode.get(code);
      if (known === undefined) this.#byCode.set(code, { count, first });
      else known.count += count;
    }
  }

  /** One sentence for each code. */
  describe(): string[] {
    return [...this.#byCode.values()].map(({ count, first }) => {
      const [what] = first.message.split('\n');
      return `${count} ${count === 1 ? 'task' : 'tasks'} failed with ${first.code}; the first: ${what}`;
    });
  }
}
