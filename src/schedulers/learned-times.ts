import { MinTree } from './min-tree.ts';
import { hasEstimate } from './outstanding-work.ts';
import type { Task } from './task.ts';

/** Weight of a new observation in the moving average. */
const weight = 0.3;
/** What remains of a learned time each time its worker stands idle and is passed over. */
const forgetting = 0.95;
/** Kinds with times of their own; the others share one, those with estimates another. Each costs some 50 bytes per worker. */
const kindsApart = 30;
/** Assumed time of a task without an estimate while nothing of its kind has ended, in ns. */
const assumedTime = 1e6;

/** What is known of a kind on a worker. */
const untried = 0;
const assumed = 1;
const doubted = 2;
const observed = 3;

/** All that was learned of one kind of task. */
interface Profile {
  /** Learned or assumed time by worker: ns per ns of estimate where tasks have one, else ns per task. */
  readonly rates: Float64Array;
  readonly knowledge: Uint8Array;
  /** Sum of the sizes of the tasks bound to each worker. */
  readonly bound: Float64Array;
  /** When a task of typical size would be finished, by worker. */
  readonly finish: MinTree;
  /** The size for which `finish` is kept; follows the mean size once that is off by a factor of 2. */
  typical: number;
  sizes: number;
  seen: number;
  /** Sum and number of the rates that rest on observations. */
  learned: number;
  learners: number;
}

/**
 * Times learned per (worker, kind of task) as an exponentially weighted moving average, and from them the load of every
 * worker: what all tasks bound to it will take it. A worker that has not tried a kind yet is taken to need no time for
 * it, until it has a first one to try; from then to the result of that it is taken to be as fast as the others.
 *
 * A task's size is its estimate, or 1 when it has none; kinds whose tasks come with and without are learned apart.
 * O(kinds × log workers) per change, with at most 32 kinds told apart.
 */
export class LearnedTimes {
  readonly #workers: number;
  readonly #loads: Float64Array;
  readonly #profiles: Profile[] = [];
  readonly #sized: Map<string, Profile> = new Map();
  readonly #unsized: Map<string, Profile> = new Map();
  #otherSized: Profile | undefined;
  #otherUnsized: Profile | undefined;
  /** The profile that was asked for last, and for what: several questions in a row are about one task. */
  #lastProfile: Profile | undefined;
  #lastKind = '';
  #lastSized = false;
  readonly #changed: (worker: number) => void;

  /** @param changed is called whenever the load of a worker may have changed */
  constructor(workers: number, changed: (worker: number) => void) {
    this.#workers = workers;
    this.#loads = new Float64Array(workers);
    this.#changed = changed;
  }

  /** What the tasks bound to a worker, queued or in flight, are expected to take it, in ns. */
  load(worker: number): number {
    return this.#loads[worker]!;
  }

  /** What a task is expected to take a worker, in ns; 0 when the worker has not tried the kind. */
  time(worker: number, task: Task): number {
    const profile = this.#profileOf(task);
    return profile.knowledge[worker] === untried ? 0 : sizeOf(task) * profile.rates[worker]!;
  }

  /** The expected load of a worker with one more task, in ns. */
  loadWith(worker: number, task: Task): number {
    return this.#loads[worker]! + this.time(worker, task);
  }

  /** The worker that is expected to finish this task first; those that tie take turns. */
  earliest(task: Task): number {
    return this.#profileOf(task).finish.choose();
  }

  /** A task has been bound to a worker. */
  bind(worker: number, task: Task): void {
    const profile = this.#profileOf(task);
    if (profile.knowledge[worker] === untried) {
      profile.knowledge[worker] = assumed;
      profile.rates[worker] =
        profile.learners > 0 ? profile.learned / profile.learners : hasEstimate(task) ? 1 : assumedTime;
    }
    const size = sizeOf(task);
    profile.bound[worker]! += size;
    this.#followSize(profile, size);
    this.#refresh(worker);
  }

