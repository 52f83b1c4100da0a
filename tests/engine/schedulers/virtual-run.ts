/**
 * A small driver in virtual time: workers with speeds of their own run what a strategy hands them. It checks after
 * every step that no task is lost or run twice.
 */
import { expect } from 'vitest';
import type { Scheduler, Strategy, Workers } from '../../../src/schedulers/strategy.ts';
import type { KnownTasks, Task } from '../../../src/schedulers/task.ts';

/** A task with the time it takes on a worker of speed 1, and when it arrives. */
export interface Load {
  readonly task: Task;
  readonly work: number;
}

export interface Start {
  readonly task: Task;
  readonly worker: number;
  readonly at: number;
}

export interface VirtualRun {
  readonly starts: readonly Start[];
  /** Worker by task id. */
  readonly placements: readonly number[];
  readonly makespan: number;
  readonly meanLatency: number;
  readonly cancelled: number;
}

export interface RunOptions {
  readonly strategy: Strategy;
  readonly load: readonly Load[];
  /** Speed of each worker, or the time that a worker takes for a task. */
  readonly speeds: readonly number[];
  readonly time?: (load: Load, worker: number) => number;
  readonly depth?: number;
  /** At most so many tasks submitted and not ended: a closed loop that submits when one ends. */
  readonly window?: number;
  /** Called when a task is about to start, with the scheduler as it is after the decision. */
  readonly onStart?: (task: Task, worker: number, queued: ReadonlySet<Task>) => void;
  /** Called after every step. */
  readonly onStep?: (scheduler: Scheduler, workers: Workers) => void;
  /** Takes these tasks out (by id) right after so many submissions. */
  readonly cancel?: ReadonlyMap<number, readonly number[]>;
  /** Tasks (by id) that fail the first time, with no duration to learn from, and are placed again. */
  readonly failing?: ReadonlySet<number>;
  /** Whether the strategy is told all tasks beforehand. */
  readonly known?: boolean;
  /** What the strategy is told about durations. */
  readonly report?: (duration: number) => number;
}

export function runVirtually(options: RunOptions): VirtualRun {
  const { strategy, load, speeds, depth = 1, onStart, onStep, cancel, report = (duration) => duration } = options;
  const time = options.time ?? ((one, worker) => one.work / speeds[worker]!);
  const crew = new Crew(speeds.length, depth, options.known === true ? known(load.map((one) => one.task)) : undefined);
  const scheduler = strategy.start(crew, 1);
  const byId = new Map(load.map((one) => [one.task.id, one]));
  const queued = new Set<Task>();
  const started = new Set<Task>();
  const starts: Start[] = [];
  const mailboxes: Load[][] = speeds.map(() => []);
  const ends = new Float64Array(speeds.length).fill(Infinity);
  let [now, submitted, done, cancelled, latency] = [0, 0, 0, 0, 0];
  const window = options.window ?? Infinity;

  const failing = new Set(options.failing);

  const begin = (worker: number): void => {
    ends[worker] = now + time(mailboxes[worker]![0]!, worker);
  };
  const ask = (worker: number): boolean => {
    const task = scheduler.next(worker);
    if (task === undefined) return false;
    expect(queued.delete(task)).toBe(true);
    expect(started.has(task)).toBe(false);
    started.add(task);
    starts.push({ task, worker, at: now });
    crew.took(worker);
    mailboxes[worker]!.push(byId.get(task.id)!);
    if (mailboxes[worker]!.length === 1) begin(worker);
    onStart?.(task, worker, queued);
    return true;
  };
  const check = (): void => {
    expect(scheduler.queued).toBe(queued.size);
    expect(queued.size + started.size + cancelled).toBe(submitted);
    onStep?.(scheduler, crew);
  };
  const arrive = (task: Task): void => {
    queued.add(task);
    const worker = scheduler.place(task);
    expect(worker).toBeGreaterThanOrEqual(-1);
    if (worker === -1) return;
    expect(crew.inFlight(worker)).toBeLessThan(depth);
    ask(worker);
  };
  const submit = (one: Load): void => {
    submitted += 1;
    arrive(one.task);
    for (const id of cancel?.get(submitted) ?? []) {
      const { task } = byId.get(id)!;
      const was = queued.delete(task);
      expect(scheduler.remove(task)).toBe(was);
      expect(scheduler.remove(task)).toBe(false);
      if (was) cancelled += 1;
    }
    check();
  };

  for (;;) {
    const arrival = load[submitted];
    const due =
      arrival !== undefined && submitted - done - cancelled < window ? Math.max(arrival.task.submitted, now) : Infinity;
    const worker = earliest(ends);
    const end = ends[worker]!;
    if (due === Infinity && end === Infinity) break;
    if (due <= end) {
      now = due;
      submit(arrival!);
      continue;
    }
    now = end;
    const finished = mailboxes[worker]!.shift()!;
    const failed = failing.delete(finished.task.id);
    const duration = failed ? Number.NaN : report(time(finished, worker));
    ends[worker] = Infinity;
    if (mailboxes[worker]!.length > 0) begin(worker);
    scheduler.ended(finished.task, worker, duration);
    crew.gave(worker);
    ask(worker);
    if (failed) {
      started.delete(finished.task);
      arrive(finished.task);
    } else {
      done += 1;
      latency += now - finished.task.submitted;
    }
    check();
  }
  expect(scheduler.queued).toBe(0);
  expect(done + cancelled).toBe(load.length);
  const placements: number[] = Array.from({ length: load.length }, () => -1);
  for (const start of starts) placements[start.task.id] = start.worker;
  return { starts, placements, makespan: now, meanLatency: latency / Math.max(done, 1), cancelled };
}

