/** Counts verdicts by rule, kind, neighbour and slowdown. */
import { quantile } from '../../src/statistics/quantiles.ts';
import { sortObservations } from '../../src/statistics/observations.ts';
import { type Kind, kindNames } from './kinds.ts';
import type { OwnSamples, TrialLine } from './recordings.ts';
import { rivalRules } from './rival-rules.ts';

/** What a rule said of the trials of one cell. */
export interface Count {
  readonly rule: string;
  readonly kind: Kind;
  readonly noisy: boolean;
  readonly slowdown: number;
  readonly trials: number;
  readonly slower: number;
  /** Of the gate: whole results that failed, whichever figure it was. */
  readonly failed?: number;
  readonly inconclusive?: number;
  readonly same?: number;
  /** Median, in seconds. */
  readonly seconds?: number;
}

/** The gate's rows, its margins one after the other. Runs that did not end well are not among them. */
export function countGate(lines: readonly TrialLine[]): Count[] {
  const judged = lines.filter(({ verdict, benchmarks }) => verdict !== 'none' && benchmarks === 1);
  const margins = [...new Set(judged.map(({ margin }) => margin))].sort((a, b) => b - a);
  return margins.flatMap((margin) =>
    byCell(judged.filter((line) => line.margin === margin)).map(({ cell, of }) => {
      const count = (verdict: string): number => of.filter((line) => line.verdict === verdict).length;
      return {
        rule: `gate, ${percent(margin)}`,
        ...cell,
        trials: of.length,
        slower: count('slower'),
        failed: of.filter(({ result }) => result === 'slower').length,
        inconclusive: count('inconclusive'),
        same: count('same') + count('faster'),
        seconds: medianOf(of.map(({ seconds }) => seconds)),
      };
    }),
  );
}

/** The rows of what others do, over all margins: they know none. */
export function countRivals(lines: readonly TrialLine[]): Count[] {
  const pairs = withEarlier(lines.filter(({ benchmarks }) => benchmarks === 1));
  return Object.entries(rivalRules).flatMap(([rule, isSlower]) =>
    byCell(pairs.map(({ line, base, head }) => ({ ...line, slow: isSlower(base, head) }))).map(({ cell, of }) => ({
      rule,
      ...cell,
      trials: of.length,
      slower: of.filter(({ slow }) => slow).length,
    })),
  );
}

/** Each trial with the numbers of the latest unchanged one before it. */
function withEarlier(
  lines: readonly TrialLine[],
): { readonly line: TrialLine; readonly base: OwnSamples; readonly head: OwnSamples }[] {
  const latest = new Map<string, OwnSamples>();
  return lines.flatMap((line) => {
    const { own: head, kind, noisy, slowdown } = line;
    if (head === undefined) return [];
    const key = `${kind} ${noisy}`;
    const base = latest.get(key);
    if (slowdown === 0) latest.set(key, head);
    return base === undefined ? [] : [{ line, base, head }];
  });
}

type CellOfTable = Pick<Count, 'kind' | 'noisy' | 'slowdown'>;

function byCell<T extends CellOfTable>(
  lines: readonly T[],
): { readonly cell: CellOfTable; readonly of: readonly T[] }[] {
  const cells = Map.groupBy(lines, ({ kind, noisy, slowdown }) => JSON.stringify([kind, noisy, slowdown]));
  return [...cells.values()]
    .map((of) => ({ cell: { kind: of[0]!.kind, noisy: of[0]!.noisy, slowdown: of[0]!.slowdown }, of }))
    .sort(
      ({ cell: a }, { cell: b }) =>
        kindNames.indexOf(a.kind) - kindNames.indexOf(b.kind) ||
        Number(a.noisy) - Number(b.noisy) ||
        a.slowdown - b.slowdown,
    );
}

/** @returns NaN of nothing */
export function medianOf(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : quantile(sortObservations(values, 'values'), 0.5);
}

export function percent(fraction: number): string {
  return `${Number((100 * fraction).toPrecision(3))} %`;
}
