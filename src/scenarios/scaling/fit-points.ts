/** From the throughputs of all rounds to fitted laws, each parameter with its interval. */
import type {
  AmdahlFit,
  BestWorkers,
  Estimate,
  GustafsonFit,
  LackOfFit,
  ScalingMode,
  UslFit,
} from '../../model/scaling.ts';
import { testLackOfFit } from '../../statistics/lack-of-fit.ts';
import { levelRounds } from '../../statistics/level-rounds.ts';
import { median } from '../../statistics/quantiles.ts';
import { columnMedians, expandedTail, percentileBounds } from '../../statistics/resample-rounds.ts';
import { amdahlThroughput, fitUsl, gustafsonThroughput, uslPeak, uslThroughput } from '../../statistics/scalability.ts';
import { type Draws, drawFits, findBest, fitSerial } from './draw-fits.ts';

/** Fewer rounds say too little of the next one for an interval. */
export const fewestRounds = 9;
/** Of all intervals. */
export const confidence = 0.95;
/** Below this probability a curve is said not to describe its points. */
const doubtful = 0.01;
const defaultResamples = 2000;

/** What to fit. */
export interface FitInput {
  readonly mode: ScalingMode;
  /** Numbers of workers, ascending. */
  readonly workers: readonly number[];
  /** In tasks/s: one list for each round, with one value for each number of workers. */
  readonly rounds: readonly Float64Array[];
  /** How many of the points, from the first, the laws are fitted to. */
  readonly fitted: number;
  readonly seed: number;
  /** @default 2000; 0 gives no intervals */
  readonly resamples?: number;
}

/** What was found. */
export interface FittedPoints {
  readonly amdahl?: AmdahlFit;
  readonly gustafson?: GustafsonFit;
  readonly usl?: UslFit;
  readonly best: BestWorkers;
}

/** The points that the laws are fitted to. */
interface NearPoints {
  readonly workers: Float64Array;
  readonly fittedTo: readonly number[];
  readonly medians: Float64Array;
  readonly rounds: readonly Float64Array[];
}

/** Makes intervals of what was found in resamples. */
interface Intervals {
  readonly estimate: (value: number, draws: Float64Array) => Estimate;
  readonly bounds: (value: number, draws: Float64Array) => readonly [number, number] | undefined;
}

/**
 * Fits the laws to the medians of the rounds; intervals by resampling whole rounds. What a round has in common is a matter of
 * its level alone: the shape is fitted without it.
 */
export function fitPoints(input: FitInput): FittedPoints {
  const { mode, fitted, seed } = input;
  const { rounds, levels } = levelRounds(input.rounds);
  const workers = Float64Array.from(input.workers);
  const resamples = rounds.length < fewestRounds ? 0 : (input.resamples ?? defaultResamples);
  const draws = drawFits({ mode, workers, fitted, rounds, levels }, { seed, resamples });
  const intervals = resamples === 0 ? none : percentiles(expandedTail(rounds.length, confidence));
  const medians = columnMedians(rounds);
  const near: NearPoints = {
    workers: workers.slice(0, fitted),
    fittedTo: input.workers.slice(0, fitted),
    medians: medians.slice(0, fitted),
    rounds: rounds.map((round) => round.slice(0, fitted)),
  };
  const usl = describeUsl(near, median(levels), draws, intervals);
  return {
    ...describeSerial(mode, near, draws, intervals),
    ...(usl === undefined ? {} : { usl }),
    best: describeBest(workers, medians, draws, intervals),
  };
}

function describeSerial(
  mode: ScalingMode,
  near: NearPoints,
  draws: Draws,
  { estimate }: Intervals,
): Pick<FittedPoints, 'amdahl' | 'gustafson'> {
  const law = fitSerial(mode, near.workers, near.medians);
  if (law === undefined) return {};
  const throughput = mode === 'strong' ? amdahlThroughput : gustafsonThroughput;
  const curve = near.workers.map((n) => throughput(law, n));
  const serialFraction = estimate(law.serial, draws.serial);
  const fit = {
    fittedTo: near.fittedTo,
    serialFraction,
    ...judge(near, curve, [law.lambda, law.serial * (1 - law.serial)]),
  };
  return mode === 'strong' ? { amdahl: { ...fit, maxSpeedUp: mostSpeedUp(serialFraction) } } : { gustafson: fit };
}

/** 1 ÷ s, with the bounds of s turned over. */
function mostSpeedUp({ value, interval }: Estimate): Estimate | 'unlimited' {
  if (value === 0) return 'unlimited';
  if (interval === undefined) return { value: 1 / value };
  const [lower, upper] = interval;
  return { value: 1 / value, interval: [1 / (upper ?? 1), lower === 0 ? null : 1 / lower] };
}

/** @param level of the middle round, which throughputs are told by */
function describeUsl(near: NearPoints, level: number, draws: Draws, { estimate }: Intervals): UslFit | undefined {
  const law = fitUsl(near.workers, near.medians);
  if (law === undefined) return undefined;
  const { lambda, sigma, kappa } = law;
  const peak = uslPeak(law);
  const curve = near.workers.map((n) => uslThroughput(law, n));
  return {
    fittedTo: near.fittedTo,
    lambda: estimate(lambda * level, draws.lambda),
    sigma: estimate(sigma, draws.sigma),
    kappa: estimate(kappa, draws.kappa),
    peak: peak === Infinity ? 'not reached' : estimate(peak, draws.peak),
    ...judge(near, curve, [lambda, sigma, kappa]),
  };
}

/** @param parameters of the curve; those that are 0 have not been used */
function judge(
  { rounds }: NearPoints,
  curve: Float64Array,
  parameters: readonly number[],
): { readonly lackOfFit?: LackOfFit } {
  const used = parameters.filter((parameter) => parameter > 0).length;
  const probability = testLackOfFit(rounds, curve, used);
  return probability === undefined ? {} : { lackOfFit: { probability, doubted: probability < doubtful } };
}

function describeBest(workers: Float64Array, medians: Float64Array, draws: Draws, { bounds }: Intervals): BestWorkers {
  const { best, enough } = findBest(workers, medians);
  const [interval, enoughInterval] = [bounds(best, draws.best), bounds(enough, draws.enough)];
  return {
    enough,
    ...(enoughInterval === undefined ? {} : { enoughInterval }),
    workers: best,
    ...(interval === undefined ? {} : { interval }),
  };
}

const none: Intervals = { estimate: (value) => ({ value }), bounds: () => undefined };

/** Wide enough to hold the value itself. */
function percentiles(tail: number): Intervals {
  const bounds = (value: number, draws: Float64Array): readonly [number, number] => {
    const [lower, upper] = percentileBounds(draws, tail);
    return [Math.min(lower, value), Math.max(upper, value)];
  };
  return {
    bounds,
    estimate: (value, draws) => {
      const [lower, upper] = bounds(value, draws);
      return { value, interval: [lower, upper === Infinity ? null : upper] };
    },
  };
}
