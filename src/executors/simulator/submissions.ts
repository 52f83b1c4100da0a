import type { VirtualLoad } from './load.ts';
import { Successors } from './precedence.ts';

/** Which task is submitted when: as it arrives, as the window leaves room, or as its predecessors end. */
export class Submissions {
  readonly #size: number;
  readonly #window: number;
  readonly #arrivals: Float64Array | undefined;
  readonly #successors: Successors | undefined;
  /** Where to write down when tasks were submitted; undefined where that is known beforehand. */
  readonly #decided: Float64Array | undefined;
  #submitted = 0;
  #settled = 0;

  /** @param submitted when each was submitted, where the run decides on that */
  constructor(load: VirtualLoad, submitted: Float64Array | undefined) {
    this.#size = load.size;
    this.#window = load.window ?? Infinity;
    this.#arrivals = load.arrivals;
    this.#successors = load.predecessors === undefined ? undefined : new Successors(load.predecessors, load.size);
    this.#decided = submitted === load.arrivals ? undefined : submitted;
  }

  get submitted(): number {
    return this.#submitted;
  }

  get settled(): number {
    return this.#settled;
  }

  /** Whether there is a task that may be submitted now or when it arrives, without any other one ending before. */
  get isOpen(): boolean {
    if (this.#submitted === this.#size || this.#submitted - this.#settled >= this.#window) return false;
    return this.#successors === undefined || this.#successors.hasReady;
  }

  /** When the next task arrives; 0 where tasks do not arrive but wait to be submitted. */
  get arrival(): number {
    return this.#arrivals === undefined ? 0 : this.#arrivals[this.#submitted]!;
  }

  /** Takes the next task. */
  take(): number {
    const id = this.#successors === undefined ? this.#submitted : this.#successors.nextReady();
    this.#submitted += 1;
    return id;
  }

  /** Writes down that a task is submitted at this time, where that was not known. */
  date(id: number, time: Float64Array): void {
    if (this.#decided !== undefined) this.#decided[id] = time[0]!;
  }

  /** A task has ended for good. */
  settle(id: number): void {
    this.#settled += 1;
    if (this.#successors !== undefined) this.#successors.end(id);
  }
}
