import { Cancellations } from './cancellations.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { RunClock } from './clock.ts';
import type { IntendedStarts } from './intended-starts.ts';
import type { LoadProfile } from './load-profile.ts';
import { MemoryPauses } from './memory-pauses.ts';
import type { LoadObserver } from './observer.ts';
import { ProfileTime } from './profile-time.ts';
import type { StressSystem } from './system.ts';
import { randomFor, type TaskSource } from './task-source.ts';
import { WakeUp } from './wake-up.ts';

/** What is needed to load a system once. */
export interface LoadParts {
  readonly system: StressSystem;
  readonly source: TaskSource;
  readonly profile: LoadProfile;
  readonly starts: IntendedStarts;
  /** How many tasks at most. */
  readonly tasks: number;
  readonly seed: number;
  readonly clock: RunClock;
  readonly observer: LoadObserver;
  /** Undefined where memory is not measured. */
  readonly checkpoints: Checkpoints | undefined;
  /** How long tasks may take to end after the load, in ns: what is left then is given up on. */
  readonly grace: number;
  /** Told now and then, with the time of the load. */
  readonly onProgress: (time: number) => void;
}

/** Where tasks end as soon as they are submitted, the next follow after this time, in ns, or nothing else had its turn. */
const breath = 1e6;

/**
 * - `loading`: tasks are submitted.
 * - `holding`: memory is to be measured once nothing runs any more; queues stay as they are, and are kept full.
 * - `draining`: memory is to be measured; nothing is submitted until all tasks have ended.
 * - `ending`: all tasks have been submitted.
 */
type Phase = 'loading' | 'holding' | 'draining' | 'ending' | 'over';

/** Submits tasks as the profile of a load wants it, stops for memory to be measured, and waits until all have ended. */
export class LoadDriver {
  /** How many tasks were given up on. */
  abandoned = 0;
  /** The end of the load, as a time of the run. */
  loadEnd = 0;
  readonly time: ProfileTime;
  readonly #parts: LoadParts;
  readonly #cancellations: Cancellations;
  readonly #pauses: MemoryPauses | undefined;
  readonly #wakeUp: WakeUp;
  #phase: Phase = 'loading';
  #submitted = 0;
  #unfinished = 0;
  /** Open loop: when the next task is to be submitted, in time of the profile. */
  #next: number | undefined;
  #isPumping = false;
  #hasTurn = false;
  #whenDrained: (() => void) | undefined;
  #resolve: () => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;

  constructor(parts: LoadParts) {
    this.#parts = parts;
    this.time = new ProfileTime(parts.clock);
    this.#next = parts.starts.next();
    this.#wakeUp = new WakeUp(this.#pump);
    const { checkpoints } = parts;
    const progress = (): number => this.#progress();
    this.#pauses =
      checkpoints === undefined ? undefined : new MemoryPauses({ ...parts, checkpoints, progress, time: this.time });
    this.#cancellations = new Cancellations(randomFor('victims', parts.seed), (task) => parts.system.cancel(task));
  }

  /** @throws what `fail` was called with */
  async run(): Promise<void> {
    const { clock, checkpoints, observer, system, onProgress } = this.#parts;
    const over = new Promise<void>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // It may fail before anybody waits for it.
    over.catch(() => undefined);
    let sampler: NodeJS.Timeout | undefined;
    try {
      await checkpoints?.take(0, 0);
      clock.go();
      sampler = setInterval(() => {
        observer.slices.rss(clock.now(), system.rss());
        onProgress(this.time.now());
      }, observer.slices.width / 1e6);
      this.#pump();
      await over;
      observer.slices.rss(clock.now(), system.rss());
      clock.stop();
      await checkpoints?.take(clock.now(), observer.ledger.completed);
    } finally {
      this.#phase = 'over';
      clearInterval(sampler);
      this.#wakeUp.stop();
    }
  }

  /** Nothing that is measured from now on means anything: `run` rejects. */
  fail(error: unknown): void {
    this.#phase = 'over';
    this.#reject(error);
  }