function earliest(ends: Float64Array): number {
  let first = 0;
  for (let worker = 1; worker < ends.length; worker += 1) if (ends[worker]! < ends[first]!) first = worker;
  return first;
}

/** Worker states as the contract describes them. */
class Crew implements Workers {
  readonly count: number;
  readonly depth: number;
  readonly tasks?: KnownTasks;
  readonly #inFlight: number[];
  /** By number of tasks in flight: workers in the order in which they came to have that many. */
  readonly #levels: Set<number>[];

  constructor(count: number, depth: number, tasks: KnownTasks | undefined) {
    this.count = count;
    this.depth = depth;
    if (tasks !== undefined) this.tasks = tasks;
    this.#inFlight = Array.from({ length: count }, () => 0);
    this.#levels = Array.from({ length: depth + 1 }, () => new Set<number>());
    for (let worker = 0; worker < count; worker += 1) this.#levels[0]!.add(worker);
  }

  inFlight(worker: number): number {
    return this.#inFlight[worker]!;
  }

  free(): number {
    for (const level of this.#levels.slice(0, this.depth)) for (const worker of level) return worker;
    return -1;
  }

  took(worker: number): void {
    this.#move(worker, 1);
  }

  gave(worker: number): void {
    this.#move(worker, -1);
  }

  #move(worker: number, by: number): void {
    this.#levels[this.#inFlight[worker]!]!.delete(worker);
    this.#inFlight[worker]! += by;
    this.#levels[this.#inFlight[worker]!]!.add(worker);
  }
}

/** A repeatable stream of fractions in [0, 1): a linear congruential generator (Numerical Recipes). */
export function createFractions(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A task with fitting defaults. */
export function task(id: number, fields: Partial<Task> = {}): Task {
  return { id, kind: 'work', priority: 0, estimate: 0, submitted: 0, ...fields };
}

/** Tasks that can be found by id, which is their place in the list. */
export function known(tasks: readonly Task[]): KnownTasks {
  return { size: tasks.length, get: (id) => tasks[id]! };
}

/** A set of workers that stand idle for ever: for looking at single decisions. */
export function idle(count: number, depth = 1): Workers {
  return { count, depth, inFlight: () => 0, free: () => 0 };
}

/** A set of workers that are all full: everything is queued. */
export function busy(count: number): Workers {
  return { count, depth: 1, inFlight: () => 1, free: () => -1 };
}
