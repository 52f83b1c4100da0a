/** Results of many tests on one page: a line each, the figures that every scenario has, each with its doubt. */
import type { Measurement, Result } from '../model/result.ts';
import { renderTable, type TableColumn } from '../model/table.ts';
import { formatQuantity } from '../model/units.ts';
import { doubtNote, doubtText, repetitionSpread } from './spread.ts';

/** A result under the name that its line shall have. */
export interface LabelledResult {
  readonly label: string;
  readonly result: Result;
}

interface Figure {
  readonly title: string;
  readonly metric: string;
  /** `total`: over all repetitions; of a few failures the median would show none. */
  readonly statistic: 'median' | 'p99' | 'total';
}

/** Shown where they were measured; of a result that has none of them, its first metric is. */
const figures: readonly Figure[] = [
  { title: 'throughput', metric: 'throughput', statistic: 'median' },
  { title: 'makespan', metric: 'makespan', statistic: 'median' },
  { title: 'latency p50', metric: 'latency', statistic: 'median' },
  { title: 'p99', metric: 'latency', statistic: 'p99' },
  { title: 'failures', metric: 'failures', statistic: 'total' },
];

/** A table with a line for each result. Empty for no results. */
export function renderOverview(labelled: readonly LabelledResult[]): string {
  if (labelled.length === 0) return '';
  const shown = figures.filter(({ metric }) => labelled.some(({ result }) => result.metrics[metric] !== undefined));
  const others = labelled.some(({ result }) => !shown.some(({ metric }) => result.metrics[metric] !== undefined));
  const columns: TableColumn[] = [
    { title: '' },
    ...shown.flatMap(({ title }): TableColumn[] => [
      { title, align: 'right' },
      { title: '±', align: 'right' },
    ]),
    ...(others ? [{ title: 'measured' }] : []),
  ];
  const rows = labelled.map(({ label, result }) => {
    const cells = shown.flatMap(({ metric, statistic }) => figureCells(result.metrics[metric], statistic));
    return [label, ...cells, ...(others && cells.every((cell) => cell === '') ? [firstMetric(result)] : [])];
  });
  const used = columns.map((column, at) => column.title !== '±' || rows.some((row) => (row[at] ?? '') !== ''));
  const table = renderTable({
    columns: columns.filter((_, at) => used[at]),
    rows: rows.map((row) => row.filter((_, at) => used[at])),
  });
  const warnings = labelled.flatMap(({ label, result }) => result.warnings.map((text) => `warning: ${label}: ${text}`));
  return [table, '', doubtNote, ...(warnings.length === 0 ? [] : ['', ...warnings])].join('\n');
}

function figureCells(measurement: Measurement | undefined, statistic: Figure['statistic']): [string, string] {
  if (measurement === undefined) return ['', ''];
  const { summary, unit } = measurement;
  if (statistic === 'total') return [formatQuantity(summary.mean * summary.n, unit), ''];
  const value = measurement.summary[statistic];
  return [formatQuantity(value, measurement.unit), doubtText(value, repetitionSpread(measurement, statistic))];
}

function firstMetric(result: Result): string {
  const [measurement] = Object.values(result.metrics);
  if (measurement === undefined) return '';
  const [value, doubt] = figureCells(measurement, 'median');
  return `${measurement.name} ${value}${doubt === '' ? '' : ` ± ${doubt}`}`;
}
