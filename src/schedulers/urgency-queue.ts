import { queuedAlready } from './queued-already.ts';
import type { KnownTasks, Task } from './task.ts';
import { TaskHeap } from './task-heap.ts';
import { TaskQueues } from './task-queues.ts';

/** Priorities that have a queue of their own at a time. Each is looked at for every task, so that there should be few. */
const mostLevels = 16;

/**
 * A queue of tasks by `priority × patience − id`, largest first; equal ones in the order of submission (by id).
 *
 * Among tasks of one priority that is the order in which they come, so that a plain queue per priority does, and only their
 * heads are compared. What comes out of that order (a task that is run again), and more priorities at a time than there are
 * queues, goes into a heap. O(1) per task with up to 16 priorities, else O(log n).
 */
export class UrgencyQueue {
  readonly #patience: number;
  readonly #levels: TaskQueues;
  readonly #heap: TaskHeap;
  readonly #priorities: Float64Array = new Float64Array(mostLevels);
  /** Key and id of the first task by level; -Infinity and Infinity where there is none. */
  readonly #headKeys: Float64Array = new Float64Array(mostLevels).fill(-Infinity);
  readonly #headIds: Float64Array = new Float64Array(mostLevels).fill(Infinity);
  /** A level takes tasks with a higher id than this only. */
  readonly #lastIds: Float64Array = new Float64Array(mostLevels);
  /** Levels from here on were never used. */
  #used = 0;

  /** @param known the tasks, where they are known beforehand */
  constructor(patience: number, known?: KnownTasks) {
    this.#patience = patience;
    this.#levels = new TaskQueues(mostLevels, known);
    this.#heap = new TaskHeap(known);
  }

  /** How many tasks are queued. */
  get queued(): number {
    return this.#levels.queued + this.#heap.queued;
  }

  /**
   * Adds a task, whose priority must not be NaN.
   *
   * @throws GateError `BAD_TASK` when a task with this id is queued already
   */
  push(task: Task): void {
    const { id, priority } = task;
    const level = this.#levelFor(priority);
    if (level === -1 || (this.#headIds[level] !== Infinity && id <= this.#lastIds[level]!)) {
      if (this.#levels.has(task)) throw queuedAlready(id);
      this.#heap.push(task, this.#keyOf(priority, id));
      return;
    }
    if (this.#heap.queued > 0 && this.#heap.has(task)) throw queuedAlready(id);
    this.#levels.push(level, task);
    this.#lastIds[level] = id;
    if (this.#headIds[level] !== Infinity) return;
    this.#priorities[level] = priority;
    this.#headKeys[level] = this.#keyOf(priority, id);
    this.#headIds[level] = id;
  }

  /** Takes the most urgent task. */
  pop(): Task | undefined {
    let level = -1;
    let key = this.#heap.firstKey;
    let id = this.#heap.firstId;
    for (let other = 0; other < this.#used; other += 1) {
      const otherKey = this.#headKeys[other]!;
      if (otherKey < key || (otherKey === key && this.#headIds[other]! >= id)) continue;
      level = other;
      key = otherKey;
      id = this.#headIds[other]!;
    }
    if (level === -1) return this.#heap.pop();
    const task = this.#levels.shift(level);
    this.#lookAtHead(level);
    return task;
  }

  /** Takes out the task with this task's id. Answers whether it was queued. */
  remove(task: Task): boolean {
    const level = this.#levels.remove(task);
    if (level === -1) return this.#heap.remove(task);
    this.#lookAtHead(level);
    return true;
  }

  #keyOf(priority: number, id: number): number {
    // Without ageing the priority alone is the key.
    return this.#patience === Infinity ? priority : priority * this.#patience - id;
  }

  /** The level of a priority, else one that is empty, else -1. */
  #levelFor(priority: number): number {
    let empty = -1;
    for (let level = 0; level < this.#used; level += 1) {
      if (this.#headIds[level] === Infinity) empty = level;
      else if (this.#priorities[level] === priority) return level;
    }
    if (empty !== -1 || this.#used === mostLevels) return empty;
    this.#used += 1;
    return this.#used - 1;
  }

  #lookAtHead(level: number): void {
    const head = this.#levels.first(level);
    this.#headKeys[level] = head === undefined ? -Infinity : this.#keyOf(this.#priorities[level]!, head.id);
    this.#headIds[level] = head === undefined ? Infinity : head.id;
  }
}
