/** The slices of a run under load as small charts over time. */
import type { StressSlice } from '../model/stress.ts';
import { formatQuantity, type Unit } from '../model/units.ts';
import { renderTable } from '../model/table.ts';
import { renderSparkline } from './sparkline.ts';

/** As wide as a chart may be: beside it stand its name and its range. */
const width = 72;

interface Row {
  readonly title: string;
  readonly unit: Unit;
  readonly read: (slice: StressSlice) => number | undefined;
  /** What stands for several slices: peaks stay peaks. */
  readonly join: 'mean' | 'max';
}

const rows: readonly Row[] = [
  { title: 'throughput', unit: 'tasks/s', read: ({ throughput }) => throughput, join: 'mean' },
  { title: 'latency p50', unit: 'ns', read: ({ p50 }) => p50, join: 'mean' },
  { title: 'latency p99', unit: 'ns', read: ({ p99 }) => p99, join: 'max' },
  { title: 'in flight', unit: 'count', read: ({ inFlight }) => inFlight, join: 'max' },
  { title: 'failed', unit: 'count', read: ({ failed }) => failed, join: 'max' },
  { title: 'heap', unit: 'B', read: ({ heap }) => heap, join: 'mean' },
  { title: 'rss', unit: 'B', read: ({ rss }) => rss, join: 'mean' },
];

/** A chart for each figure that was measured and is not zero all the time, with its smallest and largest value. */
export function renderSlices(slices: readonly StressSlice[]): string {
  const last = slices.at(-1);
  if (last === undefined) return '';
  const drawn = rows.flatMap(({ title, unit, read, join }) => {
    const values = joinNeighbours(
      slices.map((slice) => read(slice)),
      join,
    );
    const known = values.filter((value) => value !== undefined);
    if (known.every((value) => value === 0)) return [];
    const range = [Math.min(...known), Math.max(...known)].map((value) => formatQuantity(value, unit));
    return [[title, renderSparkline(values), range[0]!, range[1]!]];
  });
  const columns = [
    { title: '' },
    { title: `over ${formatQuantity(last.at + last.duration, 'ns')}` },
    { title: 'least', align: 'right' },
    { title: 'most', align: 'right' },
  ] as const;
  return drawn.length === 0 ? '' : renderTable({ columns, rows: drawn });
}

function joinNeighbours(values: readonly (number | undefined)[], join: Row['join']): readonly (number | undefined)[] {
  const size = Math.ceil(values.length / width);
  const joined: (number | undefined)[] = [];
  for (let from = 0; from < values.length; from += size) {
    const known = values.slice(from, from + size).filter((value) => value !== undefined);
    if (known.length === 0) joined.push(undefined);
    else if (join === 'max') joined.push(Math.max(...known));
    else joined.push(known.reduce((sum, value) => sum + value, 0) / known.length);
  }
  return joined;
}
