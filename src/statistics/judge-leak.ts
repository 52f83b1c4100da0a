import type { LeakVerdict, Slope } from '../model/stress.ts';
import type { Observations } from './observations.ts';
import { fitTrend, type Trend } from './trend.ts';

/** With fewer points nothing is said. */
const fewest = 9;
/** An accusation needs more than the usual confidence. */
const confidence = 0.99;
/** Growth below this, in B per task, is no leak: compiled code and profiles of the engine grow as well. */
const leakFloor = 16;
/** Growth below this in all, in B, may be the engine's own as well, however steady it is. */
export const growthFloor = 250e3;
/** What a run must have been able to see before it says that there is no leak, in B per task. */
const visible = 256;

/** Heaps against tasks done, judged. */
export interface JudgedLeak {
  readonly verdict: LeakVerdict;
  /**
   * `rises`: a leak. No leak: `flat` (the slope is as good as zero), `falls back` (what grows is given back), `levels off` (it
   * grew at first). Nothing can be said: `few points`, `small growth` (steady, but as little as the engine's own), `uneven growth`
   * (sure, but not all over the run), `wide interval` (a leak could hide in it).
   */
  readonly reason:
    | 'rises'
    | 'flat'
    | 'falls back'
    | 'levels off'
    | 'few points'
    | 'small growth'
    | 'uneven growth'
    | 'wide interval';
  /** How many points were left to judge by. */
  readonly n: number;
  /** In B per task; absent where there are too few points. */
  readonly slope?: Slope;
}

/**
 * Whether tasks leave memory behind: the Theil-Sen slope of the heap after forced collections against the tasks done, with its
 * 99 % interval, the first fifth of the points left out, in which code is compiled and caches fill.
 *
 * It is a leak when the whole interval lies above 16 B per task, that makes more than 250 kB over the run, and the troughs rise
 * as well: the lowest points of the three thirds of the run rise from one to the next by at least half of what the slope says,
 * the last one by at least half as much as the one before. What is kept for a while and given back, a sawtooth, has troughs
 * that do not rise; what fills a cache has troughs that level off. Where the last trough does not rise it is no leak.
 *
 * @param tasks done at each point, in ascending order
 * @param heaps in B
 */
export function judgeLeak(tasks: Observations, heaps: Observations): JudgedLeak {
  const from = Math.floor(tasks.length / 5);
  const x = Float64Array.from(tasks).subarray(from);
  const y = Float64Array.from(heaps).subarray(from);
  const n = x.length;
  if (n < fewest) return { verdict: 'too short to say', reason: 'few points', n };
  const trend = fitTrend(x, y, confidence);
  if (!Number.isFinite(trend.lower)) return { verdict: 'too short to say', reason: 'wide interval', n };
  const { estimate, lower, upper } = trend;
  return { ...weigh(x, y, trend), n, slope: { estimate, lower, upper, confidence } };
}

function weigh(x: Float64Array, y: Float64Array, trend: Trend): Pick<JudgedLeak, 'verdict' | 'reason'> {
  const [first, middle, last] = troughsOf(x, y);
  const half = trend.estimate / 2;
  if (trend.lower > leakFloor) {
    const early = riseOf(first, middle);
    const late = riseOf(middle, last);
    if (late <= leakFloor) return { verdict: 'no leak', reason: early >= half ? 'levels off' : 'falls back' };
    // Noise in the troughs of a leak looks like that as well.
    if (Math.min(early, late) < half || late < early / 2)
      return { verdict: 'too short to say', reason: 'uneven growth' };
    const isMuch = trend.lower * (x.at(-1)! - x[0]!) > growthFloor;
    return isMuch ? { verdict: 'leak', reason: 'rises' } : { verdict: 'too short to say', reason: 'small growth' };
  }
  if (trend.upper <= visible) return { verdict: 'no leak', reason: 'flat' };
  // The interval is wide, but a leak that matters would have raised the troughs.
  if (riseOf(first, last) < visible / 2) return { verdict: 'no leak', reason: 'falls back' };
  return { verdict: 'too short to say', reason: 'wide interval' };
}

/** The lowest point of a third of the run. */
interface Trough {
  /** Where the third is: the mean of its tasks. */
  readonly at: number;
  readonly heap: number;
}

function troughsOf(x: Float64Array, y: Float64Array): readonly [Trough, Trough, Trough] {
  const n = x.length;
  const third = (index: number): Trough => {
    const from = Math.round((index * n) / 3);
    const to = Math.round(((index + 1) * n) / 3);
    const tasks = x.subarray(from, to);
    return { at: tasks.reduce((sum, each) => sum + each, 0) / tasks.length, heap: Math.min(...y.subarray(from, to)) };
  };
  return [third(0), third(1), third(2)];
}

/** In B per task. */
function riseOf(from: Trough, to: Trough): number {
  return (to.heap - from.heap) / (to.at - from.at);
}
