/** What runs in a worker: plain data that can be cloned to a thread, a process or a container. */
export type Job = PlainJob | FaultedJob;

/** A job as it is meant to run. */
export type PlainJob =
  | { readonly kind: 'noop' }
  /** Waits without using the CPU, in ns. */
  | { readonly kind: 'sleep'; readonly duration: number }
  /** A fixed amount of work: iterations of an integer hash from a seed. Returns the digest. Never a loop until a clock. */
  | { readonly kind: 'cpu'; readonly iterations: number; readonly seed: number }
  /** Calls an exported function of a module of the user's. `file` is an absolute path or a `file:` URL. */
  | ModuleJob;

/** A job that is a function of a user's module. */
export interface ModuleJob {
  readonly kind: 'module';
  readonly file: string;
  readonly name: string;
  readonly args: readonly unknown[];
}

/** A job that goes wrong on purpose, every time that it is run. */
export interface FaultedJob {
  readonly kind: 'faulted';
  readonly fault: JobFault;
  readonly job: PlainJob;
}

/** How a job goes wrong. But for `slow`, the job itself is never run. */
export type JobFault =
  /** Throws an `InjectedFault`. */
  | { readonly type: 'throw' }
  /** Waits without end and without using the CPU: only a deadline ends it. */
  | { readonly type: 'hang' }
  /** Ends its worker with exit code 1. */
  | { readonly type: 'exit' }
  /** Fills its worker's heap up to the limit, which ends the worker. Without a `heapLimit` that may be gigabytes. */
  | { readonly type: 'out-of-memory' }
  /** Takes `factor` times as long as the job, at least 1: more of the same work, or where there is none, a wait after it. */
  | { readonly type: 'slow'; readonly factor: number };
