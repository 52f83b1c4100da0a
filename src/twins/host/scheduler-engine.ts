/**
 * What a measuring process knows of the scheduler fixture. The engine itself comes out of each side's bundle, since it is part of
 * what is compared; nothing of it is imported here.
 */
import type { Result } from '../../model/result.ts';

/** Options of `bench.scheduler`, as far as they are looked at here. */
export interface SchedulerRequest {
  readonly name?: unknown;
  readonly strategy?: unknown;
  readonly subject?: unknown;
  readonly repetitions?: unknown;
  readonly warmUp?: unknown;
}

/** One result, or those of several strategies. */
export type SchedulerOutcome = Result | Iterable<Result>;

/** The entry that a bundle offers. */
export interface SchedulerEngine {
  runScheduler(
    options: SchedulerRequest,
    context: { readonly signal?: AbortSignal | undefined; readonly brief?: boolean },
  ): Promise<SchedulerOutcome>;
}

/** The results of a run, in their order. */
export function resultsOf(outcome: SchedulerOutcome): readonly Result[] {
  return Symbol.iterator in outcome ? [...outcome] : [outcome];
}
