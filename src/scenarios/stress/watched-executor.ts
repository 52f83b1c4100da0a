import type { Ending, Executor, ExecutorKind, Failure, Ran, WorkerHeap } from '../../executors/executor.ts';
import type { Job } from '../../executors/job.ts';
import type { RunClock } from './clock.ts';

/** A run of a job that has just ended. */
export interface LastRun {
  worker: number;
  /** When the dispatcher started it, as a time of the run. */
  started: number;
  /** Undefined where it failed. */
  ran: Ran | undefined;
}

/** A job that was started while the executor was held. */
interface Waiting {
  readonly worker: number;
  readonly lane: number;
  readonly job: Job;
}

/**
 * An executor that is looked at while a dispatcher uses it: when runs were started, how long workers took to recover, and
 * the means to hold it, so that memory is measured while nothing runs and queues stay as they are. Takes no memory by task.
 */
export class WatchedExecutor implements Executor {
  readonly kind: ExecutorKind;
  readonly workers: number;
  readonly depth: number;
  readonly startUp: number;
  /** Valid while the dispatcher is told of an ending: it settles a task that completed before anything else. */
  readonly last: LastRun = { worker: -1, started: 0, ran: undefined };
  readonly #inner: Executor;
  readonly #clock: RunClock;
  readonly #onRecovered: (time: number) => void;
  /** By lane: when the job there was started, and whom to tell of its end. */
  readonly #started: Float64Array;
  readonly #done: ((ending: Ending) => void)[];
  readonly #ended: readonly ((ending: Ending) => void)[];
  /** By worker: when a fault struck that no success has followed yet, as a time of the run; −1 where none did. */
  readonly #outages: Float64Array;
  #starts = 0;
  #busy = 0;
  /** Not undefined while the executor is held: jobs that wait. */
  #waiting: Waiting[] | undefined;
  #whenIdle: (() => void) | undefined;

  constructor(inner: Executor, clock: RunClock, onRecovered: (time: number) => void) {
    this.#inner = inner;
    this.#clock = clock;
    this.#onRecovered = onRecovered;
    this.kind = inner.kind;
    this.workers = inner.workers;
    this.depth = inner.depth;
    this.startUp = inner.startUp;
    const lanes = inner.workers * inner.depth;
    this.#started = new Float64Array(lanes);
    this.#outages = new Float64Array(inner.workers).fill(-1);
    this.#done = Array.from({ length: lanes }, () => () => undefined);
    this.#ended = Array.from({ length: lanes }, (_, at) => (ending: Ending) => {
      this.#end(at, ending);
    });
  }

  /** How many runs were started in all. */
  get starts(): number {
    return this.#starts;
  }

  prepare(job: Job, patience?: number): Promise<void> {
    return this.#inner.prepare(job, patience);
  }

  start(worker: number, lane: number, job: Job, done: (ending: Ending) => void): void {
    const at = worker * this.depth + lane;
    this.#starts += 1;
    this.#started[at] = this.#clock.now();
    this.#done[at] = done;
    if (this.#waiting === undefined) this.#begin({ worker, lane, job });
    else this.#waiting.push({ worker, lane, job });
  }

  beganAt(worker: number, lane: number): number {
    // The lane below still has the figures of the job before.
    if (this.#waiting?.some((one) => one.worker === worker && one.lane === lane) === true) return 0;
    return this.#inner.beganAt(worker, lane);
  }

  restart(worker: number): void {
    const waiting = this.#waiting?.filter((one) => one.worker === worker) ?? [];
    if (this.#waiting !== undefined) this.#waiting = this.#waiting.filter((one) => one.worker !== worker);
    this.#inner.restart(worker);
    // Whoever restarts a worker is told of the end of its jobs later, of these as of those that ran.
    for (const { lane } of waiting) {
      const done = this.#done[worker * this.depth + lane]!;
      setImmediate(done, { ok: false, failure: { kind: 'restarted', began: 0 } } satisfies Ending);
    }
  }

  thread(worker: number): number {
    return this.#inner.thread(worker);
  }

  heaps(): Promise<readonly WorkerHeap[] | undefined> {
    return this.#inner.heaps();
  }

  cpuTimes(): Promise<readonly number[] | undefined> {
    return this.#inner.cpuTimes();
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  /**
   * Lets what runs end and starts nothing more. Resolves to true when nothing runs, to false when that took longer than the
   * patience; jobs wait until `release` in either case.
   *
   * @param patience in ns
   */
  async hold(patience: number): Promise<boolean> {
    this.#waiting ??= [];
    if (this.#busy === 0) return true;
    let timer: NodeJS.Timeout | undefined;
    const idle = new Promise<boolean>((resolve) => {
      this.#whenIdle = () => resolve(true);
      timer = setTimeout(() => resolve(false), Math.min(2 ** 31 - 1, Math.ceil(patience / 1e6)));
    });
    try {
      return await idle;
    } finally {
      clearTimeout(timer);
      this.#whenIdle = undefined;
    }
  }

  /** Starts what has waited. */
  release(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const each of waiting) this.#begin(each);
  }

  #begin({ worker, lane, job }: Waiting): void {
    this.#busy += 1;
    this.#inner.start(worker, lane, job, this.#ended[worker * this.depth + lane]!);
  }

  #end(at: number, ending: Ending): void {
    this.#busy -= 1;
    const worker = Math.floor(at / this.depth);
    if (ending.ok) this.#recover(worker);
    else this.#fail(worker, ending.failure);
    this.last.worker = worker;
    this.last.started = this.#started[at]!;
    this.last.ran = ending.ok ? ending.ran : undefined;
    this.#done[at]!(ending);
    if (this.#busy === 0) this.#whenIdle?.();
  }

  /** The worker has failed a job, which may be what it was asked to. */
  #fail(worker: number, failure: Failure): void {
    if (this.#outages[worker]! >= 0) return;
    if (failure.kind === 'threw') this.#outages[worker] = this.#clock.now();
    // Since it began: what hangs is gone from then on, and what never began cannot have done it.
    else if (failure.began > 0) this.#outages[worker] = Math.max(0, this.#clock.at(failure.began));
  }

  #recover(worker: number): void {
    const since = this.#outages[worker]!;
    if (since < 0) return;
    this.#outages[worker] = -1;
    this.#onRecovered(Math.max(0, this.#clock.now() - since));
  }
}
