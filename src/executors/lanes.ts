import type { Dispatched } from './dispatched.ts';
import { Room } from './room.ts';

/** Which task is in flight where: every worker has as many lanes as it may hold tasks, numbered worker × depth + lane. */
export class Lanes {
  readonly depth: number;
  readonly room: Room;
  readonly #running: (Dispatched | undefined)[];
  readonly #started: Float64Array;
  /** Stacks of free lanes, one per worker. */
  readonly #free: Int32Array;
  #inFlight = 0;

  constructor(workers: number, depth: number) {
    const lanes = workers * depth;
    this.depth = depth;
    this.room = new Room(workers, depth);
    this.#running = Array.from({ length: lanes }, () => undefined);
    this.#started = new Float64Array(lanes);
    this.#free = Int32Array.from({ length: lanes }, (_, at) => at % depth);
  }

  /** How many tasks are in flight on all workers. */
  get inFlight(): number {
    return this.#inFlight;
  }

  get count(): number {
    return this.#running.length;
  }

  workerOf(at: number): number {
    return this.depth === 1 ? at : Math.floor(at / this.depth);
  }

  task(at: number): Dispatched | undefined {
    return this.#running[at];
  }

  startedAt(at: number): number {
    return this.#started[at]!;
  }

  /** Puts a task into a free lane of a worker that has one, and answers which. */
  occupy(task: Dispatched, worker: number, time: number): number {
    const base = worker * this.depth;
    const at = base + this.#free[base + this.depth - 1 - this.room.held(worker)]!;
    this.#running[at] = task;
    this.#started[at] = time;
    this.room.change(worker, 1);
    this.#inFlight += 1;
    return at;
  }

  vacate(at: number): void {
    const worker = this.workerOf(at);
    const base = worker * this.depth;
    this.#running[at] = undefined;
    this.room.change(worker, -1);
    this.#free[base + this.depth - 1 - this.room.held(worker)] = at - base;
    this.#inFlight -= 1;
  }
}
