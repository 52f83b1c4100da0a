/** What a run that compares found, as plain data: what its reports are written from. */
import type { Environment } from '../model/environment.ts';
import { type Comparison, type Verdict, verdicts } from '../model/verdict.ts';

/** What a run compared with. */
export interface ComparedWith {
  /** Saved numbers (and the code that they were measured of), or a revision of git. */
  readonly kind: 'baseline' | 'revision';
  /** As it was asked for: the baseline's name, or the branch, tag or commit. */
  readonly name: string;
  /** The commits whose code or numbers the results were compared with, in the order of the results. */
  readonly commits: readonly string[];
}

/** The code that was measured. */
export interface MeasuredHead {
  /** Null outside of a git repository. */
  readonly commit: string | null;
  /** Whether the work tree differs from the commit. */
  readonly dirty: boolean;
}

/** One result with its verdict. */
export interface JudgedResult {
  /** `full test name > result name`, with the project in front where it has a name. */
  readonly key: string;
  /** Path of the bench file from Vitest's root; null for a result that is measured no more. */
  readonly benchFile: string | null;
  /** Null where nothing of it was compared. */
  readonly verdict: Verdict | null;
  /** The commit that it was compared with; null where that is not known, and where there was none. */
  readonly baseCommit: string | null;
  /** Where it was measured; null for a result that is measured no more. */
  readonly environment: Environment | null;
  readonly comparisons: readonly Comparison[];
}

/** A run. */
export interface RunVerdicts {
  /** How it ended: `failed` by a slower benchmark or for any other reason. */
  readonly outcome: 'passed' | 'failed' | 'interrupted';
  /** Null where there was nothing to compare with. */
  readonly comparedWith: ComparedWith | null;
  readonly head: MeasuredHead;
  /** In the order in which they were measured; those that are measured no more come last. */
  readonly results: readonly JudgedResult[];
  /** Tests that failed, and files that could not be loaded, without any result: what they measure is not known. */
  readonly unmeasured: readonly string[];
}

/** How many results have each verdict, worst first. */
export function countVerdicts(results: readonly JudgedResult[]): readonly (readonly [Verdict, number])[] {
  return verdicts.map((verdict) => [verdict, results.filter((one) => one.verdict === verdict).length]);
}
