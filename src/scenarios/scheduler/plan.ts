import type { Distribution } from '../../statistics/distributions.ts';
import type { Strategy } from '../../schedulers/strategy.ts';
import type { PlannedArrivals } from '../arrivals.ts';
import type { PlannedExecutor } from '../executor-option.ts';
import type { SchedulerSubject } from './options.ts';

/** What the tasks do, with times in ns. */
export type PlannedTask =
  | { readonly type: 'noop' }
  | { readonly type: 'sleep' | 'cpu'; readonly duration: Distribution }
  | { readonly type: 'module'; readonly file: string; readonly name: string; readonly args: readonly unknown[] };

/** Priorities and how often each occurs. */
export interface PlannedPriority {
  readonly levels: readonly number[];
  readonly weights: readonly number[];
}

/** Options that have been checked, with every default filled in, in base units. */
export interface SchedulerPlan {
  readonly name: string | undefined;
  readonly strategies: readonly Strategy[];
  /** Whether several results were asked for, even if of one strategy. */
  readonly several: boolean;
  readonly subject: SchedulerSubject | undefined;
  readonly executor: PlannedExecutor;
  readonly tasks: number;
  /** One for each worker. */
  readonly speeds: readonly number[];
  readonly depth: number;
  readonly task: PlannedTask;
  readonly priority: PlannedPriority;
  readonly seed: number;
  readonly repetitions: number;
  readonly warmUp: number;
  readonly window: number;
  readonly arrivals: PlannedArrivals | undefined;
  readonly timeout: number;
  readonly retries: number;
  readonly maxQueue: number;
}
