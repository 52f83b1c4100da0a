import { badOption } from './bad-option.ts';
import type { Precedence } from './load.ts';

/**
 * Checks that a graph of predecessors is one, and that every task can be submitted some time.
 *
 * @throws GateError `BAD_OPTION`
 */
export function checkPrecedence({ offsets, tasks }: Precedence, size: number): void {
  const isGraph =
    offsets instanceof Int32Array &&
    tasks instanceof Int32Array &&
    offsets.length > size &&
    offsets[0] === 0 &&
    offsets[size]! <= tasks.length &&
    offsets.every((offset, id) => id === 0 || id > size || offset >= offsets[id - 1]!) &&
    tasks.every((task) => task >= 0 && task < size);
  if (!isGraph) {
    throw badOption(
      `load.predecessors: they are no graph of ${size} tasks.`,
      'Give offsets (one more than there are tasks, ascending from 0) into the ids of the predecessors, both as Int32Array.',
    );
  }
  const order = new Successors({ offsets, tasks }, size);
  let ended = 0;
  for (let id = order.nextReady(); id !== -1; id = order.nextReady()) {
    order.end(id);
    ended += 1;
  }
  if (ended < size) {
    throw badOption(
      `load.predecessors: ${size - ended} tasks wait for each other in a circle.`,
      'Let no task be, by way of others, its own predecessor.',
    );
  }
}

/** Which tasks may be submitted as others end: in the order in which they became ready, at first by id. */
export class Successors {
  readonly #offsets: Int32Array;
  readonly #tasks: Int32Array;
  /** Predecessors that have not ended, by task. */
  readonly #left: Int32Array;
  readonly #ready: Int32Array;
  #readied = 0;
  #given = 0;

  constructor({ offsets, tasks }: Precedence, size: number) {
    this.#left = new Int32Array(size);
    this.#ready = new Int32Array(size);
    this.#offsets = new Int32Array(size + 1);
    this.#tasks = new Int32Array(offsets[size]!);
    for (let at = 0; at < this.#tasks.length; at += 1) this.#offsets[tasks[at]! + 1]! += 1;
    for (let id = 0; id < size; id += 1) this.#offsets[id + 1]! += this.#offsets[id]!;
    const place = this.#offsets.slice();
    for (let id = 0; id < size; id += 1) {
      this.#left[id] = offsets[id + 1]! - offsets[id]!;
      if (this.#left[id] === 0) this.#becomeReady(id);
      for (let at = offsets[id]!; at < offsets[id + 1]!; at += 1) {
        const before = tasks[at]!;
        this.#tasks[place[before]!] = id;
        place[before]! += 1;
      }
    }
  }

  /** Whether a task may be submitted now. */
  get hasReady(): boolean {
    return this.#given < this.#readied;
  }

  /** The next task that may be submitted; -1 when there is none at the moment. */
  nextReady(): number {
    if (!this.hasReady) return -1;
    this.#given += 1;
    return this.#ready[this.#given - 1]!;
  }

  /** A task has ended. */
  end(id: number): void {
    for (let at = this.#offsets[id]!; at < this.#offsets[id + 1]!; at += 1) {
      const after = this.#tasks[at]!;
      this.#left[after]! -= 1;
      if (this.#left[after] === 0) this.#becomeReady(after);
    }
  }

  #becomeReady(id: number): void {
    this.#ready[this.#readied] = id;
    this.#readied += 1;
  }
}
