import { GateError } from '../../model/errors.ts';
import { formatQuantity } from '../../model/units.ts';
import { now } from '../../measurement/clock.ts';
import type { Ending, Executor, ExecutorOptions, WorkerHeap } from '../executor.ts';
import type { Job } from '../job.ts';
import type { ThrownData } from './protocol.ts';
import { loadFailure, Slot } from './slot.ts';

/** How long loading a user's module may take where nothing else is said. */
const loadingPatience = 30e9;

/**
 * Opens worker threads, one piscina per slot, and waits until each has answered.
 *
 * @throws GateError `WORKER_CRASHED` when a worker cannot start
 */
export async function launchThreads({ workers, depth }: ExecutorOptions): Promise<Executor> {
  const opened = now();
  const slots = Array.from({ length: workers }, () => new Slot(depth));
  const close = async (): Promise<void> => {
    await Promise.all(slots.map((slot) => slot.close()));
  };
  try {
    await Promise.all(slots.map((slot) => slot.ask({ control: 'ping' })));
  } catch (cause) {
    await close();
    throw new GateError({
      code: 'WORKER_CRASHED',
      message: `A worker thread did not start: ${cause instanceof Error ? cause.message : String(cause)}`,
      fix: 'Look at what NODE_OPTIONS and --import load into every thread, and at the memory that is left.',
      cause,
    });
  }
  return new Threads(slots, depth, now() - opened, close);
}

class Threads implements Executor {
  readonly depth: number;
  readonly startUp: number;
  readonly close: () => Promise<void>;
  readonly #slots: readonly Slot[];

  constructor(slots: readonly Slot[], depth: number, startUp: number, close: () => Promise<void>) {
    this.#slots = slots;
    this.depth = depth;
    this.startUp = startUp;
    this.close = close;
  }

  get workers(): number {
    return this.#slots.length;
  }

  async prepare(job: Job, patience: number = loadingPatience): Promise<void> {
    if (job.kind !== 'module') return;
    let timer: NodeJS.Timeout | undefined;
    const overdue = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => {
          reject(
            new GateError({
              code: 'BAD_TASK',
              message: `task.file: ${job.file} did not finish loading within ${formatQuantity(patience, 'ns')}.`,
              fix: 'Look for a loop or an await that never ends at the top level of the module, or raise the timeout.',
            }),
          );
        },
        Math.min(2 ** 31 - 1, Math.ceil(patience / 1e6)),
      );
    });
    try {
      await Promise.race([overdue, Promise.all(this.#slots.map((slot) => this.#load(slot, job)))]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #load(slot: Slot, job: Extract<Job, { kind: 'module' }>): Promise<void> {
    let thrown: ThrownData | undefined;
    try {
      thrown = (await slot.ask({ control: 'load', job: { ...job, args: [] } })) as ThrownData | undefined;
    } catch (cause) {
      throw new GateError({
        code: 'BAD_TASK',
        message: `task.file: ${job.file} ended the worker that loaded it: ${cause instanceof Error ? cause.message : String(cause)}`,
        fix: 'Take process.exit and other side effects out of the top level of the module.',
        cause,
      });
    }
    if (thrown !== undefined) throw loadFailure(thrown);
  }

  start(worker: number, lane: number, job: Job, done: (ending: Ending) => void): void {
    this.#slots[worker]!.start(lane, job, done);
  }

  beganAt(worker: number, lane: number): number {
    return this.#slots[worker]!.beganAt(lane);
  }

  restart(worker: number): void {
    this.#slots[worker]!.restart();
  }

  thread(worker: number): number {
    return this.#slots[worker]!.thread;
  }

  async heaps(): Promise<readonly WorkerHeap[]> {
    const heaps: WorkerHeap[] = [];
    // In turns: the flag that exposes the collector belongs to the whole process.
    for (const slot of this.#slots) heaps.push((await slot.ask({ control: 'heap' })) as WorkerHeap);
    return heaps;
  }
}
