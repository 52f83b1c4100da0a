/**
 * What travels between Vitest's main process and its workers. Both sides import this file, so it imports types only.
 */
import type { Comparison, Environment, Policy, Result } from '../src/index.ts';

/** Main to worker, through Vitest's `provide`. Small: a worker reads the baseline of its own bench file itself. */
export interface ProvidedRun {
  /** Vitest's root; bench files are named relative to it. */
  readonly root: string;
  /** Where baselines lie, absolute. */
  readonly dir: string;
  /** The baseline to compare with; null when there is none. */
  readonly compare: string | null;
  /** This run rewrites the baseline that it compares with: changes are reported and do not fail a test. */
  readonly accept: boolean;
  readonly environment: Environment;
  readonly notComparable: Policy;
  readonly inconclusive: Policy;
}

/** One measured result on its way to the main process. */
export interface MeasuredResult {
  /** `full test name > result name`, with the project in front where it has a name. */
  readonly key: string;
  readonly result: Result;
  /** Empty when nothing is compared. */
  readonly comparisons: readonly Comparison[];
  /** What went by from the test's beginning, or its result before, to this one, in seconds: the next run's estimate. */
  readonly seconds: number;
}

/** Worker to main: `task.meta.benchgate`, plain JSON, so that it survives blob reports and shards. */
export interface MeasuredTest {
  readonly results: MeasuredResult[];
  /** Where they were measured: a job that merges the reports of shards may run elsewhere. */
  readonly environment: Environment;
  /** The test's body ran to its end: what it measured may be saved, whatever the verdict. */
  complete: boolean;
}

declare module 'vitest' {
  interface ProvidedContext {
    benchgate: ProvidedRun;
  }
  interface TaskMeta {
    benchgate?: MeasuredTest;
  }
}
