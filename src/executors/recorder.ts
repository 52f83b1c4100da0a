import type { Dispatched } from './dispatched.ts';
import type { Ran } from './executor.ts';
import { createRecording, type Outcome, type Recording } from './recording.ts';

/** Writes what happens to tasks into a recording; tasks whose id is beyond its size are not recorded. */
export class Recorder {
  readonly #recording: Recording;
  readonly #size: number;

  constructor(recording: Recording = createRecording(0)) {
    this.#recording = recording;
    this.#size = recording.size;
  }

  submitted(task: Dispatched): void {
    if (task.id >= this.#size) return;
    this.#recording.priority[task.id] = task.priority;
    this.#recording.submitted[task.id] = task.submitted;
  }

  /** A decision of the strategy about the task took this long, in ns. */
  considered(task: Dispatched, time: number): void {
    if (task.id < this.#size) this.#recording.assignment[task.id]! += time;
  }

  started(task: Dispatched, worker: number, decided: number): void {
    if (task.id >= this.#size) return;
    this.#recording.decided[task.id] = decided;
    this.#recording.worker[task.id] = worker;
    this.#recording.starts[task.id]! += 1;
  }

  ran(task: Dispatched, { began, ended, thread }: Ran, seen: number): void {
    if (task.id >= this.#size) return;
    this.#recording.began[task.id] = began;
    this.#recording.ended[task.id] = ended;
    this.#recording.seen[task.id] = seen;
    this.#recording.thread[task.id] = thread;
  }

  threw(task: Dispatched, thread: number): void {
    if (task.id < this.#size) this.#recording.thread[task.id] = thread;
  }

  settled(task: Dispatched, outcome: Outcome): void {
    if (task.id < this.#size) this.#recording.outcome[task.id] = outcome;
  }
}
