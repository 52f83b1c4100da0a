/** Figures with their doubts, as the columns of tables. */
import type { Measurement, Result } from '../model/result.ts';
import type { TableColumn } from '../model/table.ts';
import { formatQuantity } from '../model/units.ts';
import { doubtText, doubtTitle, repetitionSpread } from './spread.ts';

/** A figure that tables show where it was measured. */
export interface FigureColumn {
  readonly title: string;
  readonly metric: string;
  /** `total`: over all repetitions; of a few failures the median would show none. */
  readonly statistic: 'median' | 'p99' | 'total';
}

/** The figures that at least one of the results has. */
export function measuredFigures(figures: readonly FigureColumn[], results: readonly Result[]): FigureColumn[] {
  return figures.filter(({ metric }) => results.some((result) => result.metrics[metric] !== undefined));
}

/** The columns of figures, each with its doubt beside it. */
export function figureColumns(figures: readonly FigureColumn[]): TableColumn[] {
  return figures.flatMap(({ title }): TableColumn[] => [
    { title, align: 'right' },
    { title: doubtTitle, align: 'right' },
  ]);
}

/** A figure and its doubt; both are empty where it was not measured. */
export function figureCells(
  measurement: Measurement | undefined,
  statistic: FigureColumn['statistic'],
): [string, string] {
  if (measurement === undefined) return ['', ''];
  const { summary, unit } = measurement;
  if (statistic === 'total') return [formatQuantity(summary.mean * summary.n, unit), ''];
  return [
    formatQuantity(summary[statistic], unit),
    doubtText(summary[statistic], repetitionSpread(measurement, statistic)),
  ];
}

/** Leaves out columns of doubts that nobody has: they would only widen the table. */
export function dropEmptyDoubts(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
): { columns: TableColumn[]; rows: string[][] } {
  const used = columns.map(({ title }, index) => title !== doubtTitle || rows.some((row) => (row[index] ?? '') !== ''));
  return {
    columns: columns.filter((_, index) => used[index]),
    rows: rows.map((row) => row.filter((_, index) => used[index])),
  };
}
