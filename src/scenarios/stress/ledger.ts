import { GateError } from '../../model/errors.ts';
import type { FaultCount, FaultName, TaskCounts } from '../../model/stress.ts';
import type { TaskEnd } from './system.ts';

/** Where tasks went, and what became of the faults. Nothing may be lost. */
export class Ledger {
  #submitted = 0;
  readonly #ends: Record<TaskEnd, number> = { completed: 0, failed: 0, cancelled: 0, refused: 0 };
  readonly #faults: Map<FaultName, { injected: number; recovered: number; lost: number }> = new Map();
  /** Ends of tasks that had ended before. */
  #twice = 0;

  get completed(): number {
    return this.#ends.completed;
  }

  /** In whatever way. */
  get ended(): number {
    const { completed, failed, cancelled, refused } = this.#ends;
    return completed + failed + cancelled + refused;
  }

  submit(): void {
    this.#submitted += 1;
  }

  end(end: TaskEnd): void {
    this.#ends[end] += 1;
  }

  endAgain(): void {
    this.#twice += 1;
  }

  /** Attempts of one task that went wrong on purpose, all of the same name. */
  injected(fault: FaultName, times: number, recovered: boolean): void {
    if (times === 0) return;
    let count = this.#faults.get(fault);
    if (count === undefined) this.#faults.set(fault, (count = { injected: 0, recovered: 0, lost: 0 }));
    count.injected += times;
    if (recovered) count.recovered += times;
    else count.lost += times;
  }

  /** @param starts of tasks in all; undefined where they are not known */
  counts(starts: number | undefined): TaskCounts {
    const { completed, failed, cancelled, refused } = this.#ends;
    // What was refused or cancelled never started; but for what was given up on, which is said.
    const retries = starts === undefined ? 0 : Math.max(0, starts - completed - failed);
    return { submitted: this.#submitted, completed, failed, cancelled, refused, retries };
  }

  faults(): readonly FaultCount[] {
    return faultOrder.flatMap((fault) => {
      const count = this.#faults.get(fault);
      return count === undefined ? [] : [{ fault, ...count }];
    });
  }

  /** @throws GateError `TASKS_LOST` when the ends of tasks are not as many as the tasks */
  requireBalance(name: string): void {
    const { completed, failed, cancelled, refused } = this.#ends;
    const { ended } = this;
    if (ended === this.#submitted && this.#twice === 0) return;
    const twice = this.#twice === 0 ? '' : `, and ${this.#twice} ended a second time`;
    throw new GateError({
      code: 'TASKS_LOST',
      message: `${name}: ${this.#submitted} tasks were submitted, and ${ended} ended (${completed} completed, ${failed} failed, ${cancelled} cancelled, ${refused} refused)${twice}.`,
      fix: 'Look for tasks that the scheduler forgets or runs twice, mostly where a worker fails; benchgate has its own mistake here if it is one of its strategies.',
    });
  }
}

const faultOrder: readonly FaultName[] = ['throw', 'hang', 'slow', 'exit', 'outOfMemory'];
