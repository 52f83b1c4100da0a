import { queuedAlready } from './queued-already.ts';
import type { KnownTasks, Task } from './task.ts';
import { createSlots, type TaskSlots } from './task-slots.ts';

/** Fields of a queued task in `#links`, and of a queue in `#ends`. */
const fields = 3;
const next = 0;
const previous = 1;
const owner = 2;
const head = 0;
const tail = 1;
const length = 2;

/**
 * A set of first-in-first-out queues that share their memory: doubly linked lists on typed arrays. Taking from either
 * end, and taking a task out of the middle, is O(1); an empty queue costs 12 bytes, so that 10,000 workers may
 * have one each, a queued task 20 bytes (with up to twofold reserve), or 12 where tasks are known beforehand.
 */
export class TaskQueues {
  readonly #slots: TaskSlots;
  /** Of the first task of a queue `previous`, and of the last one `next`, mean nothing. The owner is a queue + 1, 0 without. */
  #links: Int32Array;
  readonly #ends: Int32Array;
  #queued = 0;

  /**
   * @param count how many queues, numbered from 0
   * @param known the tasks, where they are known beforehand
   */
  constructor(count: number, known?: KnownTasks) {
    this.#slots = createSlots(known);
    this.#links = new Int32Array(this.#slots.expected * fields);
    this.#ends = new Int32Array(count * fields);
    for (let queue = 0; queue < count; queue += 1) {
      this.#ends[queue * fields + head] = -1;
      this.#ends[queue * fields + tail] = -1;
    }
  }

  /** How many tasks stand in all queues together. */
  get queued(): number {
    return this.#queued;
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

  /** Whether a task with this task's id stands in one of the queues. */
  has(task: Task): boolean {
    const slot = this.#slots.find(task);
    return slot !== -1 && this.#links[slot * fields + owner] !== 0;
  }

  /**
   * Puts a task at the tail.
   *
   * @throws GateError `BAD_TASK` when a task with this id is queued already
   */
  push(queue: number, task: Task): void {
    const slot = this.#slots.add(task);
    const link = slot * fields;
    if (link >= this.#links.length) this.#grow();
    if (this.#links[link + owner] !== 0) throw queuedAlready(task.id);
    const end = queue * fields;
    const before = this.#ends[end + tail]!;
    this.#links[link + previous] = before;
    this.#links[link + owner] = queue + 1;
    if (before === -1) this.#ends[end + head] = slot;
    else this.#links[before * fields + next] = slot;
    this.#ends[end + tail] = slot;
    this.#ends[end + length]! += 1;
    this.#queued += 1;
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
    const queue = this.#links[slot * fields + owner]! - 1;
    if (queue !== -1) this.#take(slot);
    return queue;
  }

  #take(slot: number): Task {
    const links = this.#links;
    const ends = this.#ends;
    const link = slot * fields;
    const end = (links[link + owner]! - 1) * fields;
    const isFirst = ends[end + head] === slot;
    const isLast = ends[end + tail] === slot;
    const after = isLast ? -1 : links[link + next]!;
    const before = isFirst ? -1 : links[link + previous]!;
    if (isFirst) ends[end + head] = after;
    else links[before * fields + next] = after;
    if (isLast) ends[end + tail] = before;
    else if (!isFirst) links[after * fields + previous] = before;
    ends[end + length]! -= 1;
    links[link + owner] = 0;
    this.#queued -= 1;
    const task = this.#slots.release(slot);
    if (this.#queued === 0 && this.#slots.shrink()) this.#links = new Int32Array(this.#slots.expected * fields);
    return task;
  }

  #grow(): void {
    const links = new Int32Array(this.#links.length * 2);
    links.set(this.#links);
    this.#links = links;
  }
}
