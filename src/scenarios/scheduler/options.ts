/** What `bench.scheduler` can be asked for. */
import type { Job } from '../../executors/job.ts';
import type { Duration } from '../../model/units.ts';
import type { StrategyName } from '../../schedulers/strategies.ts';
import type { Strategy } from '../../schedulers/strategy.ts';
import type { ArrivalsOption } from '../arrivals.ts';
import type { ExecutorOption } from '../executor-option.ts';

/** How long tasks take: one duration for all, or a distribution to draw from with the run's seed. */
export type TaskDuration =
  | Duration
  | { readonly distribution: 'constant'; readonly value: Duration }
  /** Equally likely from `min` to `max`. */
  | { readonly distribution: 'uniform'; readonly min: Duration; readonly max: Duration }
  | { readonly distribution: 'exponential'; readonly mean: Duration }
  /** `sigma`: the standard deviation of the logarithm. */
  | { readonly distribution: 'lognormal'; readonly median: Duration; readonly sigma: number }
  /** Heavy tail with exponent `alpha`, cut at `max` where one is given. */
  | { readonly distribution: 'pareto'; readonly min: Duration; readonly alpha: number; readonly max?: Duration }
  /** `share` (0 to 1) is the part of the tasks that are large. */
  | { readonly distribution: 'bimodal'; readonly small: Duration; readonly large: Duration; readonly share: number };

/** Priorities: one for all tasks, or levels to draw from with the run's seed. Larger is more urgent. */
export type TaskPriority =
  | number
  | {
      readonly levels: readonly number[];
      /** How often each level occurs, in any measure. @default equally often */
      readonly weights?: readonly number[];
    };

/** What every kind of task may say. */
interface TaskCommon {
  /** @default 0 */
  readonly priority?: TaskPriority;
}

/** What the tasks do. */
export type TaskOption =
  | 'noop'
  /** Nothing: what is left is the scheduler's own cost. */
  | (TaskCommon & { readonly type: 'noop' })
  /** Waits without using the CPU. */
  | (TaskCommon & { readonly type: 'sleep'; readonly duration: TaskDuration })
  /** Computes: a fixed number of iterations, calibrated on an idle worker to the stated duration. */
  | (TaskCommon & { readonly type: 'cpu'; readonly duration: TaskDuration })
  /** Calls an exported function of a module of yours, in the worker. */
  | (TaskCommon & {
      /** A path (a relative one counts from the current directory) or a URL such as `new URL('./task.ts', import.meta.url)`. */
      readonly file: string | URL;
      /** @default 'default' */
      readonly export?: string;
      /** Arguments that can be cloned. @default [] */
      readonly args?: readonly unknown[];
    });

/** A task as a scheduler of your own gets it. */
export interface SubjectTask {
  /** Place in the order of submission of the repetition, from 0. */
  readonly id: number;
  /** Tasks of one kind take about equally long. */
  readonly kind: string;
  /** Larger is more urgent. */
  readonly priority: number;
  /** Expected duration in ns; 0 when nothing is known. */
  readonly estimate: number;
  /** What to run, as plain data for a worker of yours, which hands it to `runTask` and returns what that answers. */
  readonly job: Job;
  /** Runs the job in this thread; `submit` settles after it. */
  readonly run: () => Promise<unknown>;
}

/** A scheduler of your own. */
export interface SchedulerSubject {
  readonly name: string;
  /** Called once, before the first task. */
  open?(context: { readonly workers: number; readonly depth: number }): unknown;
  /**
   * Takes a task; the promise settles when it has been run: by its `run()`, or by a worker of yours, with what `runTask`
   * answered there. A task that is neither counts as failed.
   */
  submit(task: SubjectTask): PromiseLike<unknown>;
  /** Called once, after the last task, whatever happened. */
  close?(): unknown;
}

/** Options of `bench.scheduler`. */
export interface SchedulerOptions {
  /** The result's name. @default the name of the strategy or subject */
  readonly name?: string;
  /** One strategy, several (compared in turns on the same workers and ranked), or `'all'`. @default 'fifo' */
  readonly strategy?: StrategyName | Strategy | readonly (StrategyName | Strategy)[] | 'all';
  /**
   * On what the tasks run. In virtual time (`'simulator'`) every repetition would be the same: there is one, without a
   * warm-up, no task can time out, and what comes out is exact.
   *
   * @default 'threads'
   */
  readonly executor?: ExecutorOption;
  /** Tasks per repetition. @default 1000 */
  readonly tasks?: number;
  /** How many workers; or their speeds, where sleeping and computing take 1 ÷ speed as long. @default the cores available */
  readonly workers?: number | { readonly speeds: readonly number[] };
  /** How many tasks may be in flight on one worker. @default 1 */
  readonly depth?: number;
  /** @default 'noop' */
  readonly task?: TaskOption;
  /** Decides durations and priorities: the same seed, the same tasks. @default 1 */
  readonly seed?: number;
  /** Timed repetitions. Fewer than 6 are too few to be compared. @default 10 */
  readonly repetitions?: number;
  /** Repetitions before the timed ones, not counted. @default 2 */
  readonly warmUp?: number;
  /** How many tasks are submitted and unfinished at once. @default all */
  readonly window?: number;
  /** Tasks arrive at a rate, however many are unfinished: for `executor: 'simulator'`. @default as `window` lets them */
  readonly arrivals?: ArrivalsOption;
  /** How long one task may run; of a subject, how long it may go without finishing any. @default '30 s' */
  readonly timeout?: Duration;
  /** How often a task that failed is run again. @default 0 */
  readonly retries?: number;
  /** How many tasks may wait; what is more fails with `QUEUE_FULL`. @default Infinity */
  readonly maxQueue?: number;
  /** A scheduler of your own, instead of a strategy. */
  readonly subject?: SchedulerSubject;
}

/** What a run reports while it goes on. */
export interface SchedulerProgress {
  readonly phase: 'warm-up' | 'measure' | 'memory';
  /** The strategy or subject at work. */
  readonly name: string;
  /** Repetitions done in this phase and in all, over all strategies. */
  readonly done: number;
  readonly of: number;
}

/** Around a run. */
export interface SchedulerContext {
  /** Ends the run, which then rejects with `ABORTED`. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: SchedulerProgress) => void) | undefined;
  /**
   * Leaves out what a run has only once (memory, start-up, CPU), which takes longer than a short run itself: for runs that are
   * compared with each other again and again.
   *
   * @default false
   */
  readonly brief?: boolean | undefined;
}
