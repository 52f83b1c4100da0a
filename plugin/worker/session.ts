/** The measuring side of a run inside one worker: what was measured per test, judged against the bench file's baseline. */
import type { RunnerTestCase } from 'vitest';
import { inject } from 'vitest';
import { resultKey, type ResultPlace } from '../../src/baseline/file.ts';
import type { Comparison, Result } from '../../src/index.ts';
import { GateError } from '../../src/model/errors.ts';
import type { ScalingReport } from '../../src/model/scaling.ts';
import { benchFileName } from '../bench-file.ts';
import { byNumbersBecause } from '../by-numbers.ts';
import type { MeasuredResult, MeasuredTest, ProvidedRun } from '../meta.ts';
import type { JudgedResult, RunWithTwins } from './judge-by-code.ts';
import { gateMarkOf } from './gate-mark.ts';
import { openCode } from './open-code.ts';
import { giveUpCalls, requireAwaited } from './pending-calls.ts';
import { perTest } from './per-test.ts';
import { pointOwn } from './site.ts';
import { notComparable, withReason } from './without-verdict.ts';

/** What Vitest keeps of a benchmark that it ran. */
export type ForeignTask = RunnerTestCase['benchmarks'][number]['tasks'][number];

/** What is known of a result beside the meta, which must stay plain and small. */
interface Verdicts {
  readonly key: string;
  /** Where in the user's file the benchmark was called. */
  readonly site: Error;
  /** Whether measuring it again can be asked for: of what the user measured there are only the figures. */
  readonly repeatable: boolean;
  comparisons: readonly Comparison[];
  /** By the saved numbers, for what the baseline has no code of. */
  readonly byNumbers: readonly Comparison[];
}

const verdictsOf = perTest<Verdicts[]>('verdicts');
/**
 * What the code said of a test's results, by their keys. It stands for all tries of the test: judged anew until it suits, a slowdown
 * would pass at last, and the processes would not be fresh any more.
 */
const judgedByCode = perTest<Map<string, JudgedResult>>('judged by code');
/** For each bench file (its task): which test measured what. */
const ownersOf = perTest<Map<string, RunnerTestCase>>('owners');

/** The try of a test that goes on. */
interface Try {
  /** How many groups of benchmarks Vitest had of the test when the try began. Earlier tries leave theirs there. */
  readonly from: number;
  /** When the try began, or measured its latest result, in ms. */
  since: number;
}

const tries = perTest<Try>('tries');
// Taken at import: a test may replace the global clock.
const now = performance.now.bind(performance);

/** Forgets what an earlier try of the test measured: a retry measures again. */
export function beginTry(test: RunnerTestCase): void {
  giveUpCalls(test);
  delete test.meta.benchgate;
  verdictsOf.delete(test);
  tries.set(test, { from: test.benchmarks.length, since: now() });
}

/** A result and where it comes from. */
interface Recorded {
  readonly test: RunnerTestCase;
  /** The project's name as the user gave it; empty where there is none. */
  readonly project: string;
  readonly result: Result;
  /** An error made where the user called the benchmark; its stack becomes the failure's. */
  readonly site: Error;
  /** Whether benchgate measured it, and can do so again in a process of its own. @default false */
  readonly repeatable?: boolean;
}

/**
 * Takes a result of a test in: judges it and puts it on its way to the main process.
 *
 * @throws GateError `BAD_OPTION` when this test or another of its file has measured a result of this name already,
 *   `BAD_BASELINE` when the bench file's baseline cannot be understood; both with the stack of the benchmark's call
 */
