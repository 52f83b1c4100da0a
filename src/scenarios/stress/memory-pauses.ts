import type { Checkpoints } from './checkpoints.ts';
import type { RunClock } from './clock.ts';
import type { LoadProfile } from './load-profile.ts';
import type { LoadObserver } from './observer.ts';
import type { ProfileTime } from './profile-time.ts';
import type { StressSystem } from './system.ts';

/** What a pause stops, and whom it asks. */
export interface PauseParts {
  readonly checkpoints: Checkpoints;
  readonly clock: RunClock;
  readonly time: ProfileTime;
  readonly profile: LoadProfile;
  readonly observer: LoadObserver;
  readonly system: StressSystem;
  /** How much of the load is done, from 0 to 1. */
  readonly progress: () => number;
}

/**
 * When and how a load stops for memory to be measured. Where the system can be held and its queue is always equally full, it is
 * held: what is queued is no growth. Else it drains; in an open loop from a moment in which nothing waits, since the queue
 * would be measured too, and the system helped by emptying it.
 */
export class MemoryPauses {
  readonly holds: boolean;
  readonly #parts: PauseParts;

  constructor(parts: PauseParts) {
    this.#parts = parts;
    this.holds = parts.system.canHold && parts.profile.isLevel;
  }

  /** When the next one is due, in time of the profile; undefined where something else than time decides, or it is overdue. */
  dueAfter(time: number): number | undefined {
    const due = this.#parts.checkpoints.due * this.#parts.profile.end;
    return due > time ? due : undefined;
  }

  /** Whether now is the moment. */
  wants(time: number, unfinished: number): boolean {
    const { checkpoints, profile, progress, system } = this.#parts;
    if (progress() < checkpoints.due) return false;
    return profile.inFlightAt(time) !== undefined || unfinished <= system.slots;
  }

  /**
   * Waits for the system to be idle, measures while the clock stands still, and lets the system go on.
   *
   * @param drain resolves when no task is unfinished
   * @param isOver whether nothing matters any more
   */
  async measure(drain: () => Promise<void>, isOver: () => boolean): Promise<void> {
    const { checkpoints, clock, profile, progress, system, time } = this.#parts;
    const before = progress();
    const began = clock.now();
    let isIdle = true;
    if (this.holds) {
      isIdle = await system.hold(checkpoints.patience(profile.end));
    } else {
      time.stand();
      await drain();
    }
    const waited = (clock.now() - began) / profile.end;
    if (isIdle && !isOver()) {
      clock.stop();
      await this.#take();
      clock.go();
    }
    if (this.holds) system.release();
    else time.goOn();
    checkpoints.postpone(progress(), Math.max(progress() - before, waited));
  }

  async #take(): Promise<void> {
    const { checkpoints, clock, observer } = this.#parts;
    const { time, main, workers } = await checkpoints.take(clock.now(), observer.ledger.completed);
    if (workers !== undefined) observer.slices.heap(time, main + workers);
  }
}
