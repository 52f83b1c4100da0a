import type { ScalingMode } from '../../model/scaling.ts';
import type { Json } from '../../model/result.ts';
import type { Strategy } from '../../schedulers/strategy.ts';
import type { PlannedExecutor } from '../executor-option.ts';
import type { PlannedTask, SchedulerPlan } from '../scheduler/plan.ts';

/** One number of workers, and what is run with it. */
export interface PlannedPoint {
  readonly workers: number;
  /** The result's name. */
  readonly name: string;
  readonly parameters: Readonly<Record<string, Json>>;
  /** One repetition of `bench.scheduler` with this many workers. */
  readonly scheduler: SchedulerPlan;
}

/** Options that have been checked, with every default filled in, in base units. */
export interface ScalingPlan {
  readonly name: string;
  readonly mode: ScalingMode;
  readonly strategy: Strategy;
  readonly executor: PlannedExecutor;
  readonly task: PlannedTask;
  readonly seed: number;
  readonly rounds: number;
  readonly warmUp: number;
  /** Ascending; the first has 1 worker. */
  readonly points: readonly PlannedPoint[];
  /** Whether 1 worker was not asked for. */
  readonly addedOne: boolean;
}
