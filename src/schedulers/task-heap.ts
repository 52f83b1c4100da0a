import type { Task } from './task.ts';
import { TaskSlots } from './task-slots.ts';

const smallest = 16;
/** Children per node: four of them lie in one cache line, and the tree is half as high as a binary one. */
const arity = 4;

/**
 * A queue of tasks in the order of a fixed key, largest first; equal keys in the order of submission (by id).
 * Adding and taking out are O(log n), for any task. About 24 bytes per task beside its place in the index.
 */
export class TaskHeap {
  readonly #slots: TaskSlots = new TaskSlots();
  /** Key and slot by position in the heap. */
  #keys: Float64Array = new Float64Array(smallest);
  #order: Int32Array = new Int32Array(smallest);
  /** Position in the heap by slot. */
  #positions: Int32Array = new Int32Array(smallest);

  /** How many tasks are queued. */
  get queued(): number {
    return this.#slots.size;
  }

  /**
   * Adds a task.
   *
   * @throws GateError `BAD_TASK` when a task with this id is queued already
   */
  push(task: Task, key: number): void {
    const slot = this.#slots.add(task);
    const position = this.#slots.size - 1;
    if (position === this.#keys.length) this.#grow();
    this.#rise(position, key, slot);
  }

  /** Takes the task with the largest key. */
  pop(): Task | undefined {
    return this.#slots.size === 0 ? undefined : this.#take(0);
  }

  /** Takes out the task with this task's id. Answers whether it was queued. */
  remove(task: Task): boolean {
    const slot = this.#slots.find(task);
    if (slot === -1) return false;
    this.#take(this.#positions[slot]!);
    return true;
  }

  #take(position: number): Task {
    const last = this.#slots.size - 1;
    const taken = this.#order[position]!;
    if (position !== last) {
      const key = this.#keys[last]!;
      const slot = this.#order[last]!;
      const parent = (position - 1) >> 2;
      if (position > 0 && this.#before(key, slot, parent)) this.#rise(position, key, slot);
      else this.#sink(position, key, slot, last);
    }
    const task = this.#slots.release(taken);
    if (this.#slots.shrink()) {
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
    return this.#slots.at(slot).id < this.#slots.at(this.#order[position]!).id;
  }

  #put(position: number, key: number, slot: number): void {
    this.#keys[position] = key;
    this.#order[position] = slot;
    this.#positions[slot] = position;
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

  #grow(): void {
    const length = this.#keys.length * 2;
    const keys = new Float64Array(length);
    keys.set(this.#keys);
    this.#keys = keys;
    const order = new Int32Array(length);
    order.set(this.#order);
    this.#order = order;
    const positions = new Int32Array(length);
    positions.set(this.#positions);
    this.#positions = positions;
  }
}
