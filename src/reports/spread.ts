/** How much a figure varies from repetition to repetition: the doubt that stands beside it. */
import type { Measurement } from '../model/result.ts';
import { formatNumber } from '../model/units.ts';

/** The middle half of the repetitions. */
export interface RepetitionSpread {
  /** The quartiles of the repetitions' figures, in the metric's base unit. */
  readonly low: number;
  readonly high: number;
  /** How many repetitions. */
  readonly n: number;
}

/** Undefined where there are fewer than three repetitions: two say nothing about the next. */
export function repetitionSpread(
  measurement: Measurement,
  statistic: 'median' | 'p99' = 'median',
): RepetitionSpread | undefined {
  const figures = measurement.repetitions[statistic];
  if (figures === undefined || figures.length < 3) return undefined;
  const sorted = figures.toSorted((one, other) => one - other);
  return { low: quantile(sorted, 0.25), high: quantile(sorted, 0.75), n: sorted.length };
}

/** The title of a column of doubts, and what it means. */
export const doubtTitle = '±';
export const doubtNote: string = `${doubtTitle} half of the interquartile range over the repetitions`;

/** Half of the interquartile range relative to the figure, such as `3.1 %`; empty where it is not known. */
export function doubtText(value: number, spread: RepetitionSpread | undefined): string {
  if (spread === undefined || value === 0) return '';
  const percent = Math.abs((spread.high - spread.low) / 2 / value) * 100;
  return `${percent >= 10 ? formatNumber(Math.round(percent)) : formatNumber(Math.round(percent * 10) / 10)} %`;
}

/** Linear interpolation (type 7), as in summaries. */
function quantile(sorted: readonly number[], p: number): number {
  const at = (sorted.length - 1) * p;
  const below = Math.floor(at);
  const low = sorted[below]!;
  const high = sorted[Math.ceil(at)]!;
  return low + (high - low) * (at - below);
}
