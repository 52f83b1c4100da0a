import { Collections } from '../../executors/collections.ts';
import type { WorkerHeap } from '../../executors/executor.ts';
import { heapAfterCollection } from '../../measurement/memory.ts';
import type { StressSystem } from './system.ts';

/** How often memory is measured over a load, beside before it. */
const perLoad = 24;
/** What waiting for a system to be idle may cost: a ninth of the time after it, a tenth of all. */
const waitingShare = 9;

/** Memory after forced collections, at one moment of the load. */
export interface Checkpoint {
  /** Time of the run, in ns. */
  readonly time: number;
  /** Tasks completed up to then. */
  readonly tasks: number;
  /** In B. */
  readonly main: number;
  /** All workers together; undefined where they do not say. */
  readonly workers: number | undefined;
  /** Each of them. */
  readonly each: readonly number[] | undefined;
}

/** What a thread's collector did over the load, without being asked to. */
export interface CollectorWork {
  readonly collections: number;
  /** In ns. */
  readonly collecting: number;
}

/** One for the thread: it cannot be taken off, and counts what all runs take differences of. */
let ownCollections: Collections | undefined;

/** Measures memory again and again over a load, while nothing runs, and counts garbage collections. */
export class Checkpoints {
  readonly taken: Checkpoint[] = [];
  readonly #system: StressSystem;
  readonly #collections: Collections = (ownCollections ??= new Collections());
  readonly #main: Tally = new Tally();
  readonly #workers: Tally[] = [];
  #due = 1 / perLoad;

  constructor(system: StressSystem) {
    this.#system = system;
  }

  /** At which progress of the load, from 0 to 1, the next one is due. */
  get due(): number {
    return this.#due;
  }

  /**
   * The next one is due after the usual stretch, and later where the system took long to be idle.
   *
   * @param progress of the load
   * @param waited how much of the load it took to be idle, in the same measure
   */
  postpone(progress: number, waited: number): void {
    this.#due = progress + Math.max(1 / perLoad, waitingShare * waited);
  }

  /**
   * How long the system may be kept from working until it is idle, in ns: as long as the stretch between two checkpoints.
   *
   * @param duration of the load, in ns
   */
  patience(duration: number): number {
    return Math.min(5e9, Math.max(100e6, duration / perLoad));
  }

  /** Nothing may run meanwhile. */
  async take(time: number, tasks: number): Promise<Checkpoint> {
    // Node tells of a collection in the turn after it.
    await new Promise((resolve) => setImmediate(resolve));
    this.#main.add(this.#collections.count());
    const main = heapAfterCollection();
    const heaps = await this.#askWorkers();
    for (const [worker, heap] of (heaps ?? []).entries()) (this.#workers[worker] ??= new Tally()).add(heap);
    const each = heaps?.map(({ used }) => used);
    const workers = each?.reduce((sum, used) => sum + used, 0);
    const taken = { time, tasks, main, workers, each };
    this.taken.push(taken);
    return taken;
  }

  /** What the collectors did between the first and the last time: the main thread's, then each worker's. */
  collectors(): readonly CollectorWork[] {
    return [this.#main, ...this.#workers].map(({ collections, collecting }) => ({ collections, collecting }));
  }

  async #askWorkers(): Promise<readonly WorkerHeap[] | undefined> {
    try {
      return await this.#system.heaps();
    } catch {
      // One of them ended just now: this time their heaps are not known.
      return undefined;
    }
  }
}

/** Adds up a counter that begins at 0 again when its thread is replaced; what was counted before the first time is left out. */
class Tally implements CollectorWork {
  collections = 0;
  collecting = 0;
  #last: CollectorWork | undefined;

  add({ collections, collecting }: CollectorWork): void {
    const last = this.#last;
    this.#last = { collections, collecting };
    if (last === undefined) return;
    const isReplaced = collections < last.collections || collecting < last.collecting;
    this.collections += isReplaced ? collections : collections - last.collections;
    this.collecting += isReplaced ? collecting : collecting - last.collecting;
  }
}
