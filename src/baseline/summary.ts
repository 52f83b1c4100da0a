/** The verdicts of a run, counted: how many results were judged, and how many were not. */
import { verdicts } from '../model/verdict.ts';
import type { Comparison, Verdict } from '../model/verdict.ts';

/** How often each verdict was given. */
export type VerdictCounts = Readonly<Record<Verdict, number>>;

/** The verdicts of a run. */
export interface VerdictSummary {
  /** Of results: one verdict each, see `verdictOf`. */
  readonly results: VerdictCounts;
  /** Of single statistics of metrics. */
  readonly figures: VerdictCounts;
  /** Results that are faster, the same or slower. */
  readonly judged: number;
  /** Results that are anything else: inconclusive, new, removed, not comparable. */
  readonly notJudged: number;
}

const conclusive: readonly Verdict[] = ['same', 'faster', 'slower'];

/**
 * The verdict of a result, from those of its metrics; undefined when nothing of it is judged. `slower` when any
 * is; `not comparable` when any is, since what could not be judged is no pass; `new` or `removed` when nothing else is
 * there; else what the figure says that it was measured for: another one that became faster is no claim about the result. Where
 * no figure is named, `inconclusive` when more than half of what was judged is, else `faster` when any is, else `same`.
 */
export function verdictOf(comparisons: readonly Comparison[]): Verdict | undefined {
  if (comparisons.length === 0) return undefined;
  const counts = count(comparisons.map((comparison) => comparison.verdict));
  if (counts.slower > 0) return 'slower';
  if (counts['not comparable'] > 0) return 'not comparable';
  const decided = counts.same + counts.faster;
  if (decided + counts.inconclusive === 0) return counts.new > 0 ? 'new' : 'removed';
  const leader = comparisons.find(({ leading }) => leading === true);
  if (leader !== undefined) return leader.verdict;
  if (counts.inconclusive > decided) return 'inconclusive';
  return counts.faster > 0 ? 'faster' : 'same';
}

/** Counts the verdicts of a run. @param results the comparisons of each result */
export function summarizeVerdicts(results: readonly (readonly Comparison[])[]): VerdictSummary {
  const counts = count(results.map(verdictOf).filter((verdict) => verdict !== undefined));
  const figures = count(results.flat().map((comparison) => comparison.verdict));
  const judged = sum(counts, conclusive);
  return { results: counts, figures, judged, notJudged: sum(counts, verdicts) - judged };
}

/**
 * The last line of a run, such as `42 results judged: 40 same, 1 faster, 1 slower; 11 not judged: 3 inconclusive, 2 new,
 * 5 not comparable, 1 removed. Figures: 310 judged, 52 not.`
 */
export function summaryLine(summary: VerdictSummary): string {
  const listed = (order: readonly Verdict[]): string =>
    order.map((verdict) => `${summary.results[verdict]} ${verdict}`).join(', ');
  const judgedFigures = sum(summary.figures, conclusive);
  const otherFigures = sum(summary.figures, verdicts) - judgedFigures;
  return (
    `${summary.judged} ${summary.judged === 1 ? 'result' : 'results'} judged: ${listed(conclusive)}; ` +
    `${summary.notJudged} not judged: ${listed(['inconclusive', 'new', 'not comparable', 'removed'])}. ` +
    `Figures: ${judgedFigures} judged, ${otherFigures} not.`
  );
}

function count(found: readonly Verdict[]): Record<Verdict, number> {
  const counts = Object.fromEntries(verdicts.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
  for (const verdict of found) counts[verdict]++;
  return counts;
}

function sum(counts: VerdictCounts, of: readonly Verdict[]): number {
  return of.reduce((total, verdict) => total + counts[verdict], 0);
}
