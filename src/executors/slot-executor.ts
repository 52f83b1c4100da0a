import { now } from '../measurement/clock.ts';
import { GateError } from '../model/errors.ts';
import type { Ending, Executor, ExecutorKind, ExecutorOptions, WorkerHeap } from './executor.ts';
import type { Job } from './job.ts';
import { prepareSlots } from './prepare.ts';
import type { Slot } from './slot.ts';

/** What kinds of slots differ in. */
export interface SlotKind {
  readonly kind: ExecutorKind;
  /** What one of its workers is called: `worker thread`. */
  readonly name: string;
  readonly open: (options: ExecutorOptions) => Slot;
}

/**
 * Opens slots and waits until each has answered.
 *
 * @throws GateError `WORKER_CRASHED` when a worker cannot start
 */
export async function openSlots({ kind, name, open }: SlotKind, options: ExecutorOptions): Promise<Executor> {
  const opened = now();
  const slots: Slot[] = [];
  try {
    for (let worker = 0; worker < options.workers; worker += 1) slots.push(open(options));
    await Promise.all(slots.map((slot) => slot.ask({ control: 'ping' })));
  } catch (cause) {
    await closeAll(slots);
    throw new GateError({
      code: 'WORKER_CRASHED',
      message: `A ${name} did not start: ${cause instanceof Error ? cause.message : String(cause)}`,
      fix: 'Look at what NODE_OPTIONS and --import load into every worker, and at the memory that is left.',
      cause,
    });
  }
  return new SlotExecutor(kind, slots, options.depth, now() - opened);
}

class SlotExecutor implements Executor {
  readonly kind: ExecutorKind;
  readonly depth: number;
  readonly startUp: number;
  readonly #slots: readonly Slot[];

  constructor(kind: ExecutorKind, slots: readonly Slot[], depth: number, startUp: number) {
    this.kind = kind;
    this.#slots = slots;
    this.depth = depth;
    this.startUp = startUp;
  }

  get workers(): number {
    return this.#slots.length;
  }

  prepare(job: Job, patience?: number): Promise<void> {
    return prepareSlots(this.#slots, job, patience);
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

  async cpuTimes(): Promise<readonly number[] | undefined> {
    const asked = this.#slots.map((slot) => slot.ask({ control: 'cpu' }) as Promise<number | undefined>);
    const times = (await Promise.all(asked)).filter((time) => time !== undefined);
    return times.length === asked.length ? times : undefined;
  }

  close(): Promise<void> {
    return closeAll(this.#slots);
  }
}

async function closeAll(slots: readonly Slot[]): Promise<void> {
  await Promise.all(slots.map((slot) => slot.close()));
}
