import { GateError } from '../model/errors.ts';
import type { KnownTasks, Task } from './task.ts';
import type { TaskSlots } from './task-slots.ts';

/**
 * Slots of tasks that are all known beforehand: a task's id is its slot, so that nothing is stored at all. Which of them
 * are occupied, the queue's own links say.
 */
export class KnownSlots implements TaskSlots {
  readonly #tasks: KnownTasks;

  constructor(tasks: KnownTasks) {
    this.#tasks = tasks;
  }

  get expected(): number {
    return this.#tasks.size;
  }

  add(task: Task): number {
    const slot = this.find(task);
    if (slot !== -1) return slot;
    throw new GateError({
      code: 'BAD_TASK',
      message: `place(): there is no task with id ${task.id}.`,
      fix: `Place the tasks that the run hands over: their ids are below ${this.#tasks.size}.`,
    });
  }

  find({ id }: Task): number {
    return id >>> 0 === id && id < this.#tasks.size ? id : -1;
  }

  at(slot: number): Task {
    return this.#tasks.get(slot);
  }

  idAt(slot: number): number {
    return slot;
  }

  release(slot: number): Task {
    return this.#tasks.get(slot);
  }

  shrink(): boolean {
    return false;
  }
}
