import { quantile } from '../../../statistics/quantiles.ts';

/** Fewer values have no halves that say anything. */
const fewest = 4;

/** How far the level of the second half of the values lies from the first half's, as a fraction of that. */
export function levelStep(values: readonly number[]): number {
  if (values.length < fewest) return 0;
  const middle = values.length >> 1;
  const before = levelOf(values.slice(0, middle));
  const after = levelOf(values.slice(middle));
  return before === 0 ? 0 : Math.abs(after / before - 1);
}

/**
 * The level of values that whatever else the machine does can only raise: their 25th percentile, which is far steadier there than
 * the median.
 */
export function levelOf(values: readonly number[]): number {
  return quantile(
    values.toSorted((a, b) => a - b),
    0.25,
  );
}
