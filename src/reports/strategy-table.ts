/** Several results of one scenario side by side, best throughput first. */
import { styleText } from 'node:util';
import type { Measurement, Result } from '../model/result.ts';
import { renderTable, type TableColumn } from '../model/table.ts';
import { formatNumber, formatQuantity } from '../model/units.ts';
import type { Report, ReportOptions } from './report.ts';
import { doubtText, repetitionSpread } from './spread.ts';

interface FigureColumn {
  readonly title: string;
  readonly metric: string;
  readonly statistic: 'median' | 'p99';
}

/** The figures beside the ranking. One that no result has takes no column. */
const figures: readonly FigureColumn[] = [
  { title: 'latency p50', metric: 'latency', statistic: 'median' },
  { title: 'latency p99', metric: 'latency', statistic: 'p99' },
  { title: 'assignment', metric: 'assignmentLatency', statistic: 'median' },
  { title: 'load balance', metric: 'loadBalance', statistic: 'median' },
  { title: 'failures', metric: 'failures', statistic: 'median' },
];

/** A result with its throughput, which the ranking goes by; undefined where it was not measured. */
interface Ranked {
  readonly result: Result;
  readonly throughput: Measurement | undefined;
}

/** The ranked comparison table. */
export const strategyTable: Report = { name: 'strategies', render: renderStrategies };

function renderStrategies(results: readonly Result[], { colors = false }: ReportOptions = {}): string {
  const ranked = rankByThroughput(results);
  const best = ranked[0]?.throughput?.summary.median;
  const shown = figures.filter(({ metric }) => results.some((result) => result.metrics[metric] !== undefined));
  const columns: TableColumn[] = [
    { title: 'rank', align: 'right' },
    { title: 'name' },
    { title: 'throughput', align: 'right' },
    { title: 'doubt', align: 'right' },
    { title: 'of the best', align: 'right' },
    ...shown.flatMap<TableColumn>(({ title }) => [
      { title, align: 'right' },
      { title: '', align: 'right' },
    ]),
  ];
  const places = ranked.map((one, index) => placeOf(one, index, ranked[index - 1]));
  const rows = ranked.map((one, index) => {
    const cells = rankedCells(places[index]!, one, best, shown);
    return colors && index === 0 ? cells.map((cell) => bold(cell)) : cells;
  });
  const { kept, cells } = dropEmpty(columns, rows);
  const notes = places.some((text) => text.endsWith('='))
    ? ['', '= not told apart from the rank above: the middle halves of their repetitions overlap.']
    : [];
  return [renderTable({ columns: kept, rows: cells }), ...notes].join('\n');
}

function rankByThroughput(results: readonly Result[]): Ranked[] {
  return results
    .map((result) => ({ result, throughput: result.metrics['throughput'] }))
    .toSorted(
      (one, other) =>
        (other.throughput?.summary.median ?? Number.NEGATIVE_INFINITY) -
          (one.throughput?.summary.median ?? Number.NEGATIVE_INFINITY) || 0,
    );
}

function placeOf(one: Ranked, index: number, above: Ranked | undefined): string {
  if (one.throughput === undefined) return '';
  const mine = repetitionSpread(one.throughput);
  const theirs = above?.throughput === undefined ? undefined : repetitionSpread(above.throughput);
  const overlap = mine !== undefined && theirs !== undefined && mine.high >= theirs.low && theirs.high >= mine.low;
  return `${index + 1}${overlap ? '=' : ''}`;
}

function rankedCells(
  place: string,
  { result, throughput }: Ranked,
  best: number | undefined,
  shown: readonly FigureColumn[],
): string[] {
  return [
    place,
    result.name,
    ...figureCells(throughput, 'median'),
    throughput === undefined || best === undefined || best === 0
      ? ''
      : `${formatNumber((throughput.summary.median / best) * 100)} %`,
    ...shown.flatMap(({ metric, statistic }) => figureCells(result.metrics[metric], statistic)),
  ];
}

/** A figure and its doubt. */
function figureCells(measurement: Measurement | undefined, statistic: 'median' | 'p99'): [string, string] {
  if (measurement === undefined) return ['', ''];
  const value = measurement.summary[statistic];
  return [formatQuantity(value, measurement.unit), doubtText(value, repetitionSpread(measurement, statistic))];
}

/** Columns of doubts that nobody has would only widen the table. */
function dropEmpty(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
): { kept: TableColumn[]; cells: string[][] } {
  const used = columns.map((column, index) => column.title !== '' || rows.some((row) => row[index] !== ''));
  return {
    kept: columns.filter((_, index) => used[index]),
    cells: rows.map((row) => row.filter((_, index) => used[index])),
  };
}

function bold(text: string): string {
  return text === '' ? '' : styleText('bold', text, { validateStream: false });
}
