/** Several results of one scenario side by side, best throughput first. */
import { styleText } from 'node:util';
import type { Measurement, Result } from '../model/result.ts';
import { renderTable, type TableColumn } from '../model/table.ts';
import { formatNumber } from '../model/units.ts';
import { dropEmptyDoubts, figureCells, type FigureColumn, figureColumns, measuredFigures } from './figures.ts';
import type { Report, ReportOptions } from './report.ts';
import { doubtNote, doubtTitle, repetitionSpread } from './spread.ts';

/** The figures beside the ranking. One that no result has takes no column. */
const figures: readonly FigureColumn[] = [
  { title: 'latency p50', metric: 'latency', statistic: 'median' },
  { title: 'p99', metric: 'latency', statistic: 'p99' },
  { title: 'assignment', metric: 'assignmentLatency', statistic: 'median' },
  { title: 'load balance', metric: 'loadBalance', statistic: 'median' },
  { title: 'failures', metric: 'failures', statistic: 'total' },
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
  const shown = measuredFigures(figures, results);
  const columns: TableColumn[] = [
    { title: 'rank', align: 'right' },
    { title: 'name' },
    { title: 'throughput', align: 'right' },
    { title: doubtTitle, align: 'right' },
    { title: 'of best', align: 'right' },
    ...figureColumns(shown),
  ];
  const places = ranked.map((one, index) => placeOf(one, index, ranked[index - 1]));
  const rows = ranked.map((one, index) => {
    const cells = rankedCells(places[index]!, one, best, shown);
    return colors && index === 0 ? cells.map((cell) => bold(cell)) : cells;
  });
  const table = dropEmptyDoubts(columns, rows);
  return [renderTable(table), ...footnotes(table.columns, places)].join('\n');
}

function rankByThroughput(results: readonly Result[]): Ranked[] {
  const median = ({ throughput }: Ranked): number => throughput?.summary.median ?? Number.NEGATIVE_INFINITY;
  return results
    .map((result) => ({ result, throughput: result.metrics['throughput'] }))
    .toSorted((one, other) => (median(other) === median(one) ? 0 : median(other) - median(one)));
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

function footnotes(columns: readonly TableColumn[], places: readonly string[]): string[] {
  const notes: string[] = [];
  if (columns.some(({ title }) => title === doubtTitle)) notes.push(doubtNote);
  if (places.some((place) => place.endsWith('='))) {
    notes.push('= not told apart from the rank above: the middle halves of their repetitions overlap');
  }
  return notes.length === 0 ? [] : ['', ...notes];
}

function bold(text: string): string {
  return text === '' ? '' : styleText('bold', text, { validateStream: false });
}
