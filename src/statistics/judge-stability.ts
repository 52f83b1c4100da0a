import type { Slope, StabilityVerdict } from '../model/stress.ts';
import type { Bounds } from './interval.ts';
import type { Observations } from './observations.ts';
import { quantile } from './quantiles.ts';
import { fitTrend, type Trend } from './trend.ts';

/** With fewer points nothing is said. */
const fewest = 10;
const confidence = 0.95;
/** What surely changed by more than this over the run drifts. */
const drift = 0.1;
/** What surely changed by less than this is stable. */
const tolerance = 0.2;
/** Unstable is what swings by more than this around its line. */
const swing = 0.4;

/** A series over time, judged. */
export interface JudgedStability {
  readonly verdict: StabilityVerdict;
  /** Why it is what it is, or why nothing can be said: too few points, or a change that could be anything. */
  readonly reason: 'few points' | 'nothing happens' | 'change' | 'swing' | 'wide interval' | 'steady';
  readonly n: number;
  /** From the first point to the last, relative to the median; absent where that is not known. */
  readonly change?: Slope;
  /** Half of the range that holds 90 % of what the line leaves, relative to the median. */
  readonly spread?: number;
}

/**
 * Whether a figure held over the time of a run, by its Theil-Sen slope with a 95 % interval.
 *
 * - `drifting`: the whole interval lies beyond ±10 % over the run, that for independent points: a fall in the middle of the run
 *   makes neighbours resemble each other as well, and must not excuse itself by that.
 * - `unstable`: around the line it swings by more than 40 % (half of the range that holds 90 % of the points).
 * - `stable`: neither, and the whole interval, wider where neighbours resemble each other, lies within ±20 %: that nothing was
 *   proven is no proof.
 * - `too short to say`: fewer than 10 points, or an interval that reaches further.
 *
 * @param times in ascending order
 * @param values of zero or more
 */
export function judgeStability(times: Observations, values: Observations): JudgedStability {
  const n = values.length;
  if (n < fewest) return { verdict: 'too short to say', reason: 'few points', n };
  const level = quantile(Float64Array.from(values).sort(), 0.5);
  if (!(level > 0)) return { verdict: 'unstable', reason: 'nothing happens', n };
  const trend = fitTrend(times, values, confidence);
  const spread = spreadOf(trend) / level;
  const toChange = (bounds: Bounds): Slope => {
    const factor = (times[n - 1]! - times[0]!) / level;
    return {
      estimate: trend.estimate * factor,
      lower: bounds.lower * factor,
      upper: bounds.upper * factor,
      confidence,
    };
  };
  const sharp = toChange(trend.independent);
  if (sharp.lower > drift || sharp.upper < -drift) {
    return { verdict: 'drifting', reason: 'change', n, change: sharp, spread };
  }
  if (!Number.isFinite(trend.lower)) return { verdict: 'too short to say', reason: 'wide interval', n, spread };
  const judged = { n, change: toChange(trend), spread };
  if (spread > swing) return { verdict: 'unstable', reason: 'swing', ...judged };
  const isSteady = judged.change.lower > -tolerance && judged.change.upper < tolerance;
  if (isSteady) return { verdict: 'stable', reason: 'steady', ...judged };
  return { verdict: 'too short to say', reason: 'wide interval', ...judged };
}

function spreadOf({ residuals }: Trend): number {
  const sorted = residuals.slice().sort();
  return (quantile(sorted, 0.95) - quantile(sorted, 0.05)) / 2;
}
