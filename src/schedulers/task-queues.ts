import type { Task } from './task.ts';
import { TaskSlots } from './task-slots.ts';

/** Fields of a queued task in `#links`, and of a queue in `#ends`. */
const fields = 3;
const next = 0;
const previous = 1;
const owner = 2;
const head = 0;
const tail = 1;
const length = 2;

const smallest = 16;

/**
 * A set of first-in-first-out queues that share their memory: doubly linked lists on typed arrays. Taking from either
 * end, and taking a task out of the middle, is O(1); an empty queue costs 12 bytes, so that 10,000 workers may
 * have one each, a queued task 20 bytes and its place in the index (all with up to twofold reserve).
 */
export class TaskQueues {
  readonly #slots: TaskSlots = new TaskSlots();
  #links: Int32Array = new Int32Array(smallest * fields);
  readonly #ends: Int32Array;

  /** @param count how many queues, numbered from 0 */
  constructor(count: number) {
    this.#ends = new Int32Array(count * fields);
    for (let queue = 0; queue < count; queue += 1) {
      this.#ends[queue * fields + head] = -1;
      this.#ends[queue * fields + tail] = -1;
    }
  }

  /** How many tasks stand in all queues together. */
  get queued(): number {
    return this.#slots.size;
  }

  /** How many tasks stand in one queue. */
  length(queue: number): number {
    return this.#ends[queue * fields + length]!;
  }

  /** The task at the head, which stays there; undefined when the queue is empty. */
  first(queue: number): Task | undefined {
    const slot = this.#ends[queue * fields + head]!;
    return slot === -1 ? undefined : this.#slots.at(slot);
  }

  /** The task at the tail, which stays there; undefined when the queue is empty. */
  last(queue: number): Task | undefined {
    const slot = this.#ends[queue * fields + tail]!;
    return slot === -1 ? undefined : this.#slots.at(slot);
  }

  /**
   * Puts a task at the tail.
   *
   * @throws GateError `BAD_TASK` when a task with this id is queued already
   */
  push(queue: number, task: Task): void {
    const slot = this.#slots.add(task);
    if ((slot + 1) * fields > this.#links.length) this.#grow();
    const end = queue * fields;
    const before = this.#ends[end + tail]!;
    const link = slot * fields;
    this.#links[link + next] = -1;
    this.#links[link + previous] = before;
    this.#links[link + owner] = queue;
    if (before === -1) this.#ends[end + head] = slot;
    else this.#links[before * fields + next] = slot;
    this.#ends[end + tail] = slot;
    this.#ends[end + length]! += 1;
  }

  /** Takes the task at the head. */
  shift(queue: number): Task | undefined {
    const slot = this.#ends[queue * fields + head]!;
    return slot === -1 ? undefined : this.#take(slot);
  }

  /** Takes the task at the tail. */
  pop(queue: number): Task | undefined {
    const slot = this.#ends[queue * fields + tail]!;
    return slot === -1 ? undefined : this.#take(slot);
  }

  /**
   * Takes out the task with this task's id.
   *
   * @returns the queue in which it stood, -1 when it was not queued
   */
  remove(task: Task): number {
    const slot = this.#slots.find(task);
    if (slot === -1) return -1;
    const queue = this.#links[slot * fields + owner]!;
    this.#take(slot);
    return queue;
  }

  #take(slot: number): Task {
    const links = this.#links;
    const after = links[slot * fields + next]!;
    const before = links[slot * fields + previous]!;
    const end = links[slot * fields + owner]! * fields;
    if (before === -1) this.#ends[end + head] = after;
    else links[before * fields + next] = after;
    if (after === -1) this.#ends[end + tail] = before;
    else links[after * fields + previous] = before;
    this.#ends[end + length]! -= 1;
    const task = this.#slots.release(slot);
    if (this.#slots.shrink()) this.#links = new Int32Array(smallest * fields);
    return task;
  }

  #grow(): void {
    const links = new Int32Array(this.#links.length * 2);
    links.set(this.#links);
    this.#links = links;
  }
}