export async function record({ test, project, result, site, repeatable = false }: Recorded): Promise<void> {
  const run = inject('benchgate');
  const place: ResultPlace = { project, test: test.fullTestName, result: result.name };
  const key = resultKey(place);
  const measured: MeasuredTest = (test.meta.benchgate ??= {
    results: [],
    environment: run.environment,
    complete: false,
  });
  try {
    if (measured.results.some((other) => other.key === key)) throw measuredTwice(place);
    claim(key, test);
    const byNumbers = run.compare === null ? [] : await judge(run, run.compare, test.file.filepath, place, result);
    const comparisons = untilTheEnd(byNumbers, { test, result, repeatable, run });
    measured.results.push({ key, result, comparisons, seconds: secondsSince(tries.get(test)) });
    const verdicts = verdictsOf.get(test) ?? [];
    verdicts.push({ key, site, repeatable, comparisons, byNumbers });
    verdictsOf.set(test, verdicts);
  } catch (error) {
    throw pointOwn(error, site);
  }
}

/** Takes in what results of a test that have been recorded say together. */
export function recordScaling(test: RunnerTestCase, { points, ...report }: ScalingReport): void {
  const measured = test.meta.benchgate;
  if (measured === undefined) return;
  measured.scalings = [...(measured.scalings ?? []), { ...report, results: points.map(({ name }) => name) }];
}

interface JustMeasured {
  readonly test: RunnerTestCase;
  readonly result: Result;
  readonly repeatable: boolean;
  readonly run: ProvidedRun;
}

/** What is said of a result when its test does not come to the judgement by code: numbers are no match for that. */
function untilTheEnd(
  byNumbers: readonly Comparison[],
  { test, result, repeatable, run }: JustMeasured,
): readonly Comparison[] {
  const { compare, revision, twins } = run;
  const judges = compare !== null || twins !== null;
  if (test.fails === true && judges) return notComparable(result, 'a test that has to fail is not compared');
  if (revision && !repeatable) {
    return notComparable(result, 'measured by code of your own, of which a revision has no saved numbers');
  }
  if (twins === null || !repeatable) return byNumbers;
  const reason = 'its test failed before its code was measured on both sides';
  if (compare === null) return notComparable(result, reason);
  return byNumbers.map(({ result: name, metric, statistic, unit, better, head, verdict }) => {
    const about = { result: name, metric, statistic, unit, better, ...(head === undefined ? {} : { head }) };
    // Of a revision there are no numbers, and what is new there only its code can tell.
    if (verdict === 'new' && !revision) return { ...about, verdict };
    return { ...about, verdict: 'inconclusive', reason };
  });
}

/** All that went by since the try's latest result: added up they are the duration of the test. */
function secondsSince(current: Try | undefined): number {
  if (current === undefined) return 0;
  const before = current.since;
  current.since = now();
  return (current.since - before) / 1000;
}

/** A baseline keeps results by their names: two tests of one full name would overwrite each other. */
function claim(key: string, test: RunnerTestCase): void {
  const owners = ownersOf.get(test.file) ?? new Map<string, RunnerTestCase>();
  ownersOf.set(test.file, owners);
  const owner = owners.get(key);
  if (owner !== undefined && owner !== test) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: `Another test of this file has measured a result that is called ${JSON.stringify(key)} too.`,
      fix: "Give each test a name of its own; in test.each put a value into it: test.each(sizes)('%s items', …).",
    });
  }
  owners.set(key, test);
}

function measuredTwice({ test, result }: ResultPlace): GateError {
  return new GateError({
    code: 'BAD_OPTION',
    message: `The test ${JSON.stringify(test)} measures two results of the name ${JSON.stringify(result)}.`,
    fix: 'Give one of them a name of its own: bench.scheduler({ name: … }) or bench(name, …).',
  });
}

/**
 * The test's body has ended without an error.
 *
 * @param project its name as the user gave it; empty where there is none
 * @throws GateError `BAD_OPTION` when a benchmark was not awaited, `REGRESSION` when something got worse; both with the
 *   stack of the benchmark's call
 */
