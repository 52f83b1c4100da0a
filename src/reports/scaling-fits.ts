/** What was fitted to the points of a scaling benchmark, as a table. */
import type { Estimate, LackOfFit, ScalingReport } from '../model/scaling.ts';
import { renderTable } from '../model/table.ts';
import { formatNumber } from '../model/units.ts';

type Row = readonly [law: string, figure: string, value: string, interval: string, fittedTo: string];
/** What stands behind a number. */
type Suffix = '' | 'x' | ' tasks/s' | ' workers';

/** The table of fits, the best number of workers first. */
export function renderFits(report: ScalingReport): string {
  const { best, amdahl, gustafson, usl } = report;
  const measured = report.points.map((point) => point.workers);
  const rows: Row[] = [
    [
      'best',
      'enough: within 5 % of the most',
      text(best.enough, ' workers'),
      rangeText(best.enoughInterval, ' workers'),
      '',
    ],
    ['', 'most throughput', text(best.workers, ' workers'), rangeText(best.interval, ' workers'), rangeOf(measured)],
  ];
  if (amdahl !== undefined) {
    rows.push(
      [
        named('Amdahl', amdahl.lackOfFit),
        'serial fraction s',
        ...cells(amdahl.serialFraction, ''),
        rangeOf(amdahl.fittedTo),
      ],
      ['', 'largest speed-up 1 ÷ s', ...cells(amdahl.maxSpeedUp, 'x'), ''],
    );
  }
  if (gustafson !== undefined) {
    const { lackOfFit, serialFraction, fittedTo } = gustafson;
    rows.push([named('Gustafson', lackOfFit), 'serial fraction s', ...cells(serialFraction, ''), rangeOf(fittedTo)]);
  }
  if (usl !== undefined) {
    rows.push(
      [
        named('USL', usl.lackOfFit),
        'throughput of 1 worker λ',
        ...cells(usl.lambda, ' tasks/s'),
        rangeOf(usl.fittedTo),
      ],
      ['', 'contention σ', ...cells(usl.sigma, ''), ''],
      ['', 'coherency κ', ...cells(usl.kappa, ''), ''],
      ['', 'peak N*', ...cells(usl.peak, ' workers'), ''],
    );
  }
  const table = renderTable({
    columns: [
      { title: 'law' },
      { title: 'figure' },
      { title: 'value', align: 'right' },
      { title: `${formatNumber(report.confidence * 100)} % interval`, align: 'right' },
      { title: 'fitted to' },
    ],
    rows,
  });
  return rows.some(([law]) => law.endsWith('?')) ? `${table}\n\n? the points do not lie on this curve` : table;
}

function named(law: string, lackOfFit: LackOfFit | undefined): string {
  return lackOfFit?.doubted === true ? `${law} ?` : law;
}

function cells(estimate: Estimate | string, suffix: Suffix): [value: string, interval: string] {
  if (typeof estimate === 'string') return [estimate, ''];
  return [text(estimate.value, suffix), rangeText(estimate.interval, suffix)];
}

function text(value: number, suffix: Suffix): string {
  return value === 1 && suffix === ' workers' ? '1 worker' : `${formatNumber(value)}${suffix}`;
}

function rangeText(interval: readonly [number, number | null] | undefined, suffix: Suffix): string {
  if (interval === undefined) return '';
  const [lower, upper] = interval;
  return upper === null ? `${text(lower, suffix)} and more` : `${formatNumber(lower)} to ${text(upper, suffix)}`;
}

function rangeOf(counts: readonly number[]): string {
  const [first, last] = [counts[0] ?? 0, counts.at(-1) ?? 0];
  return first === last ? text(last, ' workers') : `${formatNumber(first)} to ${text(last, ' workers')}`;
}
