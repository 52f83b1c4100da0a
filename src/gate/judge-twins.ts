/**
 * Judges the results of a test by its code: processes measure the base's and today's version beside each other until every
 * result has its verdict or the budget is spent.
 */
import { GateError } from '../model/errors.ts';
import type { Comparison } from '../model/verdict.ts';
import type { MeasuringProcesses } from '../twins/processes.ts';
import type { BlockPlan, FailedAnswer, Missing, Pair } from '../twins/protocol.ts';
import { planRules, ResultCourse } from './result-course.ts';
import { TimeLimit } from './time-limit.ts';

/** What is judged, and how hard it is looked at. */
export interface TwinCase {
  readonly processes: Pick<MeasuringProcesses, 'measure'>;
  /** The test's full name. */
  readonly test: string;
  /** The names of its results. */
  readonly results: readonly string[];
  /** The smallest slowdown that must be caught, as a fraction. */
  readonly margin: number;
  /** How many figures the whole run judges. */
  readonly judgements: number;
  /** How long measuring may take, in ms; what looks slower then may take as long again, and at least 30 s, to be confirmed. */
  readonly budget: number;
  /** How long one process may take for one measurement before it counts as hung, in ms. */
  readonly patience: number;
  readonly plan?: BlockPlan;
  /** How many processes measure everything, whatever they say: to see the noise. @default as many as a verdict takes */
  readonly fixed?: number | undefined;
  readonly signal?: AbortSignal;
}

/** What came of it: comparisons by the results' names; or why no side, or only one, could be measured. */
export type TwinOutcome =
  | {
      readonly type: 'judged';
      readonly comparisons: ReadonlyMap<string, readonly Comparison[]>;
      /** Results that could not be measured though others were, by their names. */
      readonly missing: ReadonlyMap<string, Missing>;
      /** What the processes measured, by the results' names. */
      readonly pairs: ReadonlyMap<string, readonly Pair[]>;
    }
  | FailedAnswer
  | { readonly type: 'lost'; readonly message: string };

/** Chosen on recordings, see docs/gate.md: more blocks hardly narrow what processes differ by. */
const defaultPlan: BlockPlan = { warmup: 250, block: 1, blocks: 50, awaitedBlocks: 150, longest: 500 };

/** A process may fail for something else than the code that it measures; after others have measured it, twice it is the code. */
const lossesForgiven = 1;

/** @throws GateError `BAD_OPTION` for a margin or a number of judgements that makes no rule */
export async function judgeTwins(twin: TwinCase): Promise<TwinOutcome> {
  const rules = planRules(twin);
  const courses = new Map(twin.results.map((result) => [result, new ResultCourse(rules)]));
  const missing = new Map<string, Missing>();
  const stumbled = new Set<string>();
  const time = new TimeLimit(twin.budget, rules.centre);
  let losses = 0;
  for (let number = 0; ; number++) {
    const wanted = [...courses]
      .filter(([result]) => !missing.has(result))
      .filter(([, course]) => {
        if (twin.fixed !== undefined) return number < twin.fixed;
        if (number === 0 || !time.isOver) return course.wantsMore;
        return course.isSuspect && !time.isOverForSuspicions(number);
      });
    if (wanted.length === 0) break;
    const outcome = await twin.processes.measure(
      number,
      { test: twin.test, results: wanted.map(([result]) => result), plan: twin.plan ?? defaultPlan },
      { milliseconds: twin.patience, signal: twin.signal },
    );
    if (twin.signal?.aborted === true) throw aborted();
    const measured = [...courses.values()].filter((course) => course.isMeasured);
    if (outcome.type !== 'measured') {
      if (measured.length === 0 || ++losses > lossesForgiven) return outcome;
      continue;
    }
    for (const pair of outcome.pairs) courses.get(pair.result)?.add(pair);
    for (const one of outcome.missing) {
      if (courses.get(one.result)?.isMeasured === true && !stumbled.has(one.result)) stumbled.add(one.result);
      else missing.set(one.result, one);
    }
    const suspicious = [...courses.values()].some((course) => course.isSuspect);
    if (twin.fixed === undefined && time.isTooShort(number + 1) && !suspicious) break;
  }
  const measured = [...courses].filter(([, course]) => course.isMeasured);
  return {
    type: 'judged',
    comparisons: new Map(measured.map(([result, course]) => [result, course.comparisons(result)])),
    pairs: new Map(measured.map(([result, course]) => [result, course.pairs])),
    missing,
  };
}

function aborted(): GateError {
  return new GateError({
    code: 'ABORTED',
    message: 'Measuring beside the baseline was cancelled.',
    fix: 'Run it again; what was measured before is complete.',
  });
}
