import { now } from '../../measurement/clock.ts';

/** The time of a load, in ns from its beginning. It stands still until then, and while memory is measured and nothing runs. */
export class RunClock {
  #began: number = now();
  #stopped: number | undefined = this.#began;

  now(): number {
    return (this.#stopped ?? now()) - this.#began;
  }

  stop(): void {
    this.#stopped ??= now();
  }

  /** Goes on where it stopped. */
  go(): void {
    if (this.#stopped === undefined) return;
    this.#began += now() - this.#stopped;
    this.#stopped = undefined;
  }

  /** A moment of the process's clock, which no pause lies behind, as a time of the run. */
  at(moment: number): number {
    return moment - this.#began;
  }
}
