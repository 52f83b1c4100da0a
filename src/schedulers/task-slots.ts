import { HeldSlots } from './held-slots.ts';
import { KnownSlots } from './known-slots.ts';
import type { KnownTasks, Task } from './task.ts';

/** Tasks under small slot numbers, so that queues can keep their links in typed arrays. */
export interface TaskSlots {
  /** How many slot numbers to make room for beforehand. */
  readonly expected: number;
  /**
   * Gives a task a slot.
   *
   * @throws GateError `BAD_TASK` where a task with this id is known to be held already
   */
  add(task: Task): number;
  /** The slot of the task with this task's id, -1 when it is not held; with known tasks, the slot that it would have. */
  find(task: Task): number;
  /** The task in an occupied slot, and its id. */
  at(slot: number): Task;
  idAt(slot: number): number;
  /** Vacates a slot and answers the task that was in it. */
  release(slot: number): Task;
  /**
   * Gives memory back after a burst, when no slot is occupied.
   *
   * @returns whether it did, and slot numbers start from 0 again
   */
  shrink(): boolean;
}

/** Slots for tasks of any ids; where the tasks are known beforehand, their ids are their slots. */
export function createSlots(known: KnownTasks | undefined): TaskSlots {
  return known === undefined ? new HeldSlots() : new KnownSlots(known);
}
