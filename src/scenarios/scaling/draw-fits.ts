import type { ScalingMode } from '../../model/scaling.ts';
import { resampleRounds, type ResampleOptions } from '../../statistics/resample-rounds.ts';
import { fitAmdahl, fitGustafson, fitUsl, type SerialPart, uslPeak } from '../../statistics/scalability.ts';

/** Throughputs that are this near to the highest are as good. */
const asGood = 0.95;

/** What is fitted, again and again. */
export interface FittedData {
  readonly mode: ScalingMode;
  /** Numbers of workers, ascending. */
  readonly workers: Float64Array;
  /** How many of them, from the first, the laws are fitted to. */
  readonly fitted: number;
  /** In tasks/s, levelled: one list for each round, with one value for each number of workers. */
  readonly rounds: readonly Float64Array[];
  /** The level of each round. */
  readonly levels: Float64Array;
}

/** What was found in every resample. Of a law that was not fitted all are 0. */
export type Draws = Readonly<
  Record<'lambda' | 'sigma' | 'kappa' | 'peak' | 'serial' | 'best' | 'enough', Float64Array>
>;

/** Fits everything to resampled rounds. */
export function drawFits({ mode, workers, fitted, rounds, levels }: FittedData, options: ResampleOptions): Draws {
  const column = (): Float64Array => new Float64Array(options.resamples);
  const draws: Draws = {
    lambda: column(),
    sigma: column(),
    kappa: column(),
    peak: column(),
    serial: column(),
    best: column(),
    enough: column(),
  };
  const counts = workers.slice(0, fitted);
  // The level of a round is drawn with it.
  const rows = rounds.map((round, index) => Float64Array.of(...round, levels[index]!));
  let at = 0;
  resampleRounds(rows, options, (drawn) => {
    const medians = drawn.slice(0, workers.length);
    const near = drawn.slice(0, fitted);
    const usl = fitUsl(counts, near);
    if (usl !== undefined) {
      draws.lambda[at] = usl.lambda * drawn[workers.length]!;
      draws.sigma[at] = usl.sigma;
      draws.kappa[at] = usl.kappa;
      draws.peak[at] = uslPeak(usl);
    }
    draws.serial[at] = fitSerial(mode, counts, near)?.serial ?? 0;
    const { best, enough } = findBest(workers, medians);
    draws.best[at] = best;
    draws.enough[at] = enough;
    at += 1;
  });
  return draws;
}

/** Amdahl's law of strong scaling, Gustafson's of weak. */
export function fitSerial(mode: ScalingMode, workers: Float64Array, throughputs: Float64Array): SerialPart | undefined {
  return mode === 'strong' ? fitAmdahl(workers, throughputs) : fitGustafson(workers, throughputs);
}

/** The number of workers with the highest throughput, and the smallest that is as good. */
export function findBest(
  workers: Float64Array,
  throughputs: Float64Array,
): { readonly best: number; readonly enough: number } {
  const highest = Math.max(...throughputs);
  return {
    best: workers[throughputs.indexOf(highest)]!,
    enough: workers[throughputs.findIndex((throughput) => throughput >= asGood * highest)]!,
  };
}
