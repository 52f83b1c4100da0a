/**
 * What travels between Vitest's main process and its workers. Both sides import this file, so it imports types only.
 */
import type { NoiseReport } from '../src/gate/noise.ts';
import type { Comparison, Environment, Policy, Result } from '../src/index.ts';
import type { ScalingReport } from '../src/model/scaling.ts';

/** Main to worker, through Vitest's `provide`. Small: a worker reads the baseline of its own bench file itself. */
export interface ProvidedRun {
  /** Vitest's root; bench files are named relative to it. */
  readonly root: string;
  /** Where baselines lie, absolute. */
  readonly dir: string;
  /** The baseline or revision to compare with; null when there is none. */
  readonly compare: string | null;
  /** Whether `compare` is no baseline but a revision of git: there are no saved numbers. */
  readonly revision: boolean;
  /** This run rewrites the baseline that it compares with: changes are reported and do not fail a test. */
  readonly accept: boolean;
  readonly environment: Environment;
  readonly notComparable: Policy;
  readonly inconclusive: Policy;
  /** The code of the baseline, ready to be measured; null when saved numbers are compared. */
  readonly twins: ProvidedTwins | null;
}

/** How the baseline's code is measured beside today's. */
export interface ProvidedTwins {
  /** Folder of the manifests (`twins-manifest.ts`). */
  readonly folder: string;
  /** The smallest slowdown that must be caught, as a fraction. */
  readonly margin: number;
  /** About how many figures the run judges. */
  readonly judgements: number;
  /** How long a test may be measured, in ms. */
  readonly each: number;
  /** How long the whole run may be measured, in ms; null without a limit. */
  readonly total: number | null;
  /** How many results share that; null where it is not known. */
  readonly expected: number | null;
  /** Whether measuring processes are bound to one CPU. */
  readonly pin: boolean;
  /** In how many processes the same code is measured on both sides, to see the noise; null where code is compared. */
  readonly noise: number | null;
}

/** One measured result on its way to the main process. */
export interface MeasuredResult {
  /** `full test name > result name`, with the project in front where it has a name. */
  readonly key: string;
  readonly result: Result;
  /** Empty when nothing is compared. */
  readonly comparisons: readonly Comparison[];
  /** What the noise of its leading figure is, where that was asked for. */
  readonly noise?: NoiseReport;
  /** What went by from the test's beginning, or its result before, to this one, in seconds: the next run's estimate. */
  readonly seconds: number;
}

/** What the points of `bench.scaling` say together. The points themselves are results like others. */
export interface MeasuredScaling extends Omit<ScalingReport, 'points'> {
  /** The names of the points' results, in their order. */
  readonly results: readonly string[];
}

/** Worker to main: `task.meta.benchgate`, plain JSON, so that it survives blob reports and shards. */
export interface MeasuredTest {
  readonly results: MeasuredResult[];
  /** For the report at the end; absent where there are none. */
  scalings?: readonly MeasuredScaling[];
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