  readonly #pump = (): void => {
    // A task that ends at once comes back here from within.
    if (this.#isPumping) return;
    this.#isPumping = true;
    try {
      if (this.#phase === 'loading') this.#load(this.time.now());
      else if (this.#phase === 'holding') this.#fill(this.time.now());
    } finally {
      this.#isPumping = false;
    }
  };

  #load(time: number): void {
    const { profile, tasks } = this.#parts;
    const pauses = this.#pauses;
    this.#arrive(Math.min(time, profile.end));
    const isFull = time >= profile.end || this.#fill(time);
    if (this.#phase !== 'loading') return;
    if (time >= profile.end || this.#submitted >= tasks) {
      this.#endLoad();
    } else if (pauses?.wants(time, this.#unfinished) === true) {
      this.#pauseForMemory(pauses).catch((error: unknown) => this.fail(error));
    } else {
      const events = [profile.end, this.#next, profile.nextChange(time), pauses?.dueAfter(time)];
      const next = Math.min(...events.map((event) => event ?? Infinity), isFull ? Infinity : time + breath);
      this.#wakeUp.set(next, time);
    }
  }

  /** Open loop: submits what was to be submitted until now. */
  #arrive(until: number): void {
    while (this.#next !== undefined && this.#next <= until && this.#submitted < this.#parts.tasks) {
      const intended = this.time.toRunTime(this.#next);
      this.#next = this.#parts.starts.next();
      this.#submit(intended);
    }
  }

  /** Closed loop: submits up to the level. Answers false where it has to take a breath before it gets there. */
  #fill(time: number): boolean {
    const { profile, tasks } = this.#parts;
    const level = profile.inFlightAt(time);
    if (level === undefined) return true;
    for (let left = level; this.#unfinished < level && this.#submitted < tasks; left -= 1) {
      if (left === 0 || !this.#submit(undefined)) return false;
    }
    return true;
  }

  /**
   * @param intended when it was to be submitted, as a time of the run; undefined in a closed loop
   * @returns false when it has ended already
   */
  #submit(intended: number | undefined): boolean {
    const { clock, observer, source, system } = this.#parts;
    const task = source.next();
    const time = clock.now();
    const begin = intended ?? time;
    let isLive = true;
    this.#submitted += 1;
    this.#unfinished += 1;
    observer.submitted(intended === undefined ? undefined : time - intended);
    const handle = system.submit(task, (outcome) => {
      if (!isLive) {
        observer.ledger.endAgain();
        return;
      }
      isLive = false;
      this.#unfinished -= 1;
      observer.ended(task, begin, clock.now(), outcome);
      this.#afterEnd();
    });
    if (isLive) observer.inFlight(time, this.#unfinished);
    if (isLive && task.cancel && handle !== undefined) this.#cancellations.choose(handle);
    return isLive;
  }

  #afterEnd(): void {
    if (this.#unfinished === 0 && this.#phase === 'ending') this.#resolve();
    if (this.#unfinished === 0 && this.#phase === 'draining') this.#whenDrained?.();
    if (!this.#parts.system.endsInMicrotasks) this.#pump();
    else if (this.#phase === 'loading') this.#pumpInTurn();
  }

  #pumpInTurn(): void {
    if (this.#hasTurn) return;
    this.#hasTurn = true;
    setImmediate(() => {
      this.#hasTurn = false;
      this.#pump();
    });
  }

  /** How much of the load is done, from 0 to 1. */
  #progress(): number {
    const { observer, profile, tasks } = this.#parts;
    return Math.max(this.time.now() / profile.end, observer.ledger.ended / tasks);
  }

  async #pauseForMemory(pauses: MemoryPauses): Promise<void> {
    this.#phase = pauses.holds ? 'holding' : 'draining';
    const isOver = (): boolean => this.#phase === 'over';
    await pauses.measure(() => this.#drain(), isOver);
    if (isOver()) return;
    this.#phase = 'loading';
    this.#pump();
  }

  async #drain(): Promise<void> {
    if (this.#unfinished > 0) await new Promise<void>((resolve) => (this.#whenDrained = resolve));
    this.#whenDrained = undefined;
  }

  #endLoad(): void {
    const { clock, system, grace } = this.#parts;
    this.#phase = 'ending';
    this.loadEnd = clock.now();
    this.#wakeUp.stop();
    this.#cancellations.finish();
    if (this.#unfinished === 0) {
      this.#resolve();
    } else if (grace < Infinity) {
      // Cleared by nobody: it does nothing where all tasks have ended.
      setTimeout(() => this.#giveUp(system), Math.min(2 ** 31 - 1, Math.ceil(grace / 1e6))).unref();
    }
  }

  #giveUp(system: StressSystem): void {
    if (this.#phase !== 'ending') return;
    this.abandoned = this.#unfinished;
    void system.giveUp();
  }
}
