/** Counts verdicts by rule, kind, neighbour and slowdown. */
import { quantile } from '../../src/statistics/quantiles.ts';
import { sortObservations } from '../../src/statistics/observations.ts';
import { type Kind, kindNames } from './kinds.ts';
import { isJudged, type OwnSamples, type TrialLine } from './recordings.ts';
import { rivalRules } from './rival-rules.ts';

/** What trials have in common. */
export interface CountedCell {
  readonly kind: Kind;
  readonly noisy: boolean;
  readonly slowdown: number;
}

/** What a rule said of the trials of one cell. */
export interface Count {
  readonly rule: string;
  readonly cell: CountedCell;
  readonly trials: number;
  readonly slower: number;
  /** Of the gate: whole results that failed, whichever figure it was. */
  readonly failed?: number;
  readonly inconclusive?: number;
  readonly same?: number;
  /** Median of the estimates: a fraction. */
  readonly estimate?: number;
  /** Median, in seconds. */
  readonly seconds?: number;
}

/** The gate's rows, its margins one after the other. Runs that did not end well are not among them. */
export function countGate(lines: readonly TrialLine[]): Count[] {
  const judged = lines.filter((line) => isJudged(line) && line.benchmarks === 1);
  const margins = [...new Set(judged.map(({ margin }) => margin))].sort((a, b) => b - a);
  return margins.flatMap((margin) =>
    byCell(judged.filter((line) => line.margin === margin).map((line) => ({ cell: line, line }))).map(
      ({ cell, of }) => {
        const count = (verdict: string): number => of.filter(({ line }) => line.verdict === verdict).length;
        return {
          rule: `gate, ${percent(margin)}`,
          cell,
          trials: of.length,
          slower: count('slower'),
          failed: of.filter(({ line }) => line.result === 'slower').length,
          inconclusive: count('inconclusive'),
          same: count('same') + count('faster'),
          estimate: medianOf(of.flatMap(({ line }) => line.estimate ?? [])),
          seconds: medianOf(of.map(({ line }) => line.seconds)),
        };
      },
    ),
  );
}

/** The rows of what others do, over all margins: they know none. */
export function countRivals(lines: readonly TrialLine[]): Count[] {
  const pairs = withEarlier(lines.filter(({ benchmarks }) => benchmarks === 1));
  return Object.entries(rivalRules).flatMap(([rule, isSlower]) =>
    byCell(pairs.map(({ cell, base, head }) => ({ cell, slow: isSlower(base, head) }))).map(({ cell, of }) => ({
      rule,
      cell,
      trials: of.length,
      slower: of.filter(({ slow }) => slow).length,
    })),
  );
}

/** Each trial with the numbers of the latest unchanged one before it. */
function withEarlier(
  lines: readonly TrialLine[],
): { readonly cell: CountedCell; readonly base: OwnSamples; readonly head: OwnSamples }[] {
  const latest = new Map<string, OwnSamples>();
  return lines.flatMap((line) => {
    const { own: head, kind, noisy, slowdown } = line;
    if (head === undefined) return [];
    const key = `${kind} ${noisy}`;
    const base = latest.get(key);
    if (slowdown === 0) latest.set(key, head);
    return base === undefined ? [] : [{ cell: { kind, noisy, slowdown }, base, head }];
  });
}

function byCell<T extends { readonly cell: CountedCell }>(
  all: readonly T[],
): { readonly cell: CountedCell; readonly of: readonly T[] }[] {
  const cells = Map.groupBy(all, ({ cell: { kind, noisy, slowdown } }) => JSON.stringify([kind, noisy, slowdown]));
  return [...cells.values()].map((of) => ({ cell: of[0]!.cell, of })).sort((a, b) => order(a.cell, b.cell));
}

function order(a: CountedCell, b: CountedCell): number {
  const byKind = kindNames.indexOf(a.kind) - kindNames.indexOf(b.kind);
  return byKind || Number(a.noisy) - Number(b.noisy) || a.slowdown - b.slowdown;
}

/** @returns NaN of nothing */
export function medianOf(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : quantile(sortObservations(values, 'values'), 0.5);
}

export function percent(fraction: number): string {
  return `${Number((100 * fraction).toPrecision(3))} %`;
}
