import { Piscina } from 'piscina';
import type { Control } from '../control.ts';
import type { Ending } from '../executor.ts';
import type { Job } from '../job.ts';
import type { Slot } from '../slot.ts';
import { asError, reviveThrown, type ThrownData } from '../thrown.ts';
import { beganField, createLanes, endedField, laneSize, threadField, threwField } from './protocol.ts';

/** The entry lies next to this file, in whatever form this file is: `.ts` in the source, `.js` when built. */
const entry = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url).href;

/** What befell a job, and when it had begun. */
interface Fate {
  readonly kind: 'crashed' | 'restarted';
  readonly began: number;
}

/**
 * A worker slot: one piscina with one thread. Piscina replaces a thread that crashed; the slot replaces the piscina
 * when its thread is to be ended or when piscina has given up on it.
 */
export class ThreadSlot implements Slot {
  readonly #depth: number;
  readonly #heapLimit: number | undefined;
  /** Of the present piscina: a thread that is being ended may still write to those of its own. */
  #lanes: Float64Array<SharedArrayBuffer>;
  readonly #done: (((ending: Ending) => void) | undefined)[];
  readonly #resolved: ((value: unknown) => void)[];
  readonly #rejected: ((error: unknown) => void)[];
  /** Piscinas whose threads are being ended. */
  readonly #leaving: Set<Promise<void>> = new Set();
  /** What befell the job in a lane, noted just before piscina rejects it. */
  readonly #fates: (Fate | undefined)[];
  /** Undefined after piscina has given up on its thread, until a next job needs one. */
  #pool: Piscina | undefined;

  /** @param heapLimit in bytes; undefined: what Node takes by itself */
  constructor(depth: number, heapLimit: number | undefined) {
    this.#depth = depth;
    this.#heapLimit = heapLimit;
    this.#lanes = createLanes(depth);
    this.#done = Array.from({ length: depth }, () => undefined);
    this.#fates = Array.from({ length: depth }, () => undefined);
    // One pair of callbacks per lane, not per job: a lane holds one job at a time.
    this.#resolved = Array.from({ length: depth }, (_, lane) => (value: unknown) => this.#resolve(lane, value));
    this.#rejected = Array.from({ length: depth }, (_, lane) => (error: unknown) => this.#reject(lane, error));
    this.#pool = this.#open();
  }

  /** The thread that serves the slot, 0 while there is none. */
  get thread(): number {
    return this.#pool?.threads[0]?.threadId ?? 0;
  }

  start(lane: number, job: Job, done: (ending: Ending) => void): void {
    if (this.#done[lane] !== undefined) throw new Error(`lane ${lane} is in use`);
    this.#done[lane] = done;
    const at = lane * laneSize;
    this.#lanes[at + beganField] = 0;
    this.#lanes[at + threwField] = 0;
    this.#fates[lane] = undefined;
    this.#pool ??= this.#open();
    const resolved: (value: unknown) => void = this.#resolved[lane]!;
    const rejected: (error: unknown) => void = this.#rejected[lane]!;
    this.#pool.run(job.kind === 'noop' ? lane : [lane, job]).then(resolved, rejected);
  }

  beganAt(lane: number): number {
    return this.#lanes[lane * laneSize + beganField]!;
  }

  /** Ends the thread and gives the slot a fresh one. */
  restart(): void {
    const pool = this.#pool;
    if (pool !== undefined) this.#end(pool, 'restarted');
    this.#pool = this.#open();
  }

  /** Asks the worker something about itself. */
  async ask(message: Control): Promise<unknown> {
    this.#pool ??= this.#open();
    return this.#pool.run(message);
  }

  async close(): Promise<void> {
    const pool = this.#pool;
    this.#pool = undefined;
    if (pool !== undefined) this.#end(pool, 'restarted');
    await Promise.all(this.#leaving);
  }

  #open(): Piscina {
    this.#lanes = createLanes(this.#depth);
    const pool = new Piscina({
      filename: entry,
      name: 'work',
      workerData: this.#lanes,
      ...(this.#heapLimit === undefined
        ? {}
        : { resourceLimits: { maxOldGenerationSizeMb: this.#heapLimit / 2 ** 20 } }),
      minThreads: 1,
      maxThreads: 1,
      idleTimeout: Infinity,
      // One more than it ever gets: a full piscina would tell so, twice for every task.
      concurrentTasksPerWorker: this.#depth + 1,
      recordTiming: false,
      stricterFIFO: true,
      // Whoever starts a job here knows that there is room: nothing to balance.
      loadBalancer: (_, [only]) => only ?? null,
    });
    // A thread that dies without a job is an event here; those with one reject it.
    pool.on('error', () => undefined);
    pool.on('workerDestroy', () => {
      // A pool that is being ended is no longer the slot's.
      if (pool !== this.#pool) return;
      this.#doom('crashed');
      queueMicrotask(() => {
        if (pool !== this.#pool || pool.threads.length > 0) return;
        this.#pool = undefined;
        this.#end(pool, 'crashed');
      });
    });
    return pool;
  }

  #doom(kind: Fate['kind']): void {
    for (let lane = 0; lane < this.#depth; lane += 1) {
      if (this.#done[lane] !== undefined) this.#fates[lane] ??= { kind, began: this.beganAt(lane) };
    }
  }

  #end(pool: Piscina, kind: Fate['kind']): void {
    this.#doom(kind);
    const left = pool.destroy().finally(() => {
      this.#leaving.delete(left);
    });
    this.#leaving.add(left);
  }

  #resolve(lane: number, value: unknown): void {
    const fate = this.#fates[lane];
    if (fate?.kind === 'restarted') {
      // The answer came just before the restart; the figures that belong to it have gone with the old thread.
      this.#settle(lane, { ok: false, failure: { kind: 'restarted', began: fate.began } });
      return;
    }
    const at = lane * laneSize;
    const thread = this.#lanes[at + threadField]!;
    if (this.#lanes[at + threwField] === 1) {
      this.#settle(lane, { ok: false, failure: { kind: 'threw', error: reviveThrown(value as ThrownData), thread } });
      return;
    }
    const began = this.#lanes[at + beganField]!;
    this.#settle(lane, { ok: true, ran: { value, began, ended: this.#lanes[at + endedField]!, thread } });
  }

  #reject(lane: number, reason: unknown): void {
    const error = asError(reason);
    const fate = this.#fates[lane];
    if (fate === undefined) {
      // The thread lives: it was the message that could not be sent.
      this.#settle(lane, { ok: false, failure: { kind: 'threw', error, thread: 0 } });
    } else if (fate.kind === 'crashed') {
      this.#settle(lane, { ok: false, failure: { kind: 'crashed', error, began: fate.began } });
    } else {
      this.#settle(lane, { ok: false, failure: { kind: 'restarted', began: fate.began } });
    }
  }

  #settle(lane: number, ending: Ending): void {
    const done = this.#done[lane]!;
    this.#done[lane] = undefined;
    done(ending);
  }
}
