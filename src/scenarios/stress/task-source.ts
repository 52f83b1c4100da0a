import type { Calibration } from '../../measurement/calibration.ts';
import { createRandom, type Random } from '../../statistics/random.ts';
import { createWorkload, type PlannedRequest } from '../scheduler/workload.ts';
import type { PlannedFault, StressPlan } from './plan.ts';

/** A task of the load. */
export interface LoadTask {
  /** Place in the order of submission, from 0. */
  readonly index: number;
  readonly request: PlannedRequest;
  /** What goes wrong with it; undefined where nothing does. */
  readonly fault: PlannedFault | undefined;
  /** Whether it shall be cancelled some time after it was submitted. */
  readonly cancel: boolean;
}

/** After so many tasks durations and priorities come again in the same order: a period that nothing else has. */
const period = 16_384;

/**
 * The tasks of a load, one after the other, from the seed alone: what they do, what goes wrong with them, which are cancelled.
 * Each of the three has random numbers of its own, so that faults leave the tasks as they are.
 */
export class TaskSource {
  readonly #requests: readonly PlannedRequest[];
  readonly #faults: readonly PlannedFault[];
  readonly #cancel: number;
  readonly #ofFaults: Random;
  readonly #ofCancels: Random;
  #index = 0;

  /** @param calibration needed for tasks that compute */
  constructor(plan: StressPlan, calibration: Calibration | undefined) {
    const { scheduler, load } = plan;
    const tasks = isVaried(plan) ? Math.min(period, load.tasks) : 1;
    this.#requests = createWorkload({ ...scheduler, tasks }, calibration).requests;
    this.#faults = plan.faults?.kinds ?? [];
    this.#cancel = plan.cancel;
    this.#ofFaults = randomFor('faults', plan.faults?.seed ?? plan.seed);
    this.#ofCancels = randomFor('cancellations', plan.seed);
  }

  /** What the first task is asked to do. */
  get first(): PlannedRequest {
    return this.#requests[0]!;
  }

  next(): LoadTask {
    const index = this.#index;
    this.#index += 1;
    const fault = this.#drawFault();
    // What is cancelled has no fault: whether it had come to pass would not be known.
    const cancel = this.#cancel > 0 && this.#ofCancels.next() < this.#cancel && fault === undefined;
    return { index, request: this.#requests[index % this.#requests.length]!, fault, cancel };
  }

  #drawFault(): PlannedFault | undefined {
    if (this.#faults.length === 0) return undefined;
    let left = this.#ofFaults.next();
    return this.#faults.find(({ share }) => (left -= share) < 0);
  }
}

/** In the order in which they fork off; the first three are those of priorities, durations and arrivals of a workload. */
const uses = ['priorities', 'durations', 'workload', 'arrivals', 'faults', 'cancellations', 'victims'] as const;

/** Random numbers for one use, independent of those of all others with the same seed. */
export function randomFor(use: (typeof uses)[number], seed: number): Random {
  const root = createRandom(seed);
  for (const each of uses) {
    const random = root.fork();
    if (each === use) return random;
  }
  throw new Error(`no use ${use}`);
}

function isVaried({ scheduler: { task, priority } }: StressPlan): boolean {
  const constant = !('duration' in task) || task.duration.kind === 'constant';
  return !constant || priority.levels.length > 1;
}
