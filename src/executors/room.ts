import type { Workers } from '../schedulers/strategy.ts';

/**
 * Which workers have room: in lists by how many tasks they hold, each list in order of the last change. Finding one is
 * O(depth), every change O(1), whatever the number of workers.
 */
export class Room implements Workers {
  readonly count: number;
  readonly depth: number;
  readonly #held: Int32Array;
  /** 1 for workers that take no tasks from a strategy at the moment. */
  readonly #closed: Uint8Array;
  readonly #next: Int32Array;
  readonly #previous: Int32Array;
  readonly #heads: Int32Array;
  readonly #tails: Int32Array;

  constructor(count: number, depth: number) {
    this.count = count;
    this.depth = depth;
    this.#held = new Int32Array(count);
    this.#closed = new Uint8Array(count);
    this.#next = new Int32Array(count).fill(-1);
    this.#previous = new Int32Array(count).fill(-1);
    this.#heads = new Int32Array(depth).fill(-1);
    this.#tails = new Int32Array(depth).fill(-1);
    for (let worker = 0; worker < count; worker += 1) this.#link(worker);
  }

  inFlight(worker: number): number {
    return this.#closed[worker] === 1 ? this.depth : this.#held[worker]!;
  }

  free(): number {
    for (let held = 0; held < this.depth; held += 1) {
      const worker = this.#heads[held]!;
      if (worker !== -1) return worker;
    }
    return -1;
  }

  hasRoom(worker: number): boolean {
    return this.#closed[worker] === 0 && this.#held[worker]! < this.depth;
  }

  /** How many tasks a worker really holds, whether or not it takes more. */
  held(worker: number): number {
    return this.#held[worker]!;
  }

  change(worker: number, by: number): void {
    this.#unlink(worker);
    this.#held[worker]! += by;
    this.#link(worker);
  }

  /** No more tasks for this worker from a strategy: it looks full. */
  shut(worker: number): void {
    this.#unlink(worker);
    this.#closed[worker] = 1;
  }

  reopen(worker: number): void {
    this.#closed[worker] = 0;
    this.#link(worker);
  }

  #link(worker: number): void {
    if (!this.hasRoom(worker)) return;
    const held = this.#held[worker]!;
    const tail = this.#tails[held]!;
    this.#previous[worker] = tail;
    this.#next[worker] = -1;
    if (tail === -1) this.#heads[held] = worker;
    else this.#next[tail] = worker;
    this.#tails[held] = worker;
  }

  #unlink(worker: number): void {
    if (!this.hasRoom(worker)) return;
    const held = this.#held[worker]!;
    const previous = this.#previous[worker]!;
    const next = this.#next[worker]!;
    if (previous === -1) this.#heads[held] = next;
    else this.#next[previous] = next;
    if (next === -1) this.#tails[held] = previous;
    else this.#previous[next] = previous;
  }
}
