/** Holds the figures of a result against targets. Pure data: what it means for a test is for others to say. */
import type { Measurement, Result, Statistic } from '../model/result.ts';
import type { Unit } from '../model/units.ts';
import { type Bound, holds, marginOf, parseBound, requireFit } from '../model/bound.ts';
import { absence, type Figure, findFigure } from '../model/metric-path.ts';
import { type BoundTable, listTargets, type Target, type TargetTable } from './target.ts';
import { differences, type WorkDifference } from './work.ts';

/**
 * The judgement of one row. `not measured`: this run should have the figure and does not; the report fails.
 * `not judged`: the run itself says that the machine cannot show it, such as the speed-up of more workers than there are cores;
 * the row is listed and fails nobody.
 * `other work`: the target belongs to another scenario, or the figure is absent because it belongs to tasks of another type;
 * the row is listed and not judged.
 */
export type TargetVerdict = 'met' | 'missed' | 'not measured' | 'not judged' | 'other work';

/** How sure a figure is: the middle half of its observations, or the range of the repetitions' figures. */
export interface Spread {
  readonly of: 'quartiles' | 'repetitions';
  readonly low: number;
  readonly high: number;
  /** How many repetitions, or observations. */
  readonly n: number;
}

/** One target, judged. */
export interface TargetRow {
  readonly name: string;
  /** The figure's path, such as `latency.p99`. */
  readonly metric: string;
  readonly verdict: TargetVerdict;
  /** As it was written. */
  readonly bound: string;
  /** In the base unit. */
  readonly limit: number;
  /** The figure in its base unit; absent, as all below, when the run does not have it. */
  readonly measured?: number;
  readonly unit?: Unit;
  /** (measured − limit) ÷ limit, positive on the good side of the bound; absent for a bound of 0. */
  readonly margin?: number;
  /** Number of observations behind the figure. */
  readonly n?: number;
  readonly spread?: Spread;
  /** What the target was stated for. */
  readonly work?: string;
  /** Doubts, in sentences: other work than stated, why there is no figure, what the target itself notes. */
  readonly notes: readonly string[];
}

/** A result held against a table of targets. */
export interface TargetReport {
  /** Every judged row is met, no figure is missing, and at least one row was judged or could not be on this machine. */
  readonly passed: boolean;
  /** How many rows were judged: met or missed. */
  readonly judged: number;
  readonly rows: readonly TargetRow[];
}

/**
 * Holds a result against targets.
 *
 * @param table targets (`targets.pool`), or bounds by metric path (`{ 'latency.p99': '< 20 ms' }`)
 * @throws GateError `BAD_TARGET`, `BAD_QUANTITY` for a table or bound that cannot be read or does not fit the metric's
 *   unit, `BAD_METRIC` for an unknown statistic
 */
export function evaluateTargets(result: Result, table: TargetTable | BoundTable): TargetReport {
  const rows = listTargets(table).map((target) => evaluateTarget(result, target));
  const judged = rows.filter(({ verdict }) => verdict === 'met' || verdict === 'missed').length;
  const failed = rows.some(({ verdict }) => verdict === 'missed' || verdict === 'not measured');
  const excused = rows.some(({ verdict }) => verdict === 'not judged');
  return { passed: (judged > 0 || excused) && !failed, judged, rows };
}

function evaluateTarget(result: Result, target: Target): TargetRow {
  const bound = parseBound(target.bound, target.name);
  const unlike = target.stated === undefined ? [] : differences(target.stated, result);
  const row = {
    name: target.name,
    metric: target.metric,
    bound: bound.text,
    limit: bound.limit,
    ...(target.work === undefined ? {} : { work: target.work }),
  };
  const otherWork: TargetRow = { ...row, verdict: 'other work', notes: [`Not judged: ${statedFor(target, unlike)}`] };
  // A figure of another scenario may have the same name and mean something else.
  if (unlike.some(({ what }) => what === 'scenario')) return otherWork;
  const figure = findFigure(result, target.metric);
  if (figure === undefined) {
    if (unlike.some(({ kind }) => kind)) return otherWork;
    return { ...row, verdict: 'not measured', notes: [absence(result, target.metric)] };
  }
  requireFit(bound, { name: figure.path, unit: figure.unit });
  if (!Number.isFinite(figure.value)) {
    return { ...row, verdict: 'not measured', notes: [`The value of ${figure.path} is ${figure.value}, no number.`] };
  }
  const notes = unlike.length === 0 ? [] : [statedFor(target, unlike)];
  if (target.note !== undefined) notes.push(target.note);
  const reason = reasonNotToJudge(result, figure);
  if (reason === undefined) return { ...row, ...judge(figure, bound), notes };
  return { ...row, ...judge(figure, bound), verdict: 'not judged', notes: [`Not judged: ${reason}`, ...notes] };
}

function reasonNotToJudge({ notJudged }: Result, { measurement }: Figure): string | undefined {
  return notJudged !== undefined && Object.hasOwn(notJudged, measurement.name)
    ? notJudged[measurement.name]
    : undefined;
}

type Judgement = Pick<TargetRow, 'verdict' | 'measured' | 'unit' | 'margin' | 'n' | 'spread'>;

function judge(figure: Figure, bound: Bound): Judgement {
  const margin = marginOf(figure.value, bound);
  const spread = spreadOf(figure.measurement, figure.statistic);
  return {
    verdict: holds(figure.value, bound) ? 'met' : 'missed',
    measured: figure.value,
    unit: figure.unit,
    n: figure.measurement.summary.n,
    ...(margin === undefined ? {} : { margin }),
    ...(spread === undefined ? {} : { spread }),
  };
}

/** Between repetitions where there are several, else within the one; none for figures that are themselves about the spread. */
function spreadOf({ summary, repetitions }: Measurement, statistic: Statistic): Spread | undefined {
  const median = statistic === 'median' || statistic === 'p50';
  const repeated = median ? repetitions.median : statistic === 'p99' ? repetitions.p99 : undefined;
  if (repeated !== undefined && repeated.length > 1) {
    return { of: 'repetitions', low: Math.min(...repeated), high: Math.max(...repeated), n: repeated.length };
  }
  if ((median || statistic === 'mean') && summary.n > 1)
    return { of: 'quartiles', low: summary.p25, high: summary.p75, n: summary.n };
  return undefined;
}

function statedFor(target: Target, unlike: readonly WorkDifference[]): string {
  const run = unlike.map(({ what, stated, run: got }) => `${what} ${got} instead of ${stated}`).join(', ');
  const work = target.work === undefined ? 'for other work' : `for ${target.work}`;
  return `Stated ${work}; this run: ${run}.`;
}
