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
 * Which quantile stands for the level of a benchmark's blocks: what else the machine does can only raise them, so a low one is far
 * steadier than the median. Lower still where calls are awaited: several threads land on other cores from block to block.
 */
export function levelQuantile(isAsync: boolean): number {
  return isAsync ? 0.1 : 0.25;
}

/** The level of values. @param p the quantile that stands for it */
export function levelOf(values: readonly number[], p: number = levelQuantile(false)): number {
  return quantile(
    values.toSorted((a, b) => a - b),
    p,
  );
}