export async function endTry(test: RunnerTestCase, project: string): Promise<void> {
  await requireAwaited(test);
  const from = tries.get(test)?.from ?? 0;
  const foreign = foreignTasks(test, from);
  if (foreign.length > 0) {
    const { recordForeign } = await import('./foreign-results.ts');
    await recordForeign(test, project, foreign);
  }
  if (gateMarkOf(test) !== undefined) (await import('./gate-options.ts')).gateOptionsOf(test);
  const measured = test.meta.benchgate;
  if (measured === undefined || test.result?.state === 'fail') return;
  measured.complete = true;
  const run = inject('benchgate');
  if (run.twins === null && (run.compare === null || run.accept)) return;
  // Vitest fails it, since its body passed. Of a test that has to fail it would make a slowdown a pass.
  if (test.fails === true) return;
  const verdicts = verdictsOf.get(test) ?? [];
  if (run.twins !== null) await judgeAgain(test, project, verdicts, { ...run, twins: run.twins });
  if (run.compare === null) return;
  const { regressionOf } = await import('./regression.ts');
  const failure = regressionOf(verdicts, run);
  if (failure !== undefined) throw failure;
}

/** All tests of the file have run. */
export async function endFile(file: RunnerTestCase['file']): Promise<void> {
  if (!openCode.has(file)) return;
  const { closeCode } = await import('./code-of-file.ts');
  await closeCode(file);
}

/** Judges what can be measured beside the baseline's code by that, instead of the saved numbers. */
async function judgeAgain(
  test: RunnerTestCase,
  project: string,
  verdicts: readonly Verdicts[],
  run: RunWithTwins,
): Promise<void> {
  const { judgeByCode } = await import('./judge-by-code.ts');
  const results = test.meta.benchgate?.results ?? [];
  const judged = judgedByCode.get(test) ?? new Map<string, JudgedResult>();
  judgedByCode.set(test, judged);
  const repeatable = verdicts.filter((verdict) => verdict.repeatable);
  const open = new Set(repeatable.map(({ key }) => key).filter((key) => !judged.has(key)));
  const unjudged = results.filter(({ key }) => open.has(key));
  if (unjudged.length > 0) {
    for (const [key, update] of await judgeByCode({ test, project, results: unjudged }, run)) judged.set(key, update);
  }
  for (const verdict of repeatable) {
    const update = updateOf(verdict, judged.get(verdict.key));
    verdict.comparisons = update.comparisons;
    const at = results.findIndex(({ key }) => key === verdict.key);
    results[at] = { ...results[at]!, ...update };
  }
}

/** What there is no code for is judged by the numbers of this try. */
function updateOf(
  { byNumbers }: Verdicts,
  judged: JudgedResult | undefined,
): Pick<MeasuredResult, 'comparisons' | 'noise'> {
  if (judged === undefined) return { comparisons: byNumbers };
  if ('comparisons' in judged) return judged;
  return { comparisons: withReason(byNumbers, byNumbersBecause + judged.numbersBecause) };
}

/**
 * What the test's benchmarks measured and nobody has recorded. What `bench.from()` read from a file is no measurement of
 * this run.
 *
 * @param from the place in the test's benchmarks where this try of it begins
 */
function foreignTasks(test: RunnerTestCase, from: number): ForeignTask[] {
  if (test.benchmarks.length === from) return [];
  const known = new Set(test.meta.benchgate?.results.map(({ result }) => result.name));
  const tasks = test.benchmarks.slice(from).flatMap((group) => group.tasks);
  return tasks.filter(({ name, fromStore }) => fromStore !== true && !known.has(name));
}

/** Judged in this worker, so that it is the test that fails. The judges are loaded only in a run that compares. */
async function judge(
  run: ProvidedRun,
  baseline: string,
  file: string,
  place: ResultPlace,
  result: Result,
): Promise<Comparison[]> {
  const gate = await import('../../src/gate/judge-numbers.ts');
  return gate.judgeNumbers({
    result,
    place,
    benchFile: benchFileName(run.root, file),
    dir: run.dir,
    baseline: run.revision ? undefined : baseline,
    environment: run.environment,
  });
}
