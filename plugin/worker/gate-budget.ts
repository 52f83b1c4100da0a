/** How long a test may be measured, so that all of them together stay within the time for the run. */
import type { ProvidedTwins } from '../meta.ts';

/** What earlier tests of this worker have left over of their shares, in ms. Shared by all copies of this module. */
const left = ((globalThis as { [key: symbol]: unknown })[Symbol.for('benchgate.budget')] ??= { milliseconds: 0 }) as {
  milliseconds: number;
};

/** In ms, for a test with this many results. */
export function allowedTime(results: number, { each, share }: Pick<ProvidedTwins, 'each' | 'share'>): number {
  if (share === null) return each;
  left.milliseconds += share * results;
  return Math.min(each, Math.max(0, left.milliseconds));
}

/** Takes what was used off what is left; more than there was is taken from those that come. */
export function spend(milliseconds: number): void {
  left.milliseconds -= milliseconds;
}
