/** When tasks arrive in an open loop: at their times, however many are unfinished. */
import * as v from 'valibot';
import { parseRate, type Rate } from '../model/units.ts';
import type { Random } from '../statistics/random.ts';
import { checkOption } from './check-option.ts';

/** Tasks that arrive at a rate. */
export interface ArrivalsOption {
  /** How many arrive in a second, on average, such as `'500 tasks/s'`. */
  readonly rate: Rate;
  /** `poisson`: independently of each other, with exponential gaps; `constant`: in equal gaps. @default 'poisson' */
  readonly distribution?: 'poisson' | 'constant';
}

/** Arrivals, checked. */
export interface PlannedArrivals {
  /** Per second. */
  readonly rate: number;
  readonly distribution: 'poisson' | 'constant';
}

const shape = v.strictObject(
  {
    rate: v.string('a rate such as "500 tasks/s"'),
    distribution: v.optional(v.picklist(['poisson', 'constant'], "'poisson' or 'constant'")),
  },
  "an object such as { rate: '500 tasks/s' }",
);

/**
 * Checks the option `arrivals`.
 *
 * @throws GateError `BAD_OPTION`, `BAD_QUANTITY`
 */
export function planArrivals(given: unknown): PlannedArrivals | undefined {
  if (given === undefined) return undefined;
  const { rate, distribution = 'poisson' } = checkOption(shape, given, 'arrivals');
  return { rate: parseRate(rate, 'arrivals.rate'), distribution };
}

/** The times of `count` arrivals in ns, ascending; the first arrives at 0. */
export function drawArrivals({ rate, distribution }: PlannedArrivals, count: number, random: Random): Float64Array {
  const times = new Float64Array(count);
  const mean = 1e9 / rate;
  if (distribution === 'constant') {
    // Multiplied and not summed up, so that the last of a million is in its place.
    for (let id = 1; id < count; id += 1) times[id] = id * mean;
    return times;
  }
  for (let id = 1; id < count; id += 1) times[id] = times[id - 1]! - mean * Math.log(1 - random.next());
  return times;
}
