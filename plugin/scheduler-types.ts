import type { SchedulerOptions, SchedulerResult, SchedulerResults } from '../src/index.ts';

/** `bench.scheduler`: one strategy or subject gives one result, several give a ranking. */
export interface SchedulerBench {
  (options: SchedulerOptions & { readonly strategy: readonly unknown[] | 'all' }): Promise<SchedulerResults>;
  (options?: SchedulerOptions): Promise<SchedulerResult>;
}
