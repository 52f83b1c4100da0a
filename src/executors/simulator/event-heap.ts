/** Children per node: four of them lie in one cache line, and the tree is half as high as a binary one. */
const arity = 4;
/** Where the root lies, so that the children of a node start at a multiple of four: those of place p at 4p − 8. */
const root = 3;
/** A place before the root, for the time of the event on its way through the tree. */
const moving = 0;

/**
 * What is to happen, earliest first; what happens at the same time in the order of its code, a whole number. A heap on
 * typed arrays, O(log n) per event. The time of an event is read from a column by code: a number that is passed to a
 * function may cost an allocation, an element of a typed array does not. An event whose time changes there has been
 * called off; whoever takes one changes it.
 *
 * Most events lead to another one of the same worker. So a taken event leaves a hole at the root, which the next one that
 * is added fills: one way through the tree instead of two.
 */
export class EventHeap {
  readonly #due: Float64Array;
  #times: Float64Array;
  #codes: Int32Array;
  /** One beyond the last place in use; a hole counts as in use. */
  #end: number = root;
  #hole = false;

  /** @param due by code, when an event is to happen */
  constructor(due: Float64Array) {
    this.#due = due;
    this.#times = new Float64Array(due.length + root);
    this.#codes = new Int32Array(due.length + root);
  }

  /** When the first event happens; Infinity when there is none. */
  get earliest(): number {
    while (this.#hole || this.#isCalledOff()) this.#close();
    return this.#end === root ? Infinity : this.#times[root]!;
  }

  /** Takes out the event that `earliest` spoke of, and answers its code. */
  take(): number {
    this.#hole = true;
    return this.#codes[root]!;
  }

  /** Adds an event, which happens when the column says now. */
  add(code: number): void {
    if (this.#end === this.#times.length) this.#grow();
    this.#times[moving] = this.#due[code]!;
    if (this.#hole) {
      this.#hole = false;
      this.#sink(code);
    } else {
      this.#end += 1;
      this.#rise(code);
    }
  }

  #isCalledOff(): boolean {
    return this.#end > root && this.#times[root] !== this.#due[this.#codes[root]!];
  }

  #close(): void {
    this.#hole = false;
    this.#end -= 1;
    if (this.#end === root) return;
    this.#times[moving] = this.#times[this.#end]!;
    this.#sink(this.#codes[this.#end]!);
  }

  /** From the last place upwards. */
  #rise(code: number): void {
    const times = this.#times;
    const codes = this.#codes;
    const time = times[moving]!;
    let at = this.#end - 1;
    while (at > root) {
      const parent = (at + 2 * arity) >> 2;
      const other = times[parent]!;
      if (time > other || (time === other && code > codes[parent]!)) break;
      times[at] = other;
      codes[at] = codes[parent]!;
      at = parent;
    }
    times[at] = time;
    codes[at] = code;
  }

  /** From the root downwards. */
  #sink(code: number): void {
    const times = this.#times;
    const codes = this.#codes;
    const end = this.#end;
    const time = times[moving]!;
    let at = root;
    for (;;) {
      let child = at * arity - 2 * arity;
      if (child >= end) break;
      const last = child + arity < end ? child + arity : end;
      let first = child;
      let firstTime = times[child]!;
      for (child += 1; child < last; child += 1) {
        const other = times[child]!;
        if (other < firstTime) {
          first = child;
          firstTime = other;
        } else if (other === firstTime && codes[child]! < codes[first]!) {
          first = child;
        }
      }
      if (time < firstTime || (time === firstTime && code < codes[first]!)) break;
      times[at] = firstTime;
      codes[at] = codes[first]!;
      at = first;
    }
    times[at] = time;
    codes[at] = code;
  }

  #grow(): void {
    const times = new Float64Array(this.#times.length * 2);
    times.set(this.#times);
    this.#times = times;
    const codes = new Int32Array(this.#codes.length * 2);
    codes.set(this.#codes);
    this.#codes = codes;
  }
}
