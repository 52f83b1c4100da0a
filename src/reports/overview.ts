/** Results of many tests on one page: a line each, the figures that every scenario has, each with its doubt. */
import type { Result } from '../model/result.ts';
import { renderTable, type TableColumn } from '../model/table.ts';
import { dropEmptyDoubts, figureCells, type FigureColumn, figureColumns, measuredFigures } from './figures.ts';
import { doubtNote } from './spread.ts';

/** A result under the name that its line shall have. */
export interface LabelledResult {
  readonly label: string;
  readonly result: Result;
}

/** Shown where they were measured; of a result that has none of them, its first metric is. */
const figures: readonly FigureColumn[] = [
  { title: 'throughput', metric: 'throughput', statistic: 'median' },
  { title: 'makespan', metric: 'makespan', statistic: 'median' },
  { title: 'latency p50', metric: 'latency', statistic: 'median' },
  { title: 'p99', metric: 'latency', statistic: 'p99' },
  { title: 'failures', metric: 'failures', statistic: 'total' },
];

/** A table with a line for each result, and their warnings below it. Empty for no results. */
export function renderOverview(labelled: readonly LabelledResult[]): string {
  if (labelled.length === 0) return '';
  const results = labelled.map(({ result }) => result);
  const shown = measuredFigures(figures, results);
  const others = results.some((result) => !shown.some(({ metric }) => result.metrics[metric] !== undefined));
  const columns: TableColumn[] = [{ title: '' }, ...figureColumns(shown), ...(others ? [{ title: 'measured' }] : [])];
  const rows = labelled.map(({ label, result }) => {
    const cells = shown.flatMap(({ metric, statistic }) => figureCells(result.metrics[metric], statistic));
    return [label, ...cells, ...(others && cells.every((cell) => cell === '') ? [firstMetric(result)] : [])];
  });
  const table = renderTable(dropEmptyDoubts(columns, rows));
  const warnings = labelled.flatMap(({ label, result }) => result.warnings.map((text) => `warning: ${label}: ${text}`));
  return [table, '', doubtNote, ...(warnings.length === 0 ? [] : ['', ...warnings])].join('\n');
}

function firstMetric(result: Result): string {
  const [measurement] = Object.values(result.metrics);
  if (measurement === undefined) return '';
  const [value, doubt] = figureCells(measurement, 'median');
  return `${measurement.name} ${value}${doubt === '' ? '' : ` ± ${doubt}`}`;
}
