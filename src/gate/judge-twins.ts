/**
 * Judges the results of a test by its code: processes measure the base's and today's version beside each other until every
 * result has its verdict or the budget is spent.
 */
import { GateError } from '../model/errors.ts';
import type { Comparison } from '../model/verdict.ts';
import type { MeasuringProcesses } from '../twins/processes.ts';
import type { BlockPlan, FailedAnswer, Missing, Pair, PairedFigure } from '../twins/protocol.ts';
import { FigureCourse } from './figure-course.ts';
import { planRule, type Rule } from './rule.ts';

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

/** Tails vary several times as much as the centre; a slowdown there is caught from this many margins on. */
const tailMargins = 5;

/** How long a suspicion may be followed beyond the budget at least, in ms. */
const leastGrace = 30_000;

/** By how much the first process may overrate how long the others will take: it starts more than they do. */
const worthTrying = 1.5;

/** A process may fail for something else than the code that it measures; after others have measured it, twice it is the code. */
const lossesForgiven = 1;

/** @throws GateError `BAD_OPTION` for a margin or a number of judgements that makes no rule */
export async function judgeTwins(twin: TwinCase): Promise<TwinOutcome> {
  const rules = rulesFor(twin);
  const courses = new Map<string, Map<string, FigureCourse>>();
  const pairs = new Map<string, Pair[]>();
  const missing = new Map<string, Missing>();
  const stumbled = new Set<string>();
  const begun = performance.now();
  const until = begun + twin.budget;
  let losses = 0;
  for (let number = 0; ; number++) {
    const late = number > 0 && twin.fixed === undefined && performance.now() >= until;
    // A suspicion is worth time beyond the budget: only a confirmed one fails the test.
    const each = number === 0 ? 0 : (performance.now() - begun) / number;
    if (late && performance.now() >= until + Math.max(twin.budget, leastGrace, each * ofSuspicion(rules))) break;
    const wants = late ? isSuspect : wantsMore;
    const wanted = twin.results
      .filter((result) => !missing.has(result))
      .filter((result) => (twin.fixed === undefined ? wants(courses.get(result)) : number < twin.fixed));
    if (wanted.length === 0) break;
    const outcome = await twin.processes.measure(
      number,
      { test: twin.test, results: wanted, plan: twin.plan ?? defaultPlan },
      { milliseconds: twin.patience, signal: twin.signal },
    );
    if (twin.signal?.aborted === true) throw aborted();
    if (outcome.type !== 'measured') {
      if (courses.size === 0 || ++losses > lossesForgiven) return outcome;
      continue;
    }
    for (const pair of outcome.pairs) {
      collect(courses, pair, rules);
      pairs.set(pair.result, [...(pairs.get(pair.result) ?? []), pair]);
    }
    for (const one of outcome.missing) {
      if (courses.has(one.result) && !stumbled.has(one.result)) stumbled.add(one.result);
      else missing.set(one.result, one);
    }
    // Where the time would not do for a first look, it is better spent on what comes next.
    const soFar = (performance.now() - begun) / (number + 1);
    const tooSlow = soFar * rules.centre.looks[0]! > worthTrying * twin.budget;
    if (twin.fixed === undefined && tooSlow && ![...courses.values()].some(isSuspect)) break;
  }
  const comparisons = [...courses].map(
    ([result, figures]) => [result, [...figures.values()].map((course) => course.comparison(result))] as const,
  );
  return { type: 'judged', comparisons: new Map(comparisons), missing, pairs };
}

interface Rules {
  readonly centre: Rule;
  readonly tail: Rule;
}

function rulesFor({ margin, judgements }: TwinCase): Rules {
  return {
    centre: planRule({ margin, judgements }),
    tail: planRule({ margin: Math.min(1, margin * tailMargins), judgements }),
  };
}

/** A result that nobody has measured yet does; one that fails already does not, whatever its other figures would say. */
function wantsMore(figures: ReadonlyMap<string, FigureCourse> | undefined): boolean {
  if (figures === undefined) return true;
  const courses = [...figures.values()];
  return !courses.some((course) => course.isSlower) && courses.some((course) => course.wantsMore);
}

/** How many processes a suspicion takes from its beginning to its first confirmation. */
function ofSuspicion({ centre }: Rules): number {
  return centre.looks[0]! + centre.confirmations[0]!;
}

function isSuspect(figures: ReadonlyMap<string, FigureCourse> | undefined): boolean {
  return wantsMore(figures) && [...(figures?.values() ?? [])].some((course) => course.isSuspect);
}

function collect(courses: Map<string, Map<string, FigureCourse>>, { result, figures }: Pair, rules: Rules): void {
  const known = courses.get(result) ?? new Map<string, FigureCourse>();
  courses.set(result, known);
  const leader = leaderOf(figures);
  for (const figure of figures) {
    const key = `${figure.metric}.${figure.statistic}`;
    let course = known.get(key);
    if (course === undefined) {
      const rule = figure.statistic === 'p99' ? rules.tail : rules.centre;
      known.set(key, (course = new FigureCourse(figure, rule, figure === leader)));
    }
    course.add(figure);
  }
}

/** The figure that a result is measured for: the throughput of a scenario, the latency of a plain benchmark. */
export function leaderOf(figures: readonly PairedFigure[]): PairedFigure | undefined {
  const centres = figures.filter(({ statistic, assume }) => statistic === 'median' && assume === 'sampled');
  return centres.find(({ metric }) => metric === 'throughput') ?? centres[0];
}

function aborted(): GateError {
  return new GateError({
    code: 'ABORTED',
    message: 'Measuring beside the baseline was cancelled.',
    fix: 'Run it again; what was measured before is complete.',
  });
}
