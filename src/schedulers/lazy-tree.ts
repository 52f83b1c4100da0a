import { MinTree } from './min-tree.ts';

/**
 * A tournament tree whose numbers change far more often than anybody asks for the smallest: what has changed is only noted,
 * and looked up when somebody does. Noting is O(1); for each that was noted, asking is O(log n).
 */
export class LazyTree {
  readonly #tree: MinTree;
  readonly #valueOf: (worker: number) => number;
  readonly #noted: Int32Array;
  readonly #isNoted: Uint8Array;
  #notes = 0;

  /** @param valueOf answers a worker's present number; at first all count as Infinity, which must not be chosen */
  constructor(size: number, valueOf: (worker: number) => number) {
    this.#tree = new MinTree(size, Infinity);
    this.#valueOf = valueOf;
    this.#noted = new Int32Array(size);
    this.#isNoted = new Uint8Array(size);
  }

  /** The number of a worker may have changed. */
  note(worker: number): void {
    if (this.#isNoted[worker] === 1) return;
    this.#isNoted[worker] = 1;
    this.#noted[this.#notes] = worker;
    this.#notes += 1;
  }

  /** A worker with the smallest number; those with equal numbers are chosen in turn. -1 when all are Infinity. */
  choose(): number {
    for (let at = 0; at < this.#notes; at += 1) {
      const worker = this.#noted[at]!;
      this.#isNoted[worker] = 0;
      this.#tree.set(worker, this.#valueOf(worker));
    }
    this.#notes = 0;
    return this.#tree.choose();
  }
}
