/**
 * One number per worker, and always a worker with the smallest: a tournament tree. Changing a number is O(log n), and so
 * is choosing where several have the smallest; where one has, that is O(1), as reading is. Infinity marks a worker that
 * must not be chosen.
 */
export class MinTree {
  readonly #size: number;
  readonly #leaves: number;
  /** Node 1 is the root, the children of n are 2n and 2n + 1, the leaves come last; a node is the smaller of its children. */
  readonly #nodes: Float64Array;
  /** By node: the one worker below it that has this number, -1 where several have. */
  readonly #winners: Int32Array;
  #turn = 0;

  constructor(size: number, initial: number) {
    this.#size = size;
    this.#leaves = 2 ** Math.ceil(Math.log2(Math.max(size, 1)));
    this.#nodes = new Float64Array(this.#leaves * 2).fill(Infinity);
    this.#winners = Int32Array.from({ length: this.#leaves * 2 }, (_, node) => Math.max(-1, node - this.#leaves));
    this.fill(() => initial);
  }

  /** The number of one worker. */
  get(worker: number): number {
    return this.#nodes[this.#leaves + worker]!;
  }

  /** Changes the number of one worker. It must not be NaN. */
  set(worker: number, value: number): void {
    let node = this.#leaves + worker;
    this.#nodes[node] = value;
    for (node >>= 1; node >= 1; node >>= 1) if (!this.#decide(node)) return;
  }

  /** Sets the numbers of all workers, in O(n). */
  fill(value: (worker: number) => number): void {
    for (let worker = 0; worker < this.#size; worker += 1) this.#nodes[this.#leaves + worker] = value(worker);
    for (let node = this.#leaves - 1; node >= 1; node -= 1) this.#decide(node);
  }

  /** A worker with the smallest number; those with equal numbers are chosen in turn. -1 when all are Infinity. */
  choose(): number {
    if (this.#nodes[1] === Infinity) return -1;
    const winner = this.#winners[1]!;
    const worker = winner === -1 ? this.#smallestFrom(this.#turn) : winner;
    this.#turn = worker + 1 === this.#size ? 0 : worker + 1;
    return worker;
  }

  /** Compares the children of a node. Answers whether anything has changed for it. */
  #decide(node: number): boolean {
    const nodes = this.#nodes;
    const winners = this.#winners;
    const left = nodes[node * 2]!;
    const right = nodes[node * 2 + 1]!;
    const smaller = left < right ? left : right;
    const winner = left === right ? -1 : winners[left < right ? node * 2 : node * 2 + 1]!;
    if (nodes[node] === smaller && winners[node] === winner) return false;
    nodes[node] = smaller;
    winners[node] = winner;
    return true;
  }

  /** The first worker with the smallest number at or after a place, else the first of all. */
  #smallestFrom(start: number): number {
    const nodes = this.#nodes;
    const smallest = nodes[1]!;
    let node = this.#leaves + start;
    if (nodes[node] === smallest) return start;
    while (node > 1 && !((node & 1) === 0 && nodes[node + 1] === smallest)) node >>= 1;
    node = node > 1 ? node + 1 : 1;
    while (node < this.#leaves) node = nodes[node * 2] === smallest ? node * 2 : node * 2 + 1;
    return node - this.#leaves;
  }
}
