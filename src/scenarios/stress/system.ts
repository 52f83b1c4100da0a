import type { WorkerHeap } from '../../executors/executor.ts';
import type { GateError } from '../../model/errors.ts';
import type { Task } from '../../schedulers/task.ts';
import type { RunClock } from './clock.ts';
import type { LoadTask } from './task-source.ts';

/** What is known of a run that completed a task. */
export interface CompletedRun {
  /** When it was started on a worker, as a time of the run; of a subject, when it began in the worker. */
  readonly started: number;
  /** How long it executed in the worker, in ns. */
  readonly executed: number;
}

/** Where a task has gone. */
export type TaskEnd = 'completed' | 'failed' | 'cancelled' | 'refused';

/** How a task ended. */
export interface TaskOutcome {
  readonly end: TaskEnd;
  /** Undefined where it completed. */
  readonly error: GateError | undefined;
  /** How many of its attempts went wrong on purpose. */
  readonly injected: number;
  /** Of a task that completed, where its worker says. */
  readonly run: CompletedRun | undefined;
}

/** Told once of the end of a task. */
export type Ended = (outcome: TaskOutcome) => void;

/** What is loaded, for the time of one load: a strategy on workers, or a scheduler of the user's own. */
export interface StressSystem {
  /** How many tasks can run at once. */
  readonly slots: number;
  /** How many runs were started in all; undefined where it is not known. */
  readonly starts: number | undefined;
  /**
   * Takes a task; `ended` is called once, be it at once.
   *
   * @returns by what it can be cancelled; undefined where tasks cannot be
   */
  submit(task: LoadTask, ended: Ended): Task | undefined;
  /** Whether tasks may end within microtasks, of which a closed loop could make so many that nothing else gets its turn. */
  readonly endsInMicrotasks: boolean;
  /** Takes back a task that waits. Answers false for one that a worker has, or that has ended. */
  cancel(task: Task): boolean;
  /** Whether it can be held while tasks wait; one that cannot is idle when none of its tasks is unfinished. */
  readonly canHold: boolean;
  /** As `WatchedExecutor.hold` and `release`. */
  hold(patience: number): Promise<boolean>;
  release(): void;
  /** Heaps of the workers after a forced collection; undefined where they cannot be known. Nothing may run. */
  heaps(): Promise<readonly WorkerHeap[] | undefined>;
  /** Resident set size of all processes that it is known to run in, in B. */
  rss(): number;
  /** Ends what is unfinished, as cancelled. Resolves when nothing is in flight any more. */
  giveUp(): Promise<void>;
}

/** What a system tells of beside the ends of tasks. */
export interface SystemEvents {
  /** How long a worker took from a fault to its next success, in ns. */
  readonly recovered: (time: number) => void;
  /** Nothing that is measured from now on means anything. */
  readonly broken: (error: GateError) => void;
}

/** A system that has been opened, and serves one load after the other. */
export interface OpenSystem {
  readonly name: string;
  readonly kind: 'strategy' | 'subject';
  /** @throws GateError `SUBJECT_FAILED` */
  load(clock: RunClock, events: SystemEvents): StressSystem;
  /** Answers a warning when closing failed. */
  close(): Promise<string | undefined>;
}
