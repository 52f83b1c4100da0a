/**
 * The rule by which saved numbers are judged. Pure: two samples of repetitions in, a verdict out.
 *
 * 1. Positions of both samples on the metric's scale (`scale.ts`), worse upwards.
 * 2. Hodges-Lehmann estimate of the shift, with the exact rank interval of Moses at 99 %: what the repetitions say.
 * 3. The allowance A (`allowance.ts`): what two runs of unchanged code may differ by all the same. It is what decides:
 *    the interval from inside of two runs is far too narrow, and no number of repetitions mends that.
 * 4. `slower` when the whole interval lies above A, `faster` when it lies below −A; `same` when it lies within ±A ÷ 2 and
 *    spread and waiting together would not hide a twofold change; `inconclusive` otherwise.
 *
 * Percent of pairs of runs of unchanged code called slower, inconclusive, same or faster, and percent called slower with
 * a planted slowdown; every run against others, ten repetitions a run, shared virtual machines of two cores:
 *
 *     what was measured                     slower inconcl. same faster   slower at 1.5x  2x   3x   5x
 *     function of 1.2 µs, median              0.0    20.9   79.1   0.0           31   90  100  100
 *       tail of its blocks of 1 ms, p99       0.8    42.5   55.9   0.8            1    2   16   75
 *     allocating, 1.3 ms, median              0.0     0.6   99.4   0.0           32  100  100  100
 *       p99                                   0.2    48.6   51.1   0.2            0    1    4   71
 *     worker round trip, 12 or 70 µs          0.0   100.0    0.0   0.0            0   12   17   28
 *       the same on a single core             0.0     0.0  100.0   0.0            0   31  100  100
 *     CPU tasks of 1.5 ms on 2 of 2 cores     0.0    43.2   56.8   0.0            8    8   78  100
 *     the same on 1 of 2 cores                0.0    14.1   85.9   0.0            0   93   96  100
 *     tasks sleeping 1 ms, latency            0.0     0.0  100.0   0.0            0    0  100  100
 *     load balance, noop tasks                0.0    79.0   21.0   0.0           14   70  100  100
 *     heap per queued task                    0.0     0.0  100.0   0.0            0  100  100  100
 *
 * The constants were chosen on these same recordings, which span minutes on a machine: read the figures as the best case;
 * months between two runs may add to them. Known weak place: the speed-up of noop tasks, 2.5 % called slower.
 *
 * The level is not divided among the metrics of a run: metrics of one result move together, and their false
 * alarms come from shifts between runs, which a wider interval from inside of the runs does not cover.
 */
import { estimateShift } from '../statistics/shift.ts';
import type { Scale } from './scale.ts';

/** How much evidence a statistic needs. */
export interface Evidence {
  /** Of the rank interval from inside of the two runs. */
  readonly confidence: number;
  /** Fewer repetitions than this on either side are not judged. */
  readonly fewest: number;
}

/**
 * A few stalls of the machine are enough to lift the tails of most repetitions of a run, so that tails need a clearer
 * separation: 99.95 % instead of 99 % brings false alarms on the 99th percentile from 2.3 to 0.8 %.
 */
export const evidence: Readonly<Record<'median' | 'p99', Evidence>> = {
  median: { confidence: 0.99, fewest: 6 },
  p99: { confidence: 0.9995, fewest: 10 },
};

/** Where spread and waiting would hide a change of this factor, nothing is called the same. */
const hidden = 2;

/** Both sides of a comparison, and how much they may differ without a cause in the code. */
export interface Sides {
  readonly base: readonly number[];
  readonly head: readonly number[];
  readonly scale: Scale;
  readonly better: 'higher' | 'lower';
  /** The factor that unchanged code may differ by. */
  readonly ratio: number;
  /** A further factor, 1 or more, for time that may have been spent waiting for threads. */
  readonly waiting: number;
  /** Confidence of the interval before it is widened. */
  readonly confidence: number;
}

/** What the rule says. Shifts are on the scale, worse upwards. */
export interface Judgement {
  readonly verdict: 'faster' | 'same' | 'slower' | 'inconclusive';
  readonly shift: number;
  /** Interval of the shift, widened by the allowance: zero lies outside exactly for `faster` and `slower`. */
  readonly lower: number;
  readonly upper: number;
  /** The smallest shift for the worse that would have been called `slower`, given this spread. */
  readonly smallest: number;
}

/** Judges two samples, each large enough for the confidence. */
export function judge(sides: Sides): Judgement {
  const sign = sides.better === 'lower' ? 1 : -1;
  const place = (value: number): number => sign * sides.scale.forward(value);
  const { estimate, lower, upper } = estimateShift(sides.base.map(place), sides.head.map(place), sides.confidence);
  const allowance = Math.log(sides.ratio) + Math.log(sides.waiting);
  const spread = estimate - lower;
  const spreadBelow = upper - estimate;
  return {
    verdict: decide(lower, upper, allowance, Math.max(spread, spreadBelow) + Math.log(sides.waiting)),
    shift: estimate,
    lower: lower - allowance,
    upper: upper + allowance,
    smallest: allowance + spread,
  };
}

function decide(lower: number, upper: number, allowance: number, doubt: number): Judgement['verdict'] {
  if (lower > allowance) return 'slower';
  if (upper < -allowance) return 'faster';
  const inside = Math.max(upper, -lower) <= allowance / 2;
  return inside && doubt <= Math.log(hidden) ? 'same' : 'inconclusive';
}
