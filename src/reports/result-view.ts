/** One result with every metric that was measured. */
import type { Measurement, Result } from '../model/result.ts';
import { renderTable } from '../model/table.ts';
import { formatNumber, formatQuantity } from '../model/units.ts';
import type { Report } from './report.ts';
import { doubtNote, doubtText, doubtTitle, repetitionSpread } from './spread.ts';

/** The single-result view, one table for each result. */
export const resultView: Report = {
  name: 'result',
  render: (results) => results.map((result) => renderResult(result)).join('\n\n'),
};

/** Where `metricRow` puts the doubt. */
const doubtCell = 3;

function renderResult(result: Result): string {
  const measurements = Object.values(result.metrics).filter((one) => one !== undefined);
  const rows = measurements.map((measurement) => metricRow(measurement));
  const table = renderTable({
    columns: [
      { title: 'metric' },
      { title: 'n', align: 'right' },
      { title: 'median', align: 'right' },
      { title: doubtTitle, align: 'right' },
      { title: 'p95', align: 'right' },
      { title: 'p99', align: 'right' },
      { title: 'sd', align: 'right' },
      { title: 'per' },
      { title: 'better' },
    ],
    rows,
  });
  return rows.some((row) => row[doubtCell] !== '') ? `${table}\n\n${doubtNote}` : table;
}

function metricRow(measurement: Measurement): string[] {
  const { name, unit, per, better, summary } = measurement;
  const several = summary.n > 1;
  return [
    name,
    formatNumber(summary.n),
    formatQuantity(summary.median, unit),
    doubtText(summary.median, repetitionSpread(measurement)),
    several ? formatQuantity(summary.p95, unit) : '',
    several ? formatQuantity(summary.p99, unit) : '',
    several ? formatQuantity(summary.sd, unit) : '',
    per,
    better,
  ];
}
