import { GateError } from '../model/errors.ts';
import type { Task } from './task.ts';

const smallest = 16;
/** Above this many slots, memory is given back when the last task leaves. */
const worthReleasing = 4096;
/** 2³² ÷ golden ratio: spreads consecutive ids evenly over the table (Fibonacci hashing). */
const golden = 0x9e3779b1;

/**
 * Tasks held under small slot numbers, so that queues can keep their links in typed arrays, and found again by task id
 * in O(1). A slot costs 8 bytes, its entry in the index (open addressing, linear probing) 5 to 11.
 */
export class TaskSlots {
  /** A task, or in a vacant slot the number of the next vacant one. */
  #slots: (Task | number)[] = [];
  #vacant = -1;
  #size = 0;
  /** Slot + 1 by hash of the task's id; 0 is an empty cell. */
  #cells: Int32Array = new Int32Array(smallest);
  #shift = 28;

  /** How many tasks are held. */
  get size(): number {
    return this.#size;
  }

  /** The task in an occupied slot. */
  at(slot: number): Task {
    return this.#slots[slot] as Task;
  }

  /**
   * Gives a task a slot: the one vacated last, or else the next new number.
   *
   * @throws GateError `BAD_TASK` when a task with this id is held already: it would run twice
   */
  add(task: Task): number {
    if ((this.#size + 1) * 4 > this.#cells.length * 3) this.#rehash(this.#cells.length * 2);
    const cell = this.#cellOf(task.id);
    if (this.#cells[cell] !== 0) {
      throw new GateError({
        code: 'BAD_TASK',
        message: `place(): a task with id ${task.id} is queued already.`,
        fix: 'Give every task an id of its own, and place it again only after it has ended.',
      });
    }
    let slot = this.#vacant;
    if (slot === -1) {
      slot = this.#slots.push(task) - 1;
    } else {
      this.#vacant = this.#slots[slot] as number;
      this.#slots[slot] = task;
    }
    this.#cells[cell] = slot + 1;
    this.#size += 1;
    return slot;
  }

  /** The slot of the task with this task's id, -1 when it is not held. */
  find(task: Task): number {
    return this.#cells[this.#cellOf(task.id)]! - 1;
  }

  /** Vacates a slot and answers the task that was in it. */
  release(slot: number): Task {
    const task = this.#slots[slot] as Task;
    this.#unindex(this.#cellOf(task.id));
    this.#slots[slot] = this.#vacant;
    this.#vacant = slot;
    this.#size -= 1;
    return task;
  }

  /**
   * Gives memory back after a burst.
   *
   * @returns whether it did, and slot numbers start from 0 again
   */
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

  #rehash(length: number): void {
    const before = this.#cells;
    this.#cells = new Int32Array(length);
    this.#shift = Math.clz32(length - 1);
    for (const entry of before) {
      if (entry !== 0) this.#cells[this.#cellOf((this.#slots[entry - 1] as Task).id)] = entry;
    }
  }
}
