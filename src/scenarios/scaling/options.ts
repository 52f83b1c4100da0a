/** What `bench.scaling` can be asked for. */
import type { Duration } from '../../model/units.ts';
import type { ScalingMode } from '../../model/scaling.ts';
import type { StrategyName } from '../../schedulers/strategies.ts';
import type { Strategy } from '../../schedulers/strategy.ts';
import type { ExecutorOption } from '../executor-option.ts';
import type { TaskOption } from '../scheduler/options.ts';

/** Options of `bench.scaling`. */
export interface ScalingOptions {
  /** The points are named after it: `'<name>, 4 workers'`. @default the name of the strategy */
  readonly name?: string;
  /** Numbers of workers, in any order. 1 is always measured. @default [1, 2, 4, 8, 16, 32] */
  readonly workers?: readonly number[];
  /** On what the tasks run. @default 'threads' */
  readonly executor?: ExecutorOption;
  /** @default 'fifo' */
  readonly strategy?: StrategyName | Strategy;
  /** `'strong'`: the same tasks for more workers. `'weak'`: as many tasks for each worker. @default 'strong' */
  readonly mode?: ScalingMode;
  /** Tasks of a run; of weak scaling, tasks for each worker. @default 1000, of weak scaling 100 */
  readonly tasks?: number;
  /** @default 'noop' */
  readonly task?: TaskOption;
  /** How many tasks may be in flight on one worker. @default 1 */
  readonly depth?: number;
  /** Decides durations, priorities and the order of the points in each round. @default 1 */
  readonly seed?: number;
  /** Timed rounds; each runs every number of workers once. Fewer than 9 give no intervals. @default 10 */
  readonly rounds?: number;
  /** Rounds before the timed ones, not counted. @default 1 */
  readonly warmUp?: number;
  /** How long one task may run. @default '30 s' */
  readonly timeout?: Duration;
  /** How often a task that failed is run again. @default 0 */
  readonly retries?: number;
}

/** What a run reports while it goes on. */
export interface ScalingProgress {
  readonly phase: 'open' | 'warm-up' | 'measure';
  /** The number of workers at work. */
  readonly workers: number;
  /** Runs done in this phase and in all. */
  readonly done: number;
  readonly of: number;
}

/** Around a run. */
export interface ScalingContext {
  /** Ends the run, which then rejects with `ABORTED`. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ScalingProgress) => void) | undefined;
  /**
   * Leaves out what a run has only once (start-up) and the intervals of fits: for runs that are compared with each other again
   * and again.
   *
   * @default false
   */
  readonly brief?: boolean | undefined;
}
