/** What `bench.stress` can be asked for. */
import type { BoundText } from '../../model/bound.ts';
import type { MetricPath } from '../../model/metric-path.ts';
import type { Duration, Rate, SizeUnit } from '../../model/units.ts';
import type { StrategyName } from '../../schedulers/strategies.ts';
import type { Strategy } from '../../schedulers/strategy.ts';
import type { SchedulerSubject, TaskOption } from '../scheduler/options.ts';
import type { StressMetric } from './metrics.ts';
import type { StressScenario } from './named-scenarios.ts';

/** A size with its unit, such as `'64 MB'`. */
export type Size = `${number} ${SizeUnit}` | `${number}${SizeUnit}`;

/** A stretch of the run with a load of its own. */
export type StressStage = {
  readonly duration: Duration;
  /** Goes to this load evenly, from that of the stage before (the first from none), instead of at once. @default false */
  readonly ramp?: boolean;
} &
  /** 0 is a pause. */
  ({ readonly inFlight: number; readonly rate?: never } | { readonly rate: Rate; readonly inFlight?: never });

/** What goes wrong on purpose: the share of the tasks (0 to 1) that it happens to. A task has at most one kind of fault. */
export interface StressFaults {
  /** The task throws. @default 0 */
  readonly throw?: number;
  /** The task never ends; `timeout` ends it, and its worker. @default 0 */
  readonly hang?: number;
  /** The task takes `factor` times as long. @default none */
  readonly slow?: { readonly share: number; readonly factor: number };
  /** The worker exits. @default 0 */
  readonly exit?: number;
  /** The worker runs out of memory. @default 0 */
  readonly outOfMemory?: number;
  /** How many attempts of such a task go wrong; `'all'`: whatever is tried, it fails. @default 1 */
  readonly attempts?: number | 'all';
  /** Decides which tasks. @default the run's seed */
  readonly seed?: number;
}

/** A search for the highest rate that still meets targets. */
export interface FindLimit {
  /** Bounds by metric path, such as `{ 'latency.p99': '< 20 ms' }`; of `latency`, `queueWait`, `throughput`, `failures`. */
  readonly targets: { readonly [path in MetricPath<StressMetric>]?: BoundText };
  /** The lowest rate to try. */
  readonly from: Rate;
  /** The highest rate to try. */
  readonly to: Rate;
  /** How long each rate is tried. @default '2 s' */
  readonly step?: Duration;
  /** The search ends when the lowest rate that missed is at most this much above the highest that met. @default 0.05 */
  readonly precision?: number;
}

/** Options of `bench.stress`. */
export interface StressOptions {
  /** The result's name. @default the name of the scenario, else of the strategy or subject */
  readonly name?: string;
  /** A named scenario: defaults for the options below, each of which can still be given. @default none */
  readonly scenario?: StressScenario;
  /** What the tasks do. @default 'noop' */
  readonly task?: TaskOption;
  /** How many workers; or their speeds, where sleeping and computing take 1 ÷ speed as long. @default the cores available */
  readonly workers?: number | { readonly speeds: readonly number[] };
  /** How many tasks may be in flight on one worker. @default 1 */
  readonly depth?: number;
  /** @default 'threads' */
  readonly executor?: 'threads' | 'processes';
  /** @default 'fifo' */
  readonly strategy?: StrategyName | Strategy;
  /** A scheduler of your own, instead of a strategy. */
  readonly subject?: SchedulerSubject;
  /** Closed loop: so many tasks are submitted and unfinished at any time. @default 500 */
  readonly inFlight?: number;
  /** Open loop: tasks arrive at this rate, however many are unfinished. */
  readonly rate?: Rate;
  /** Of an open loop: independently of each other, or in equal gaps. @default 'poisson' */
  readonly arrivals?: 'poisson' | 'constant';
  /**
   * Several loads, one after the other, instead of `inFlight` or `rate` with a `duration`. Those of a named scenario are made
   * longer or shorter by a `duration`.
   */
  readonly stages?: readonly StressStage[];
  /** How long tasks are submitted. @default '10 s', without a number of tasks */
  readonly duration?: Duration;
  /** How many tasks are submitted, at most, where there is a duration too. */
  readonly tasks?: number;
  /** @default none */
  readonly faults?: StressFaults;
  /** How often a task that failed is run again. A subject does that itself. @default 3 with faults, else 0 */
  readonly retries?: number;
  /**
   * How long one task may run; of a subject, how long it may go without finishing any.
   *
   * @default '30 s', and '1 s' of a strategy with tasks that hang
   */
  readonly timeout?: Duration;
  /** How many tasks may wait; what is more is refused. @default Infinity */
  readonly maxQueue?: number;
  /** The share of the tasks (0 to 1) that are cancelled some time after they were submitted, where they still wait. @default 0 */
  readonly cancel?: number;
  /**
   * How much each worker may keep on its heap, at least 16 MB.
   *
   * @default what Node takes by itself, and '64 MB' with workers that run out of memory on purpose
   */
  readonly heapLimit?: Size;
  /** Searches the highest rate that still meets targets, instead of one run under one load. */
  readonly findLimit?: FindLimit;
  /** Decides durations, priorities, arrivals, faults and cancellations: the same seed, the same tasks. @default 1 */
  readonly seed?: number;
}

/** What a run reports while it goes on. */
export interface StressProgress {
  readonly phase: 'load' | 'limit';
  /** The strategy or subject at work. */
  readonly name: string;
  /** Time of the load, in ns; of a search, the trials. */
  readonly done: number;
  /** Undefined where it is not known beforehand. */
  readonly of: number | undefined;
}

/** Around a run. */
export interface StressContext {
  /** Ends the run, which then rejects with `ABORTED`. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: StressProgress) => void) | undefined;
  /**
   * Loads for a second at most, or with 1,000 tasks, and leaves memory and leaks out: for runs that are compared with each other again
   * and again.
   *
   * @default false
   */
  readonly brief?: boolean | undefined;
}
