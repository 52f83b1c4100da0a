/** How long a test may be measured, so that all of them together stay within the time for the run. */
import type { ProvidedTwins } from '../meta.ts';

type Budget = Pick<ProvidedTwins, 'each' | 'total' | 'expected'>;

/**
 * What the tests so far have been given of the time for the run, and what they have used of it, in ms. Shared by all copies of
 * this module.
 */
const account = ((globalThis as { [key: symbol]: unknown })[Symbol.for('benchgate.budget')] ??= {
  given: 0,
  used: 0,
}) as { given: number; used: number };

/**
 * In ms, for a test with this many results. Where it is known how many share the time, each result has its part, and what
 * one leaves over the next may use; elsewhere a test may use half of what is left.
 */
export function allowedTime(results: number, { each, total, expected }: Budget): number {
  if (total === null) return each;
  if (expected === null) return Math.min(each, Math.max(0, (total - account.used) / 2));
  account.given += (total / expected) * results;
  return Math.min(each, Math.max(0, account.given - account.used));
}

/** Notes what a test has used; what it has used too much is taken from those that come. */
export function spend(milliseconds: number): void {
  account.used += milliseconds;
}
