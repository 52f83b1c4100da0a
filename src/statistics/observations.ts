import { GateError } from '../model/errors.ts';

/** A set of observations of one quantity, in its base unit. */
export type Observations = readonly number[] | Float64Array;

/**
 * A sorted copy of the observations.
 *
 * @param where names the set in an error message, such as `latency`
 * @throws GateError `NOTHING_MEASURED` when there is none, `BAD_QUANTITY` when one is not a finite number
 */
export function sortObservations(observations: Observations, where: string): Float64Array {
  if (observations.length === 0) {
    throw new GateError({
      code: 'NOTHING_MEASURED',
      message: `${where}: there is no observation.`,
      fix: 'Run at least one task or one repetition, and check that not all of them failed.',
    });
  }
  const sorted = new Float64Array(observations);
  // What comes sorted, as tinybench's samples do, is not sorted once more: they are often a million.
  if (!isAscending(sorted)) sorted.sort();
  // The order puts what is not finite at the ends: there is no need to look at each.
  if (!Number.isFinite(sorted[0]) || !Number.isFinite(sorted[sorted.length - 1])) requireFinite(observations, where);
  return sorted;
}

/**
 * A copy of the observations in their own order.
 *
 * @throws GateError `BAD_QUANTITY` when one is not a finite number
 */
export function requireFinite(observations: Observations, where: string): Float64Array {
  const copy = new Float64Array(observations);
  const bad = copy.findIndex((value) => !Number.isFinite(value));
  if (bad !== -1) {
    throw new GateError({
      code: 'BAD_QUANTITY',
      message: `${where}: observation ${bad} of ${copy.length} is ${copy[bad]}, which is not a finite number.`,
      fix: 'Record finite numbers only; leave out what could not be measured.',
    });
  }
  return copy;
}

/** False as soon as one is not a number, which sorting puts last. */
function isAscending(values: Float64Array): boolean {
  for (let at = 1; at < values.length; at++) if (!(values[at]! >= values[at - 1]!)) return false;
  return true;
}
