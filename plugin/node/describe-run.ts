/** What a run found, as the data that its reports are written from. */
import { verdictOf } from '../../src/baseline/summary.ts';
import { readRevision } from '../../src/measurement/revision.ts';
import type { Comparison } from '../../src/model/verdict.ts';
import type { JudgedResult, RunVerdicts } from '../../src/reports/run-verdicts.ts';
import type { CollectedFile, CollectedTest } from './collect-run.ts';
import { comparedCommits } from './compared-commits.ts';
import type { RunSettings } from './reporter.ts';

/** A run at its end. */
export interface EndedRun {
  readonly files: readonly CollectedFile[];
  /** The comparisons of each result that the baseline has and the code has no more. */
  readonly removed: readonly (readonly Comparison[])[];
  readonly settings: RunSettings;
  /** Vitest's root. */
  readonly root: string;
  readonly outcome: RunVerdicts['outcome'];
  /** Folder of what was prepared to measure code beside code; undefined when nothing was. */
  readonly twins: string | undefined;
}

/** Puts it together. Asks git for today's commit. */
export async function describeRun({ files, removed, settings, root, outcome, twins }: EndedRun): Promise<RunVerdicts> {
  const { choice } = settings;
  const commits =
    choice.compare === undefined ? new Map<string, string>() : await comparedCommits(files, settings, twins);
  const measured = files.flatMap((file) => file.tests.flatMap((test) => judgedOf(test, file.benchFile, commits)));
  return {
    outcome,
    comparedWith:
      choice.compare === undefined
        ? null
        : {
            kind: choice.revision === undefined ? 'baseline' : 'revision',
            name: choice.compare,
            commits: [...new Set(choice.revision === undefined ? commits.values() : [choice.revision])],
          },
    head: await readRevision(root, settings.dir),
    results: [...measured, ...removed.map((comparisons) => removedResult(comparisons))],
    unmeasured: files.flatMap((file) => unmeasuredOf(file)),
  };
}

function judgedOf(
  { results, environment }: CollectedTest,
  benchFile: string,
  commits: ReadonlyMap<string, string>,
): JudgedResult[] {
  return results.map(({ key, comparisons }) => ({
    key,
    benchFile,
    verdict: verdictOf(comparisons) ?? null,
    baseCommit: commits.get(key) ?? null,
    environment: environment ?? null,
    comparisons,
  }));
}

function removedResult(comparisons: readonly Comparison[]): JudgedResult {
  return {
    key: comparisons[0]?.result ?? '',
    benchFile: null,
    verdict: verdictOf(comparisons) ?? null,
    baseCommit: null,
    environment: null,
    comparisons,
  };
}

/** Of these nobody knows whether they got slower. */
function unmeasuredOf({ benchFile, collected, tests }: CollectedFile): string[] {
  const failed = tests.filter(({ failed: hasFailed, results }) => hasFailed && results.length === 0);
  return [...(collected ? [] : [benchFile]), ...failed.map(({ key }) => `${benchFile} > ${key}`)];
}
