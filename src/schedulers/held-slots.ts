import { queuedAlready } from './queued-already.ts';
import type { Task } from './task.ts';
import type { TaskSlots } from './task-slots.ts';

const smallest = 16;
/** Above this many slots, memory is given back when the last task leaves. */
const worthReleasing = 4096;
/** 2³² ÷ golden ratio: spreads consecutive ids evenly over the table (Fibonacci hashing). */
const golden = 0x9e3779b1;

/**
 * Slots for tasks of any ids. Tasks mostly come in the order of their ids, and nobody asks for one by its id: there is
 * an index by id only from the first time that somebody does, or that an id comes which is not the highest so far, until
 * no task is left.
 *
 * A slot costs 8 bytes, its entry in the index (open addressing, linear probing) 5 to 11.
 */
export class HeldSlots implements TaskSlots {
  readonly expected: number = smallest;
  /** A task, or in a vacant slot the number of the next vacant one. */
  #slots: (Task | number)[] = [];
  #vacant = -1;
  #size = 0;
  /** The highest id since no task was left; a higher one cannot be held already. */
  #highest = -Infinity;
  #indexed = false;
  /** Slot + 1 by hash of the task's id; 0 is an empty cell. All empty while there is no index. */
  #cells: Int32Array = new Int32Array(smallest);
  #shift = 28;

  at(slot: number): Task {
    return this.#slots[slot] as Task;
  }

  idAt(slot: number): number {
    return (this.#slots[slot] as Task).id;
  }

  add(task: Task): number {
    const { id } = task;
    if (id > this.#highest) this.#highest = id;
    else if (this.find(task) !== -1) throw queuedAlready(id);
    let slot = this.#vacant;
    if (slot === -1) {
      slot = this.#slots.push(task) - 1;
    } else {
      this.#vacant = this.#slots[slot] as number;
      this.#slots[slot] = task;
    }
    this.#size += 1;
    if (this.#indexed) {
      if (this.#size * 4 > this.#cells.length * 3) this.#rehash();
      else this.#cells[this.#cellOf(id)] = slot + 1;
    }
    return slot;
  }

  find(task: Task): number {
    if (!this.#indexed) {
      this.#indexed = true;
      this.#rehash();
    }
    return this.#cells[this.#cellOf(task.id)]! - 1;
  }

  release(slot: number): Task {
    const task = this.#slots[slot] as Task;
    if (this.#indexed) this.#unindex(this.#cellOf(task.id));
    this.#slots[slot] = this.#vacant;
    this.#vacant = slot;
    this.#size -= 1;
    if (this.#size === 0) {
      this.#indexed = false;
      this.#highest = -Infinity;
    }
    return task;
  }

  shrink(): boolean {
    if (this.#size > 0 || this.#slots.length <= worthReleasing) return false;
    this.#slots = [];
    this.#vacant = -1;
    this.#cells = new Int32Array(smallest);
    this.#shift = 28;
    return true;
  }

  /** The cell that holds this id, or the empty one where it would go. */
  #cellOf(id: number): number {
    const cells = this.#cells;
    const mask = cells.length - 1;
    let cell = Math.imul(id, golden) >>> this.#shift;
    for (;;) {
      const entry = cells[cell]!;
      if (entry === 0 || (this.#slots[entry - 1] as Task).id === id) return cell;
      cell = (cell + 1) & mask;
    }
  }

  /** Empties a cell and moves back the entries that had to pass over it, so that no tombstones pile up. */
  #unindex(emptied: number): void {
    const cells = this.#cells;
    const mask = cells.length - 1;
    let hole = emptied;
    let cell = (hole + 1) & mask;
    for (let entry = cells[cell]!; entry !== 0; entry = cells[cell]!) {
      const home = Math.imul((this.#slots[entry - 1] as Task).id, golden) >>> this.#shift;
      if (((cell - home) & mask) >= ((cell - hole) & mask)) {
        cells[hole] = entry;
        hole = cell;
      }
      cell = (cell + 1) & mask;
    }
    cells[hole] = 0;
  }

  /** Indexes all tasks anew, with room for half as many more. */
  #rehash(): void {
    let { length } = this.#cells;
    while (this.#size * 2 > length) length *= 2;
    this.#cells = new Int32Array(length);
    this.#shift = Math.clz32(length - 1);
    for (let slot = 0; slot < this.#slots.length; slot += 1) {
      const task = this.#slots[slot]!;
      if (typeof task !== 'number') this.#cells[this.#cellOf(task.id)] = slot + 1;
    }
  }
}
