/** The yardstick: a plain 4-ary heap of times on typed arrays, as anybody would write it. */
class TypedHeap {
  readonly #times: Float64Array;
  readonly #codes: Int32Array;
  #size = 0;

  constructor(capacity: number) {
    this.#times = new Float64Array(capacity);
    this.#codes = new Int32Array(capacity);
  }

  /** The smallest time. */
  get first(): number {
    return this.#times[0]!;
  }

  push(time: number, code: number): void {
    const times = this.#times;
    const codes = this.#codes;
    let at = this.#size;
    this.#size += 1;
    while (at > 0) {
      const parent = (at - 1) >> 2;
      if (times[parent]! <= time) break;
      times[at] = times[parent]!;
      codes[at] = codes[parent]!;
      at = parent;
    }
    times[at] = time;
    codes[at] = code;
  }

  /** Takes out what has the smallest time, and answers its code. */
  pop(): number {
    const times = this.#times;
    const codes = this.#codes;
    const code = codes[0]!;
    this.#size -= 1;
    const size = this.#size;
    const time = times[size]!;
    const last = codes[size]!;
    let at = 0;
    for (;;) {
      const child = at * 4 + 1;
      if (child >= size) break;
      const end = Math.min(child + 4, size);
      let least = child;
      for (let other = child + 1; other < end; other += 1) if (times[other]! < times[least]!) least = other;
      if (time <= times[least]!) break;
      times[at] = times[least]!;
      codes[at] = codes[least]!;
      at = least;
    }
    times[at] = time;
    codes[at] = last;
    return code;
  }
}

/**
 * Takes out and adds a time for each of these, on a heap of a fixed size: what a simulation does at the very least.
 *
 * @returns something that depends on all of it, so that no compiler leaves any out
 */
export function runHeap(size: number, times: Float64Array): number {
  const heap = new TypedHeap(size);
  for (let code = 0; code < size; code += 1) heap.push(times[code % times.length]!, code);
  let digest = 0;
  for (let at = 0; at < times.length; at += 1) {
    const now = heap.first;
    const code = heap.pop();
    digest = (digest + code) | 0;
    heap.push(now + times[at]!, code);
  }
  return digest;
}
