/** One result with every metric that was measured. */
import type { Measurement, Result } from '../model/result.ts';
import { renderTable } from '../model/table.ts';
import { formatNumber, formatQuantity } from '../model/units.ts';
import type { Report } from './report.ts';
import { doubtText, repetitionSpread } from './spread.ts';

/** The single-result view, one table for each result. */
export const resultView: Report = {
  name: 'result',
  render: (results) => results.map((result) => renderResult(result)).join('\n\n'),
};

function renderResult(result: Result): string {
  const measurements = Object.values(result.metrics).filter((one) => one !== undefined);
  const table = renderTable({
    columns: [
      { title: 'metric' },
      { title: 'n', align: 'right' },
      { title: 'median', align: 'right' },
      { title: 'doubt', align: 'right' },
      { title: 'p95', align: 'right' },
      { title: 'p99', align: 'right' },
      { title: 'sd', align: 'right' },
      { title: 'unit' },
      { title: 'per' },
      { title: 'better' },
    ],
    rows: measurements.map((measurement) => metricRow(measurement)),
  });
  return `${result.scenario}: ${result.name}\n\n${table}`;
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
    unit,
    per,
    better,
  ];
}