  /**
   * A task is no longer bound to a worker.
   *
   * @param duration how long the worker took for it, in ns; NaN when there is nothing to learn from it
   */
  unbind(worker: number, task: Task, duration: number): void {
    const profile = this.#profileOf(task);
    const size = sizeOf(task);
    profile.bound[worker] = Math.max(0, profile.bound[worker]! - size);
    if (duration >= 0 && duration < Infinity) this.#observe(profile, worker, duration, size);
    this.#refresh(worker);
  }

  /** An idle worker was passed over: what was learned of it fades, so that one slow moment does not exclude it for ever. */
  fade(worker: number, task: Task): void {
    const profile = this.#profileOf(task);
    if (profile.knowledge[worker]! < doubted) return;
    const before = profile.rates[worker]!;
    profile.rates[worker] = before * forgetting;
    profile.learned -= before * (1 - forgetting);
    profile.knowledge[worker] = doubted;
    this.#refresh(worker);
  }

  #observe(profile: Profile, worker: number, duration: number, size: number): void {
    // At least 1 ns: with times of 0 every queue would look equally short.
    const rate = Math.max(duration, 1) / size;
    const before = profile.rates[worker]!;
    const knowledge = profile.knowledge[worker]!;
    const after = knowledge === observed ? before + weight * (rate - before) : rate;
    profile.rates[worker] = after;
    profile.knowledge[worker] = observed;
    if (knowledge < doubted) {
      profile.learned += after;
      profile.learners += 1;
      if (profile.learners === 1) this.#assume(profile, rate);
    } else {
      profile.learned += after - before;
    }
  }

  /** The first observation of a kind replaces what was assumed for the workers that are still at their first one. */
  #assume(profile: Profile, rate: number): void {
    for (let worker = 0; worker < this.#workers; worker += 1) {
      if (profile.knowledge[worker] !== assumed) continue;
      profile.rates[worker] = rate;
      this.#refresh(worker);
    }
  }

  #refresh(worker: number): void {
    let load = 0;
    for (const profile of this.#profiles) load += profile.bound[worker]! * profile.rates[worker]!;
    this.#loads[worker] = load;
    for (const profile of this.#profiles) profile.finish.set(worker, this.#finishOf(profile, worker));
    this.#changed(worker);
  }

  #followSize(profile: Profile, size: number): void {
    profile.sizes += size;
    profile.seen += 1;
    const mean = profile.sizes / profile.seen;
    if (mean <= profile.typical * 2 && mean >= profile.typical / 2) return;
    profile.typical = mean;
    profile.finish.fill((worker) => this.#finishOf(profile, worker));
  }

  #finishOf(profile: Profile, worker: number): number {
    const time = profile.knowledge[worker] === untried ? 0 : profile.typical * profile.rates[worker]!;
    return this.#loads[worker]! + time;
  }

  #profileOf(task: Task): Profile {
    const { kind } = task;
    const sized = hasEstimate(task);
    if (this.#lastProfile !== undefined && sized === this.#lastSized && kind === this.#lastKind)
      return this.#lastProfile;
    const profiles = sized ? this.#sized : this.#unsized;
    const profile = profiles.get(kind) ?? this.#meet(profiles, task);
    this.#lastProfile = profile;
    this.#lastKind = kind;
    this.#lastSized = sized;
    return profile;
  }

  #meet(profiles: Map<string, Profile>, task: Task): Profile {
    if (this.#sized.size + this.#unsized.size < kindsApart) {
      const profile = this.#create(task);
      profiles.set(task.kind, profile);
      return profile;
    }
    if (hasEstimate(task)) return (this.#otherSized ??= this.#create(task));
    return (this.#otherUnsized ??= this.#create(task));
  }

  #create(task: Task): Profile {
    const finish = new MinTree(this.#workers, 0);
    finish.fill((worker) => this.#loads[worker]!);
    const profile: Profile = {
      rates: new Float64Array(this.#workers),
      knowledge: new Uint8Array(this.#workers),
      bound: new Float64Array(this.#workers),
      finish,
      typical: sizeOf(task),
      sizes: 0,
      seen: 0,
      learned: 0,
      learners: 0,
    };
    this.#profiles.push(profile);
    return profile;
  }
}

/** A task's size: its estimate, 1 without one. */
function sizeOf(task: Task): number {
  return hasEstimate(task) ? task.estimate : 1;
}
