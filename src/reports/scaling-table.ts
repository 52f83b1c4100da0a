/** A scaling benchmark as a person reads it: the points, where their time goes, a chart, the fits, the reason for the bend. */
import { styleText } from 'node:util';
import type { Measurement } from '../model/result.ts';
import type { ScaledResult, ScalingReport } from '../model/scaling.ts';
import { renderTable, type TableColumn } from '../model/table.ts';
import { formatNumber, formatQuantity } from '../model/units.ts';
import { describeWork } from './describe-work.ts';
import { dropEmptyDoubts, figureCells } from './figures.ts';
import type { ReportOptions } from './report.ts';
import { renderScalingChart } from './scaling-chart.ts';
import { renderFits } from './scaling-fits.ts';
import { doubtNote, doubtTitle } from './spread.ts';

const oversubscribedMark = '*';

/** The whole report. It takes a `ScalingResults`, or what its `toJSON` answered. */
export function renderScaling(results: ScalingReport, { colors = false }: ReportOptions = {}): string {
  const { points, bend } = results;
  const work = describeWork(points);
  const parts = [
    `scaling ${results.name}${work === '' ? '' : `: ${work}`}`,
    renderPoints(points),
    renderTimes(points),
    renderScalingChart(results),
    renderFits(results),
    `${bold(`Bend: ${bend.reason}.`, colors)} ${bend.sentence}`,
    [...notes(results), ...collectWarnings(results).map((text) => `${warningWord(colors)}: ${text}`)].join('\n'),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** What each number of workers brought. */
function renderPoints(points: readonly ScaledResult[]): string {
  const columns: TableColumn[] = [
    { title: 'workers', align: 'right' },
    { title: 'time', align: 'right' },
    { title: doubtTitle, align: 'right' },
    { title: 'throughput', align: 'right' },
    { title: 'speed-up', align: 'right' },
    { title: doubtTitle, align: 'right' },
    { title: 'efficiency', align: 'right' },
    { title: 'band' },
  ];
  const rows = points.map((point) => {
    const { metrics } = point;
    return [
      workersText(point),
      ...figureCells(metrics['makespan'], 'median'),
      figureCells(metrics['throughput'], 'median')[0],
      ...figureCells(metrics['speedUp'], 'median'),
      figureCells(metrics['efficiency'], 'median')[0],
      point.band,
    ];
  });
  return renderTable(dropEmptyDoubts(columns, rows));
}

interface TimeColumn {
  readonly title: string;
  readonly text: (point: ScaledResult) => string;
}

const median =
  (metric: string) =>
  ({ metrics }: ScaledResult): string =>
    figureCells(metrics[metric], 'median')[0];

const timeColumns: readonly TimeColumn[] = [
  { title: 'latency p50', text: median('latency') },
  { title: 'p99', text: ({ metrics }) => figureCells(metrics['latency'], 'p99')[0] },
  { title: 'overhead', text: median('overhead') },
  { title: 'dispatch/task', text: median('overheadDispatch') },
  { title: 'transfer/task', text: median('overheadTransfer') },
  { title: 'idle/task', text: median('overheadIdle') },
  { title: 'share of a worker', text: ({ metrics }) => shareText(metrics['workerShare']) },
  { title: 'CPU', text: median('cpu') },
  { title: 'CPU/task', text: median('cpuPerTask') },
];

/** How long tasks took, and what the workers' time went into. */
function renderTimes(points: readonly ScaledResult[]): string {
  const shown = timeColumns.filter(({ text }) => points.some((point) => text(point) !== ''));
  if (shown.length === 0) return '';
  return renderTable({
    columns: [
      { title: 'workers', align: 'right' },
      ...shown.map(({ title }): TableColumn => ({ title, align: 'right' })),
    ],
    rows: points.map((point) => [workersText(point), ...shown.map(({ text }) => text(point))]),
  });
}

function shareText(share: Measurement | undefined): string {
  if (share === undefined) return '';
  const { min, max } = share.summary;
  const [low, high] = [formatNumber(min * 100), formatNumber(max * 100)];
  return low === high ? formatQuantity(min, '%') : `${low} to ${high} %`;
}

function workersText({ workers, oversubscribed }: ScaledResult): string {
  return `${formatNumber(workers)}${oversubscribed ? oversubscribedMark : ''}`;
}

function notes({ points, cores }: ScalingReport): readonly string[] {
  const some = points.find(({ oversubscribed }) => oversubscribed);
  return [
    ...(points.some(({ metrics }) => (metrics['makespan']?.repetitions.median.length ?? 0) >= 3) ? [doubtNote] : []),
    ...(some === undefined ? [] : [`${oversubscribedMark} more workers than the ${cores ?? 'available'} cores`]),
    ...(some?.notJudged === undefined
      ? []
      : ['  whose speed-up and efficiency no target is held against: the tasks compute']),
  ];
}

/** Of the report, and of its points, each once; that a point is oversubscribed is marked already. */
function collectWarnings({ points, warnings }: ScalingReport): readonly string[] {
  const about = new Map<string, number[]>();
  for (const point of points) {
    for (const text of point.warnings) {
      if (!text.startsWith('Oversubscribed:')) about.set(text, [...(about.get(text) ?? []), point.workers]);
    }
  }
  const ofPoints = [...about].map(([text, workers]) =>
    workers.length === points.length ? text : `${workers.join(', ')} workers: ${text}`,
  );
  return [...warnings, ...ofPoints];
}

function warningWord(colors: boolean): string {
  return colors ? styleText('yellow', 'warning', { validateStream: false }) : 'warning';
}

function bold(text: string, colors: boolean): string {
  return colors ? styleText('bold', text, { validateStream: false }) : text;
}
