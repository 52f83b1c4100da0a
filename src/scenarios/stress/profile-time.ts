import type { RunClock } from './clock.ts';

/** The time of the load's profile: that of the run, but for the stretches in which it stands still while a system drains. */
export class ProfileTime {
  readonly #clock: RunClock;
  /** By how much it is behind the run. */
  #behind = 0;
  #standing: number | undefined;
  /** Where it stood still, and how far it was behind from then on. */
  readonly #stops: { readonly at: number; readonly behind: number }[] = [];

  constructor(clock: RunClock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#standing ?? this.#clock.now() - this.#behind;
  }

  /** The time of the run at a time of the profile; of one that is still to come, if it never stands still again. */
  toRunTime(time: number): number {
    return time + (this.#stops.findLast(({ at }) => at < time)?.behind ?? 0);
  }

  stand(): void {
    this.#standing ??= this.now();
  }

  goOn(): void {
    if (this.#standing === undefined) return;
    this.#behind = this.#clock.now() - this.#standing;
    this.#stops.push({ at: this.#standing, behind: this.#behind });
    this.#standing = undefined;
  }
}
