/** The scenarios of `bench`, as functions. */
import type {
  ScalingOptions,
  ScalingResults,
  SchedulerOptions,
  SchedulerResult,
  SchedulerResults,
  StressOptions,
  StressResult,
} from '../src/index.ts';

/** `bench.scheduler`: one strategy or subject gives one result, several give a ranking. */
export interface SchedulerBench {
  (options: SchedulerOptions & { readonly strategy: readonly unknown[] | 'all' }): Promise<SchedulerResults>;
  (options?: SchedulerOptions): Promise<SchedulerResult>;
}

/** `bench.scaling`: a result for each number of workers, and what they say together. */
export type ScalingBench = (options?: ScalingOptions) => Promise<ScalingResults>;

/** `bench.stress`: one result. */
export type StressBench = (options?: StressOptions) => Promise<StressResult>;
