import type { KnownTasks, Task } from '../../schedulers/task.ts';
import { Room } from '../room.ts';

/** What becomes of a task that runs. */
export const fates = { completes: 0, throws: 1, crashes: 2 } as const;

/** One of the numbers of `fates`. */
export type Fate = (typeof fates)[keyof typeof fates];

/** What strategies see of the workers. */
class VirtualWorkers extends Room {
  readonly tasks: KnownTasks;

  constructor(count: number, depth: number, tasks: KnownTasks) {
    super(count, depth);
    this.tasks = tasks;
  }
}

/**
 * What is in flight where. Every worker has as many lanes as it may hold tasks, numbered worker × depth + lane. Where tasks
 * do not overlap, the lanes of a worker are a ring in order of arrival, whose first one runs.
 */
export class Crew {
  readonly depth: number;
  readonly workers: VirtualWorkers;
  /** By lane: the task, as the strategy handed it over and by its id. */
  readonly tasks: (Task | undefined)[];
  readonly ids: Int32Array;
  /** By lane: when the task was given to the worker, and when it begins; before it does, from when on it may. */
  readonly decided: Float64Array;
  readonly began: Float64Array;
  /** By lane: when the task ends, and how; NaN while it does not run. From `lanes` on, when a worker that crashed is back. */
  readonly due: Float64Array;
  readonly fates: Uint8Array;
  /** By lane: when the coordinator saw that the task has ended. */
  readonly seen: Float64Array;
  readonly lanes: number;
  readonly #overlap: boolean;
  /** By worker: its first lane in order of arrival. */
  readonly #first: Int32Array;
  /** Where tasks overlap: stacks of free lanes, one per worker. */
  readonly #free: Int32Array;

  constructor(count: number, depth: number, overlap: boolean, tasks: KnownTasks) {
    const lanes = count * depth;
    this.depth = depth;
    this.workers = new VirtualWorkers(count, depth, tasks);
    this.tasks = Array.from({ length: lanes }, () => undefined);
    this.ids = new Int32Array(lanes);
    this.decided = new Float64Array(lanes);
    this.began = new Float64Array(lanes);
    this.due = new Float64Array(lanes + count).fill(Number.NaN);
    this.fates = new Uint8Array(lanes);
    this.seen = new Float64Array(lanes);
    this.lanes = lanes;
    this.#overlap = overlap && depth > 1;
    this.#first = new Int32Array(count);
    this.#free = Int32Array.from({ length: this.#overlap ? lanes : 0 }, (_, at) => at % depth);
  }

  workerOf(lane: number): number {
    return this.depth === 1 ? lane : Math.floor(lane / this.depth);
  }

  /** Puts a task into a lane of a worker that has room, and answers which. */
  occupy(task: Task, worker: number): number {
    const held = this.workers.held(worker);
    const lane = this.depth === 1 ? worker : worker * this.depth + this.#vacantLane(worker, held);
    this.tasks[lane] = task;
    this.ids[lane] = task.id;
    this.workers.change(worker, 1);
    return lane;
  }

  /**
   * Where tasks do not overlap, only the first lane of a worker may be vacated.
   *
   * @returns the lane whose turn it is now; -1 where none has waited for that
   */
  vacate(lane: number, worker: number): number {
    this.workers.change(worker, -1);
    if (this.depth === 1) return -1;
    const base = worker * this.depth;
    const held = this.workers.held(worker);
    if (this.#overlap) {
      this.#free[base + this.depth - 1 - held] = lane - base;
      return -1;
    }
    const first = lane + 1 === base + this.depth ? 0 : lane + 1 - base;
    this.#first[worker] = first;
    return held === 0 ? -1 : base + first;
  }

  /** Whether a task that comes to this worker runs at once: it has just been given a lane. */
  runsAtOnce(worker: number): boolean {
    return this.#overlap || this.workers.held(worker) === 1;
  }

  /** The occupied lanes of a worker: in order of arrival, or where tasks overlap, by number. */
  occupied(worker: number): readonly number[] {
    const base = worker * this.depth;
    if (this.#overlap) {
      return Array.from({ length: this.depth }, (_, at) => base + at).filter((lane) => !Number.isNaN(this.due[lane]));
    }
    const first = this.#first[worker]!;
    return Array.from({ length: this.workers.held(worker) }, (_, at) => base + ((first + at) % this.depth));
  }

  #vacantLane(worker: number, held: number): number {
    if (this.#overlap) return this.#free[worker * this.depth + this.depth - 1 - held]!;
    const lane = this.#first[worker]! + held;
    return lane < this.depth ? lane : lane - this.depth;
  }
}
