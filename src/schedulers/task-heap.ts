import { queuedAlready } from './queued-already.ts';
import type { KnownTasks, Task } from './task.ts';
import { createSlots, type TaskSlots } from './task-slots.ts';

const smallest = 16;
/** Children per node: four of them lie in one cache line, and the tree is half as high as a binary one. */
const arity = 4;

/**
 * A queue of tasks in the order of a fixed key, largest first; equal keys in the order of submission (by id).
 * Adding and taking out are O(log n), for any task. About 24 bytes per task, 16 where tasks are known beforehand.
 */
export class TaskHeap {
  readonly #slots: TaskSlots;
  #size = 0;
  /** Key and slot by position in the heap. */
  #keys: Float64Array = new Float64Array(smallest);
  #order: Int32Array = new Int32Array(smallest);
  /** Position in the heap + 1 by slot; 0 for a vacant one. */
  #positions: Int32Array = new Int32Array(smallest);

  /** @param known the tasks, where they are known beforehand */
  constructor(known?: KnownTasks) {
    this.#slots = createSlots(known);
  }

  /** How many tasks are queued. */
  get queued(): number {
    return this.#size;
  }

  /** The largest key, and the id of its task; -Infinity and Infinity when nothing is queued. */
  get firstKey(): number {
    return this.#size === 0 ? -Infinity : this.#keys[0]!;
  }

  get firstId(): number {
    return this.#size === 0 ? Infinity : this.#slots.idAt(this.#order[0]!);
  }

  /** Whether a task with this task's id is queued. */
  has(task: Task): boolean {
    return this.#positionOf(task) !== -1;
  }

  /**
   * Adds a task.
   *
   * @throws GateError `BAD_TASK` when a task with this id is queued already
   */
  push(task: Task, key: number): void {
    const slot = this.#slots.add(task);
    while (slot >= this.#positions.length) this.#positions = longer(this.#positions, Int32Array);
    if (this.#positions[slot] !== 0) throw queuedAlready(task.id);
    if (this.#size === this.#keys.length) {
      this.#keys = longer(this.#keys, Float64Array);
      this.#order = longer(this.#order, Int32Array);
    }
    this.#size += 1;
    this.#rise(this.#size - 1, key, slot);
  }

  /** Takes the task with the largest key. */
  pop(): Task | undefined {
    return this.#size === 0 ? undefined : this.#take(0);
  }

  /** Takes out the task with this task's id. Answers whether it was queued. */
  remove(task: Task): boolean {
    const position = this.#positionOf(task);
    if (position === -1) return false;
    this.#take(position);
    return true;
  }

  #positionOf(task: Task): number {
    const slot = this.#slots.find(task);
    return slot === -1 ? -1 : (this.#positions[slot] ?? 0) - 1;
  }

  #take(position: number): Task {
    const last = this.#size - 1;
    const taken = this.#order[position]!;
    if (position !== last) {
      const key = this.#keys[last]!;
      const slot = this.#order[last]!;
      const parent = (position - 1) >> 2;
      if (position > 0 && this.#before(key, slot, parent)) this.#rise(position, key, slot);
      else this.#sink(position, key, slot, last);
    }
    this.#size = last;
    this.#positions[taken] = 0;
    const task = this.#slots.release(taken);
    if (last === 0 && this.#slots.shrink()) {
      this.#keys = new Float64Array(smallest);
      this.#order = new Int32Array(smallest);
      this.#positions = new Int32Array(smallest);
    }
    return task;
  }

  /** Whether a task goes before the one at a position. */
  #before(key: number, slot: number, position: number): boolean {
    const other = this.#keys[position]!;
    if (key !== other) return key > other;
    return this.#slots.idAt(slot) < this.#slots.idAt(this.#order[position]!);
  }

  #put(position: number, key: number, slot: number): void {
    this.#keys[position] = key;
    this.#order[position] = slot;
    this.#positions[slot] = position + 1;
  }

  #rise(from: number, key: number, slot: number): void {
    let position = from;
    while (position > 0) {
      const parent = (position - 1) >> 2;
      if (!this.#before(key, slot, parent)) break;
      this.#put(position, this.#keys[parent]!, this.#order[parent]!);
      position = parent;
    }
    this.#put(position, key, slot);
  }

  #sink(from: number, key: number, slot: number, size: number): void {
    let position = from;
    for (;;) {
      const first = position * arity + 1;
      if (first >= size) break;
      let best = first;
      const end = Math.min(first + arity, size);
      for (let child = first + 1; child < end; child += 1) {
        if (this.#before(this.#keys[child]!, this.#order[child]!, best)) best = child;
      }
      if (this.#before(key, slot, best)) break;
      this.#put(position, this.#keys[best]!, this.#order[best]!);
      position = best;
    }
    this.#put(position, key, slot);
  }
}

/** The same numbers in an array twice as long. */
function longer<A extends Float64Array | Int32Array>(array: A, Type: new (length: number) => A): A {
  const twice = new Type(array.length * 2);
  twice.set(array);
  return twice;
}
