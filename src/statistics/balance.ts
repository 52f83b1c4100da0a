import { GateError } from '../model/errors.ts';
import type { Observations } from './observations.ts';

/**
 * How evenly a load (tasks per worker, busy time per worker) is spread: 1 ÷ (1 + CV), the coefficient of variation
 * taken with the population standard deviation. 1 when all are equal, as they are when all are zero.
 *
 * @throws GateError `NOTHING_MEASURED` without a worker, `BAD_QUANTITY` when a load is negative or not finite
 */
export function loadBalance(loads: Observations): number {
  const mean = meanLoad(loads);
  if (mean === 0) return 1;
  let squares = 0;
  for (const load of loads) squares += (load - mean) ** 2;
  return 1 / (1 + Math.sqrt(squares / loads.length) / mean);
}

/**
 * Jain's fairness index, (Σx)² ÷ (n Σx²), from 1/n (one has everything) to 1 (R. Jain, D.-M. Chiu and W. Hawe, DEC
 * technical report 301, 1984). 1 when all loads are zero.
 *
 * @throws GateError `NOTHING_MEASURED` without a worker, `BAD_QUANTITY` when a load is negative or not finite
 */
export function jainIndex(loads: Observations): number {
  const mean = meanLoad(loads);
  if (mean === 0) return 1;
  let squares = 0;
  for (const load of loads) squares += (load / mean) ** 2;
  return Math.min(1, loads.length / squares);
}

/**
 * The largest load ÷ the mean load, from 1 (even) to the number of workers. 1 when all loads are zero.
 *
 * @throws GateError `NOTHING_MEASURED` without a worker, `BAD_QUANTITY` when a load is negative or not finite
 */
export function maxOverMean(loads: Observations): number {
  const mean = meanLoad(loads);
  if (mean === 0) return 1;
  let max = 0;
  for (const load of loads) max = Math.max(max, load);
  return Math.max(1, max / mean);
}

function meanLoad(loads: Observations): number {
  if (loads.length === 0) {
    throw new GateError({
      code: 'NOTHING_MEASURED',
      message: 'Load balance: there is no worker.',
      fix: 'Give the load of at least one worker.',
    });
  }
  let mean = 0;
  for (let worker = 0; worker < loads.length; worker++) {
    const load = loads[worker]!;
    if (!Number.isFinite(load) || load < 0) {
      throw new GateError({
        code: 'BAD_QUANTITY',
        message: `Load balance: the load of worker ${worker} is ${load}.`,
        fix: 'Give loads of zero or more.',
      });
    }
    mean += (load - mean) / (worker + 1);
  }
  return mean;
}
