import type { Control } from '../control.ts';
import type { Ending } from '../executor.ts';
import type { Job } from '../job.ts';
import type { Slot } from '../slot.ts';
import { asError } from '../thrown.ts';
import { Marks } from './marks.ts';
import { WorkerProcess } from './worker-process.ts';

/** A worker slot: one child process, replaced when it crashes or is to be ended. */
export class ProcessSlot implements Slot {
  readonly #depth: number;
  readonly #heapLimit: number | undefined;
  readonly #marks: Marks = new Marks();
  /** Processes that are not gone yet. */
  readonly #alive: Set<WorkerProcess> = new Set();
  /** Undefined after one has crashed before it had started, until a next job needs one. */
  #process: WorkerProcess | undefined;

  /** @param heapLimit in bytes; undefined: what Node takes by itself */
  constructor(depth: number, heapLimit: number | undefined) {
    this.#depth = depth;
    this.#heapLimit = heapLimit;
    this.#process = this.#open();
  }

  get thread(): number {
    return this.#process?.pid ?? 0;
  }

  start(lane: number, job: Job, done: (ending: Ending) => void): void {
    try {
      this.#process ??= this.#open();
    } catch (cause) {
      queueMicrotask(() => done({ ok: false, failure: { kind: 'crashed', error: asError(cause), began: 0 } }));
      return;
    }
    this.#process.start(lane, job, done);
  }

  beganAt(lane: number): number {
    return this.#process?.beganAt(lane) ?? 0;
  }

  restart(): void {
    this.#process?.end();
    this.#process = this.#tryOpen();
  }

  async ask(message: Control): Promise<unknown> {
    this.#process ??= this.#open();
    return this.#process.ask(message);
  }

  async close(): Promise<void> {
    this.#process?.end();
    this.#process = undefined;
    await Promise.all([...this.#alive].map((alive) => alive.gone));
    this.#marks.close();
  }

  /** @throws what the system says when it has no room for another process */
  #open(): WorkerProcess {
    const opened = new WorkerProcess({
      depth: this.#depth,
      heapLimit: this.#heapLimit,
      marks: this.#marks,
      onCrash: (ready) => {
        if (this.#process !== opened) return;
        // One that cannot even start would do so again and again.
        this.#process = ready ? this.#tryOpen() : undefined;
      },
    });
    this.#alive.add(opened);
    void opened.gone.then(() => this.#alive.delete(opened));
    return opened;
  }

  /** Where it fails now, a next job will try again, and say what is wrong. */
  #tryOpen(): WorkerProcess | undefined {
    try {
      return this.#open();
    } catch {
      return undefined;
    }
  }
}
