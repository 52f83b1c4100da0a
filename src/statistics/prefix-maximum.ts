/** Largest value of any prefix, raised one element at a time: a binary indexed tree (P. Fenwick, 1994), O(log n). */
export class PrefixMaximum {
  readonly #tree: Float64Array;

  constructor(size: number) {
    this.#tree = new Float64Array(size + 1);
  }

  raise(index: number, value: number): void {
    for (let node = index + 1; node < this.#tree.length; node += node & -node) {
      if (this.#tree[node]! < value) this.#tree[node] = value;
    }
  }

  /** The largest value at an index below this one, 0 without any. */
  before(index: number): number {
    let largest = 0;
    for (let node = index; node > 0; node -= node & -node) largest = Math.max(largest, this.#tree[node]!);
    return largest;
  }
}
