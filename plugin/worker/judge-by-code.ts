/** Judges the results of a test by measuring the baseline's code and today's beside each other. */
import type { RunnerTestCase } from 'vitest';
import { judgeTwins, type TwinOutcome } from '../../src/gate/judge-twins.ts';
import { reportNoise, sampleOf } from '../../src/gate/noise.ts';
import type { Side } from '../../src/twins/protocol.ts';
import type { MeasuredResult, ProvidedRun, ProvidedTwins } from '../meta.ts';
import { allowedTime, type Asking, spend } from './gate-budget.ts';
import { gateOptionsOf } from './gate-options.ts';
import { type CodeOfFile, codeOf, type ReadySide } from './code-of-file.ts';
import { notComparable } from './without-verdict.ts';

/** A run that compares with code. */
export type RunWithTwins = ProvidedRun & { readonly twins: ProvidedTwins };

/** A test and what it measured. */
export interface MeasuredCase {
  readonly test: RunnerTestCase;
  readonly project: string;
  readonly results: readonly MeasuredResult[];
}

/** What takes the place of what is known of a result; or why the saved numbers have to do. */
export type JudgedResult = Pick<MeasuredResult, 'comparisons' | 'noise'> | { readonly numbersBecause: string };

/** By the results' keys. */
type Judged = readonly (readonly [key: string, update: JudgedResult])[];

/** What takes the place of the comparisons of saved numbers. Results whose baseline has no code are not among them. */
export async function judgeByCode({ test, project, results }: MeasuredCase, run: RunWithTwins): Promise<Judged> {
  const code = await codeOf(test.file, project, run);
  if (code === undefined) return [];
  const withCode = results.filter(({ key }) => code.commitOf(key) !== undefined);
  const judged: Judged[number][] = [];
  for (const [commit, ofCommit] of Map.groupBy(withCode, ({ key }) => code.commitOf(key)!)) {
    // They share what the test has.
    const share = ofCommit.length / withCode.length;
    judged.push(...(await judgeCommit(test, ofCommit, { code, commit, run, share })));
  }
  return judged;
}

interface Against {
  readonly code: CodeOfFile;
  readonly commit: string;
  readonly run: RunWithTwins;
  /** The part of the test's time that it may take. */
  readonly share: number;
}

async function judgeCommit(
  test: RunnerTestCase,
  results: readonly MeasuredResult[],
  { code, commit, run, share }: Against,
): Promise<Judged> {
  const side = await code.against(commit, test.fullTestName);
  switch (side.type) {
    case 'new':
      return [];
    case 'unavailable':
      return results.map(({ key }) => [
        key,
        { numbersBecause: `the code of ${commit.slice(0, 7)} cannot be had: ${side.message}` },
      ]);
    case 'base error':
      return results.map((one) => [
        one.key,
        { comparisons: notComparable(one.result, baseFailed(commit, side.message)) },
      ]);
    case 'head error':
      return results.map((one) => [one.key, insteadOfCode(one, run, side.message)]);
    case 'ready':
      return measure(test, results, { side, commit, run, share });
  }
}

async function measure(
  test: RunnerTestCase,
  results: readonly MeasuredResult[],
  { side, commit, run, share }: Omit<Against, 'code'> & { readonly side: ReadySide },
): Promise<Judged> {
  const options = gateOptionsOf(test);
  const margin = options.smallestSlowdown ?? run.twins.margin;
  const own = options.budget === undefined ? undefined : options.budget * share;
  const asking: Asking = { results: results.length, own };
  const budget = allowedTime(asking, { ...run.twins, each: run.twins.each * share });
  const begun = performance.now();
  const seconds = results.reduce((sum, one) => sum + one.seconds, 0);
  const outcome = await judgeTwins({
    processes: side.processes(options.pin ?? run.twins.pin),
    test: test.fullTestName,
    results: results.map(({ result }) => result.name),
    margin,
    judgements: run.twins.judgements,
    budget,
    patience: patienceFor(seconds, Math.min(budget, run.twins.each)),
    fixed: run.twins.noise ?? undefined,
    signal: test.context.signal,
  });
  const took = performance.now() - begun;
  spend(took, asking, run.twins);
  if (run.twins.noise !== null) return noiseOf(results, outcome, { margin, took });
  return results.map((one) => [one.key, judgementOf(one, outcome, { commit, run })]);
}

/** The same code stood on both sides: nothing is compared, and what they differ by is the machine's noise. */
function noiseOf(
  results: readonly MeasuredResult[],
  outcome: TwinOutcome,
  { margin, took }: { readonly margin: number; readonly took: number },
): Judged {
  const seconds = took / 1000 / results.length;
  return results.map(({ key, result }) => {
    if (outcome.type !== 'judged') return [key, { comparisons: notComparable(result, outcome.message) }];
    const sample = sampleOf(outcome.pairs.get(result.name) ?? [], seconds);
    if (sample !== undefined) return [key, { comparisons: [], noise: reportNoise(sample, margin) }];
    const why = outcome.missing.get(result.name)?.message ?? 'it has no figure that varies';
    return [key, { comparisons: notComparable(result, why) }];
  });
}

/** In ms: what is left to a process that has to start and load both sides, whatever the budget. */
const leastPatience = 10_000;

/** What hangs in a measuring process did not hang here: several times as long as it took, and time to start. */
function patienceFor(seconds: number, budget: number): number {
  return Math.max(leastPatience, budget) + 10 * seconds * 1000;
}

function judgementOf(
  measured: MeasuredResult,
  outcome: TwinOutcome,
  against: { readonly commit: string; readonly run: RunWithTwins },
): JudgedResult {
  const { result } = measured;
  switch (outcome.type) {
    case 'judged': {
      const missing = outcome.missing.get(result.name);
      // Even if some processes measured it: what one of them could not measure is not to be relied on.
      if (missing !== undefined) return failedOn(missing, measured, against);
      return {
        comparisons: outcome.comparisons.get(result.name) ?? notComparable(result, 'no process measured it again'),
      };
    }
    case 'failed':
      return failedOn(outcome, measured, against);
    case 'lost': {
      const why = `measuring it beside ${against.commit.slice(0, 7)} did not end well: ${outcome.message}`;
      return { comparisons: notComparable(result, why) };
    }
  }
}

function failedOn(
  { side, message }: { readonly side: Side; readonly message: string },
  measured: MeasuredResult,
  { commit, run }: { readonly commit: string; readonly run: RunWithTwins },
): JudgedResult {
  if (side === 'base') return { comparisons: notComparable(measured.result, baseFailed(commit, message)) };
  return insteadOfCode(measured, run, message);
}

function baseFailed(commit: string, message: string): string {
  return `the code of ${commit.slice(0, 7)} cannot be measured: ${message}`;
}

/** Today's code ran in Vitest and does not run beside the baseline's: what is left are the saved numbers, if there are any. */
function insteadOfCode({ result }: MeasuredResult, run: RunWithTwins, message: string): JudgedResult {
  const why = `today's code cannot be measured outside of Vitest: ${message}`;
  const hasNumbers = run.compare !== null && !run.revision;
  return hasNumbers ? { numbersBecause: why } : { comparisons: notComparable(result, why) };
}
