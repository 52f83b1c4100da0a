import { PrefixMaximum } from '../../statistics/prefix-maximum.ts';
import type { Crew } from './crew.ts';
import type { VirtualTasks } from './virtual-tasks.ts';

/** How often, and for how long, a task ran while a more urgent one was waiting. */
export interface InversionCount {
  readonly count: number;
  /** In ns, summed over the inverted starts. */
  readonly time: number;
}

/**
 * When every completed task started and ended, for counting priority inversions: a start is inverted when a task of
 * strictly higher priority was submitted before it and started after it; it stays so until the last of those starts or its
 * own task ends, whichever comes first. (The same as `findInversions` of the scheduler scenario, for ten million tasks.)
 */
export class InversionLog {
  readonly #tasks: VirtualTasks;
  readonly #priorities: Float64Array;
  readonly #started: Float64Array;
  readonly #ended: Float64Array;
  /** Ids in the order of their starts, as long as they come in that order, once each. */
  readonly #order: Int32Array;
  #logged = 0;
  #inOrder = true;

  constructor(tasks: VirtualTasks, priorities: Float64Array) {
    this.#tasks = tasks;
    this.#priorities = priorities;
    this.#started = new Float64Array(tasks.size).fill(Number.NaN);
    this.#ended = new Float64Array(tasks.size);
    this.#order = new Int32Array(tasks.size);
  }

  /** A task starts; what comes in the order of starts costs no sorting later. */
  starts(id: number): void {
    if (this.#logged === this.#order.length) this.#inOrder = false;
    if (!this.#inOrder) return;
    this.#order[this.#logged] = id;
    this.#logged += 1;
  }

  /** The task in this lane has been completed. At depth 1 it started when that was decided, else when its turn came. */
  completed(lane: number, { ids, decided, began, due, depth }: Crew): void {
    const id = ids[lane]!;
    this.#started[id] = depth === 1 ? decided[lane]! : began[lane]!;
    this.#ended[id] = due[lane]!;
  }

  /** @param ordered whether tasks started in the order in which they were given to workers */
  count(ordered: boolean): InversionCount {
    const levels = descendingLevels(this.#priorities, this.#tasks.size);
    const latest = new PrefixMaximum(levels.length);
    const bySubmission = this.#bySubmission();
    const byStart = ordered && this.#inOrder ? this.#order : this.#sorted(this.#started);
    const submissions = bySubmission?.length ?? this.#tasks.size;
    let arrived = 0;
    let count = 0;
    let time = 0;
    for (let at = 0; at < byStart.length; at += 1) {
      const id = byStart[at]!;
      const start = this.#started[id]!;
      if (Number.isNaN(start)) continue;
      for (; arrived < submissions; arrived += 1) {
        const other = bySubmission === undefined ? arrived : bySubmission[arrived]!;
        if (this.#tasks.submittedAt(other) >= start) break;
        const otherStart = this.#started[other]!;
        if (otherStart >= 0) latest.raise(rankOf(this.#priorities[other]!, levels), otherStart);
      }
      // Tasks that started before this one have a start below `start` and cannot be the latest above it.
      const until = latest.before(rankOf(this.#priorities[id]!, levels));
      if (until <= start) continue;
      count += 1;
      time += Math.min(until, this.#ended[id]!) - start;
    }
    return { count, time };
  }

  /** Ids are in the order of submission; where predecessors decide on that, they need not be. */
  #bySubmission(): Int32Array | undefined {
    const { submitted } = this.#tasks;
    if (submitted === undefined) return undefined;
    for (let id = 1; id < this.#tasks.size; id += 1) {
      if (submitted[id]! < submitted[id - 1]!) return this.#sorted(submitted);
    }
    return undefined;
  }

  #sorted(times: Float64Array): Int32Array {
    const ids = Int32Array.from({ length: this.#tasks.size }, (_, id) => id).filter((id) => !Number.isNaN(times[id]!));
    return ids.sort((a, b) => times[a]! - times[b]!);
  }
}

/** The priorities that occur, the most urgent first. */
function descendingLevels(priorities: Float64Array, size: number): Float64Array {
  const levels = new Set<number>();
  for (let id = 0; id < size; id += 1) {
    levels.add(priorities[id]!);
    // A set of millions would take more memory than a copy.
    if (levels.size > 1000) {
      const sorted = priorities.slice(0, size).sort().toReversed();
      return sorted.filter((level, at) => level !== sorted[at - 1]);
    }
  }
  return Float64Array.from(levels).sort().toReversed();
}

/** The place of a level among all of them. */
function rankOf(level: number, levels: Float64Array): number {
  let low = 0;
  let high = levels.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (levels[middle]! > level) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether tasks differ in priority, so that there may be inversions at all. */
export function differ(priorities: Float64Array, size: number): boolean {
  for (let id = 1; id < size; id += 1) if (priorities[id] !== priorities[0]) return true;
  return false;
}
