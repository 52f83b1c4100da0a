/** Speed-up over the number of workers, drawn with characters. Both axes are logarithmic, so that linear is a straight line. */
import type { ScaledResult, ScalingReport } from '../model/scaling.ts';
import { formatNumber } from '../model/units.ts';

const width = 57;
const height = 15;
const margin = 8;
const marks = { measured: '●', oversubscribed: '○', linear: '·', fitted: '-' } as const;

/** A chart with its legend; empty where there is one point only. */
export function renderScalingChart(report: ScalingReport): string {
  const { points } = report;
  const last = points.at(-1);
  if (last === undefined || last.workers === 1) return '';
  const speedUps = points.map(speedUpOf);
  const most = Math.log2(last.workers);
  const top = Math.max(most, ...speedUps.map(Math.log2));
  const bottom = Math.floor(Math.min(0, ...speedUps.map(Math.log2)));
  const columnOf = (workers: number): number => Math.round((Math.log2(workers) / most) * (width - 1));
  const rowOf = (speedUp: number): number => Math.round(((top - Math.log2(speedUp)) / (top - bottom)) * (height - 1));

  const cells: string[][] = Array.from({ length: height }, () => Array.from({ length: width }, () => ' '));
  const put = (column: number, row: number, mark: string): void => {
    const line = cells[row];
    if (line !== undefined && column >= 0 && column < width) line[column] = mark;
  };
  const curve = fittedCurve(report);
  for (let column = 0; column < width; column += 1) {
    const workers = 2 ** ((column / (width - 1)) * most);
    put(column, rowOf(workers), marks.linear);
    const fitted = curve?.(workers);
    if (fitted !== undefined && fitted > 0) put(column, rowOf(fitted), marks.fitted);
  }
  for (const [index, { workers, oversubscribed }] of points.entries()) {
    put(columnOf(workers), rowOf(speedUps[index]!), oversubscribed ? marks.oversubscribed : marks.measured);
  }

  const labels = rowLabels(bottom, top, rowOf);
  const lines = cells.map((line, row) => `${(labels.get(row) ?? '').padStart(margin - 1)} |${line.join('')}`.trimEnd());
  return [
    ...lines,
    `${' '.repeat(margin)}+${'-'.repeat(width)}`,
    columnLabels(points, columnOf),
    '',
    legend(points, curve !== undefined),
  ].join('\n');
}

function speedUpOf({ metrics }: ScaledResult): number {
  return metrics['speedUp']?.summary.median ?? 1;
}

/** The speed-up by the law that was fitted, where it was fitted to: beyond, it would be a guess. */
function fittedCurve({
  points,
  usl,
  amdahl,
  gustafson,
}: ScalingReport): ((workers: number) => number | undefined) | undefined {
  const alone = points[0]?.metrics['throughput']?.summary.median;
  if (usl !== undefined && alone !== undefined) {
    const [lambda, sigma, kappa] = [usl.lambda.value, usl.sigma.value, usl.kappa.value];
    return within(usl.fittedTo, (n) => ((lambda / alone) * n) / (1 + sigma * (n - 1) + kappa * n * (n - 1)));
  }
  if (amdahl !== undefined) {
    const serial = amdahl.serialFraction.value;
    return within(amdahl.fittedTo, (n) => 1 / (serial + (1 - serial) / n));
  }
  if (gustafson !== undefined) {
    const serial = gustafson.serialFraction.value;
    return within(gustafson.fittedTo, (n) => serial + (1 - serial) * n);
  }
  return undefined;
}

function within(
  fittedTo: readonly number[],
  curve: (workers: number) => number,
): (workers: number) => number | undefined {
  const last = fittedTo.at(-1) ?? 0;
  return (workers) => (workers <= last * (1 + 1e-9) ? curve(workers) : undefined);
}

/** Powers of two, as many as have rows of their own. */
function rowLabels(bottom: number, top: number, rowOf: (speedUp: number) => number): ReadonlyMap<number, string> {
  const labels = new Map<number, string>();
  for (let power = Math.floor(top); power >= bottom; power -= 1) {
    const row = rowOf(2 ** power);
    if (!labels.has(row)) labels.set(row, power < 0 ? `1/${2 ** -power}x` : `${formatNumber(2 ** power)}x`);
  }
  return labels;
}

function columnLabels(points: readonly ScaledResult[], columnOf: (workers: number) => number): string {
  let line = ' '.repeat(margin + 1);
  for (const { workers } of points) {
    const text = formatNumber(workers);
    const at = margin + 1 + columnOf(workers) - Math.floor((text.length - 1) / 2);
    // A number that has no room between its neighbours is left out.
    if (at > line.trimEnd().length || line.trim() === '') line = line.padEnd(at) + text;
  }
  return `${line}  workers`;
}

function legend(points: readonly ScaledResult[], fitted: boolean): string {
  const parts = [
    `${marks.measured} measured`,
    ...(points.some(({ oversubscribed }) => oversubscribed) ? [`${marks.oversubscribed} more workers than cores`] : []),
    `${marks.linear} linear`,
    ...(fitted ? [`${marks.fitted} fitted`] : []),
  ];
  return `${' '.repeat(margin + 1)}${parts.join('   ')}`;
}
