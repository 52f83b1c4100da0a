/** Comparisons with a baseline as a text table, worst first. */
import { styleText } from 'node:util';
import { renderTable, type TableColumn } from '../model/table.ts';
import { formatNumber, formatQuantity } from '../model/units.ts';
import { type Comparison, type Verdict, verdicts } from '../model/verdict.ts';

/** How many figures a reason names. */
const shownNames = 4;

/** How to write the table. */
export interface ComparisonTableOptions {
  /** Colour the verdicts with terminal codes. @default false */
  readonly colors?: boolean;
}

/**
 * Verdict, metric, base and head, change with its interval, the smallest worsening that could have been seen, and the
 * repetitions behind it; reasons stand below the table.
 */
export function renderComparisons(
  comparisons: readonly Comparison[],
  { colors = false }: ComparisonTableOptions = {},
): string {
  if (comparisons.length === 0) return 'Nothing was compared.';
  const sorted = worstFirst(comparisons);
  const named = new Set(comparisons.map(({ result }) => result)).size > 1;
  const columns: TableColumn[] = [
    { title: 'verdict' },
    ...(named ? [{ title: 'result' }] : []),
    { title: 'metric' },
    { title: 'base', align: 'right' },
    { title: '' },
    { title: 'head', align: 'right' },
    { title: 'change', align: 'right' },
    { title: 'interval' },
    { title: 'would have seen', align: 'right' },
    { title: 'from', align: 'right' },
  ];
  const rows = sorted.map((one) => [
    colors ? styleText(styles[one.verdict], one.verdict, { validateStream: false }) : one.verdict,
    ...(named ? [one.result] : []),
    figureName(one),
    valueText(one.base, one),
    '→',
    valueText(one.head, one),
    changeText(one),
    intervalText(one),
    smallestText(one),
    evidenceText(one),
  ]);
  const reasons = reasonLines(sorted, named);
  return [renderTable({ columns, rows }), ...(reasons.length === 0 ? [] : ['', ...reasons])].join('\n');
}

/** Sorts by verdict, within one by how much worse head is, then by name. */
export function worstFirst(comparisons: readonly Comparison[]): Comparison[] {
  return comparisons.toSorted(
    (one, other) =>
      verdicts.indexOf(one.verdict) - verdicts.indexOf(other.verdict) ||
      worsening(other) - worsening(one) ||
      compareText(one.result, other.result) ||
      compareText(figureName(one), figureName(other)),
  );
}

/** `latency.p99`; the median, of which there always is one, goes without saying. */
export function figureName({ metric, statistic }: Comparison): string {
  return statistic === 'median' ? metric : `${metric}.${statistic}`;
}

function worsening({ change = 0, better }: Comparison): number {
  if (better === 'neither') return 0;
  return better === 'higher' ? 0 - change : change;
}

function compareText(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

/** One line for each reason, however many comparisons have it. */
function reasonLines(comparisons: readonly Comparison[], named: boolean): string[] {
  const about = new Map<string, string[]>();
  for (const one of comparisons) {
    if (one.reason === undefined) continue;
    const name = named ? `${one.result} ${figureName(one)}` : figureName(one);
    about.set(one.reason, [...(about.get(one.reason) ?? []), name]);
  }
  return [...about].map(([reason, names]) =>
    names.length === comparisons.length && names.length > 1 ? reason : `${listed(names)}: ${reason}`,
  );
}

/** Of many names the first ones: the table has them all. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, shownNames).join(', ');
  return names.length <= shownNames ? shown : `${shown} and ${names.length - shownNames} more`;
}

/** A value with its unit, `-` where there is none. */
export function valueText(value: number | undefined, { unit }: Comparison): string {
  return value === undefined ? '-' : formatQuantity(value, unit);
}

/** Such as `+97.6 %`; empty where there is none. */
export function changeText({ change }: Comparison): string {
  return change === undefined ? '' : signedPercent(change);
}

/** Such as `[+30.7 %, +198 %]`; empty where there is none. */
export function intervalText({ interval }: Comparison): string {
  return interval === undefined ? '' : `[${interval.map((bound) => signedPercent(bound)).join(', ')}]`;
}

/** The smallest worsening that could have been seen, with the sign that a worsening has; empty where it is not known. */
export function smallestText({ smallest, better }: Comparison): string {
  return smallest === undefined ? '' : `${better === 'higher' ? '-' : '+'}${percent(smallest)}`;
}

/** Repetitions of both runs, or processes that measured both sides. */
export function evidenceText({ repetitions, processes }: Comparison): string {
  if (processes !== undefined) return `${processes} ${processes === 1 ? 'process' : 'processes'}`;
  return repetitions === undefined ? '' : `${repetitions.base} / ${repetitions.head} runs`;
}

function signedPercent(change: number): string {
  return `${change > 0 ? '+' : ''}${percent(change)}`;
}

function percent(fraction: number): string {
  if (fraction === 0) return '0 %';
  const text = formatNumber(Math.round(fraction * 1000) / 10);
  return `${text === '-0' ? '0' : text} %`;
}

const styles: Readonly<Record<Verdict, 'green' | 'red' | 'yellow' | 'gray' | 'cyan'>> = {
  slower: 'red',
  inconclusive: 'yellow',
  'not comparable': 'yellow',
  removed: 'yellow',
  new: 'cyan',
  faster: 'green',
  same: 'gray',
};
