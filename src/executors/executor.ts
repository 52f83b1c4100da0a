/**
 * The contract of an executor: a fixed number of worker slots, each of which runs jobs. Placement is exact: a job
 * runs on the slot that it was started on, and a slot keeps its number when its worker crashes and is replaced.
 */
import type { Job } from './job.ts';

/** What came back from a worker. Times in ns on the monotonic clock that all workers share. */
export interface Ran {
  /** The job's return value; for `cpu` the digest. */
  readonly value: unknown;
  /** When the job began and ended in the worker. */
  readonly began: number;
  readonly ended: number;
  /** The thread that really ran it, as that thread says itself; of a worker process its id. */
  readonly thread: number;
}

/** Why a job did not end well. */
export type Failure =
  /** The job itself threw; the worker lives on. `thread` is 0 when the job could not even be sent to it. */
  | { readonly kind: 'threw'; readonly error: Error; readonly thread: number }
  /** The worker died while the job was in flight on it (exit, out of memory, uncaught error outside of the job). */
  | { readonly kind: 'crashed'; readonly error: Error; readonly began: number }
  /** The slot was restarted by us while the job was in flight. */
  | { readonly kind: 'restarted'; readonly began: number };

/** How a job ended. */
export type Ending = { readonly ok: true; readonly ran: Ran } | { readonly ok: false; readonly failure: Failure };

/** Heap figures of one worker. */
export interface WorkerHeap {
  /** In bytes, after a forced collection. */
  readonly used: number;
  readonly total: number;
  /** How often its collector ran since the worker's present thread or process began, forced collections included. */
  readonly collections: number;
  /** How long these collections took together, in ns. */
  readonly collecting: number;
}

/** What the workers of an executor are: threads of this process, or child processes. */
export type ExecutorKind = 'threads' | 'processes';

/** A set of worker slots. */
export interface Executor {
  readonly kind: ExecutorKind;
  /** How many slots, numbered from 0. */
  readonly workers: number;
  /** How many jobs a slot may hold in flight: its lanes, numbered from 0. */
  readonly depth: number;
  /** From `open` to the moment in which every slot could run a first job, in ns. */
  readonly startUp: number;
  /**
   * Makes a job's code known to every worker, so that a file or an export that does not exist stops a run before it starts.
   *
   * @param patience how long loading may take, in ns
   * @throws GateError `BAD_TASK`
   */
  prepare(job: Job, patience?: number): Promise<void>;
  /** Starts a job in a free lane of a slot; `done` is called once, later, when it has ended in whatever way. */
  start(worker: number, lane: number, job: Job, done: (ending: Ending) => void): void;
  /** When the job in this lane began in the worker, in ns; 0 while it waits there. */
  beganAt(worker: number, lane: number): number;
  /** Ends the slot's worker, whatever it does, and gives the slot a fresh one. All of its jobs end as `restarted`. */
  restart(worker: number): void;
  /** The thread that serves the slot now, as the main thread sees it; of a process its id. 0 while there is none. */
  thread(worker: number): number;
  /** Heap of every worker after a forced collection there. The slots must be idle. Undefined where it cannot be known. */
  heaps(): Promise<readonly WorkerHeap[] | undefined>;
  /**
   * CPU time of every worker since its present thread or process began, in ns: it begins at 0 again when a worker is
   * replaced. Answered between two jobs, so that a worker that is busy answers late. Undefined where it cannot be known.
   */
  cpuTimes(): Promise<readonly number[] | undefined>;
  /** Ends all workers. Nothing is left behind; jobs in flight end as `restarted`. */
  close(): Promise<void>;
}

/** How to open an executor. */
export interface ExecutorOptions {
  /** Number of slots, at least 1. */
  readonly workers: number;
  /** How many jobs a slot may hold in flight, at least 1. */
  readonly depth: number;
  /**
   * How much each worker may keep on its heap (old space), in bytes: beyond that it ends, out of memory. At least 16 MB.
   *
   * @default what Node takes by itself
   */
  readonly heapLimit?: number;
}
