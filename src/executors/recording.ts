/** How a task ended, as a number in a recording. */
export const outcomes = {
  pending: 0,
  done: 1,
  threw: 2,
  crashed: 3,
  timedOut: 4,
  refused: 5,
  cancelled: 6,
} as const;

/** One of the numbers of `outcomes`. */
export type Outcome = (typeof outcomes)[keyof typeof outcomes];

/**
 * What happened to every task, in columns by task id: a decision (which worker), the thread that really ran it, and
 * times in ns on the process's clock. Allocated beforehand, so that recording costs the run nothing but a few stores.
 */
export interface Recording {
  readonly size: number;
  readonly priority: Float64Array;
  /** When the task was submitted. */
  readonly submitted: Float64Array;
  /** When a strategy had decided on its worker and it was started by us. */
  readonly decided: Float64Array;
  /** When it began and ended in the worker; 0 where the worker does not say. */
  readonly began: Float64Array;
  readonly ended: Float64Array;
  /** When its result was seen by the main thread. */
  readonly seen: Float64Array;
  /** How long the strategy's decisions about it took (`place` and `next`), in ns. */
  readonly assignment: Float64Array;
  /** The worker that the strategy chose, -1 when it never came to that. */
  readonly worker: Int32Array;
  /** The thread that ran it, as the thread itself said; 0 where unknown. */
  readonly thread: Int32Array;
  readonly outcome: Uint8Array;
  /** How often it was started. */
  readonly starts: Uint16Array;
}

/** An empty recording for tasks 0 to size − 1. */
export function createRecording(size: number): Recording {
  const times = (): Float64Array => new Float64Array(size);
  return {
    size,
    priority: times(),
    submitted: times(),
    decided: times(),
    began: times(),
    ended: times(),
    seen: times(),
    assignment: times(),
    worker: new Int32Array(size).fill(-1),
    thread: new Int32Array(size),
    outcome: new Uint8Array(size),
    starts: new Uint16Array(size),
  };
}
