/** A run under load as a person reads it: where the tasks went, figures, faults, charts over time, and verdicts in words. */
import { styleText } from 'node:util';
import type { FaultCount, RateLimit, StressReportable, TaskCounts } from '../model/stress.ts';
import { renderTable } from '../model/table.ts';
import { formatNumber, formatQuantity } from '../model/units.ts';
import { describeWork } from './describe-work.ts';
import type { ReportOptions } from './report.ts';
import { resultView } from './result-view.ts';
import { renderSlices } from './slice-chart.ts';

/** The whole report of one result. */
export function renderStress(result: StressReportable, { colors = false }: ReportOptions = {}): string {
  const { name, counts, faults, slices, stability, leak, limit, warnings } = result;
  const work = describeWork([result]);
  const verdicts = [stability.throughput, stability.memory, leak].map(({ sentence }) => sentence);
  const parts = [
    `stress ${name}${work === '' ? '' : `: ${work}`}`,
    renderCounts(counts),
    resultView.render([result]),
    renderFaults(faults),
    renderSlices(slices),
    limit === undefined ? '' : renderLimit(limit),
    verdicts.join('\n'),
    warnings.map((text) => `${warningWord(colors)}: ${text}`).join('\n'),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function renderCounts({ submitted, completed, failed, cancelled, refused, retries }: TaskCounts): string {
  const ends = { completed, failed, cancelled, refused };
  const sum = Object.entries(ends).map(([end, count]) => `${formatNumber(count)} ${end}`);
  const again = retries === 0 ? '' : `; ${formatNumber(retries)} ${retries === 1 ? 'start' : 'starts'} more than tasks`;
  return `${formatNumber(submitted)} submitted = ${sum.join(' + ')}${again}`;
}

/** The ledger: what became of every fault. */
function renderFaults(faults: readonly FaultCount[]): string {
  if (faults.length === 0) return '';
  return renderTable({
    columns: [
      { title: 'fault' },
      { title: 'injected', align: 'right' },
      { title: 'recovered', align: 'right' },
      { title: 'lost', align: 'right' },
    ],
    rows: faults.map(({ fault, injected, recovered, lost }) => [
      fault,
      ...[injected, recovered, lost].map((count) => formatNumber(count)),
    ]),
  });
}

function renderLimit({ sentence, trials }: RateLimit): string {
  const table = renderTable({
    columns: [{ title: 'offered', align: 'right' }, { title: 'completed', align: 'right' }, { title: 'targets' }],
    rows: trials.map(({ rate, throughput, met, missed }) => [
      formatQuantity(rate, 'tasks/s'),
      formatQuantity(throughput, 'tasks/s'),
      met ? 'met' : missed.join('; '),
    ]),
  });
  return `${table}\n\n${sentence}`;
}

function warningWord(colors: boolean): string {
  return colors ? styleText('yellow', 'warning', { validateStream: false }) : 'warning';
}
