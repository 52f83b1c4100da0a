/** Target reports as text: the table of a failure message. */
import { styleText } from 'node:util';
import { renderTable, type TableColumn } from '../model/table.ts';
import { formatQuantity } from '../model/units.ts';
import type { TargetReport, TargetRow, TargetVerdict } from './evaluate.ts';

/** How to write a report. */
export interface TargetReportFormat {
  /** Colour the verdicts with terminal codes. @default false */
  readonly colors?: boolean;
}

/** A report as an aligned table, metric, measured, bound, verdict, by how much and how sure, with the notes below it. */
export function formatTargetReport(report: TargetReport, { colors = false }: TargetReportFormat = {}): string {
  const named = report.rows.some(({ name, metric }) => name !== metric);
  const columns: TableColumn[] = [
    ...(named ? [{ title: 'target' }] : []),
    { title: 'metric' },
    { title: 'measured', align: 'right' },
    { title: 'bound', align: 'right' },
    { title: 'verdict' },
    { title: 'by how much', align: 'right' },
    { title: 'doubt' },
  ];
  const rows = report.rows.map((row) => [
    ...(named ? [row.name] : []),
    row.metric,
    measuredText(row),
    row.bound,
    colors ? styleText(styles[row.verdict], row.verdict, { validateStream: false }) : row.verdict,
    distanceText(row),
    doubtText(row),
  ]);
  const notes = report.rows.flatMap(({ name, notes: ofRow }) => ofRow.map((note) => `${name}: ${note}`));
  if (report.judged === 0) notes.push('No row could be judged.');
  return [renderTable({ columns, rows }), ...(notes.length === 0 ? [] : ['', ...notes])].join('\n');
}

const styles: Readonly<Record<TargetVerdict, 'green' | 'red' | 'yellow' | 'gray'>> = {
  met: 'green',
  missed: 'red',
  'not measured': 'yellow',
  'not judged': 'gray',
  'other work': 'gray',
};

function measuredText({ measured, unit }: TargetRow): string {
  return measured === undefined || unit === undefined ? '' : formatQuantity(measured, unit);
}

/** The distance between figure and bound: relative, absolute for a bound of 0, of which nothing is a fraction. */
function distanceText({ measured, limit, margin, unit }: TargetRow): string {
  if (measured === undefined || unit === undefined) return '';
  if (measured === limit) return 'equal';
  const distance =
    margin === undefined ? formatQuantity(Math.abs(measured - limit), unit) : formatQuantity(Math.abs(margin), '%');
  return `${distance} ${measured > limit ? 'above' : 'below'}`;
}

function doubtText({ n, spread, unit }: TargetRow): string {
  if (n === undefined || unit === undefined) return '';
  const observations = `n = ${formatQuantity(n, 'count')}`;
  if (spread === undefined) return observations;
  const [low, high] = [formatQuantity(spread.low, unit), formatQuantity(spread.high, unit)];
  return spread.of === 'quartiles'
    ? `${observations}, p25 to p75: ${low} to ${high}`
    : `${observations}, ${spread.n} repetitions: ${low} to ${high}`;
}
