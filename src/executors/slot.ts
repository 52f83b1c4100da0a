import type { Control } from './control.ts';
import type { Ending } from './executor.ts';
import type { Job } from './job.ts';

/** A place for one worker, which keeps its number while workers in it come and go. */
export interface Slot {
  /** As `Executor.thread`. */
  readonly thread: number;
  /** As `Executor.start`. */
  start(lane: number, job: Job, done: (ending: Ending) => void): void;
  /** As `Executor.beganAt`. */
  beganAt(lane: number): number;
  /** As `Executor.restart`. */
  restart(): void;
  /** Asks the worker something about itself; rejects when it ends before it has answered. */
  ask(message: Control): Promise<unknown>;
  /** Ends the worker, and resolves when it is gone and so are all that were in the slot before it. */
  close(): Promise<void>;
}
