/** What a scaling benchmark found: points over numbers of workers, and what was fitted through them. Plain JSON. */
import type { EfficiencyBand } from './efficiency-band.ts';
import type { Result } from './result.ts';

/**
 * `strong`: the same tasks are shared by more workers. `weak`: every worker has as many tasks, however many workers there
 * are.
 */
export type ScalingMode = 'strong' | 'weak';

/** What was measured with one number of workers. */
export interface ScaledResult<M extends string = string> extends Result<M> {
  readonly scenario: 'scaling';
  /** How many workers. */
  readonly workers: number;
  /** More workers than the cores that the process may use. */
  readonly oversubscribed: boolean;
  /** The band of the median efficiency. */
  readonly band: EfficiencyBand['name'];
}

/** A number that was fitted or found. */
export interface Estimate {
  readonly value: number;
  /**
   * Two-sided, of the report's confidence. `null` above: no bound could be found. Absent where there are too few rounds for one,
   * and where nothing varies.
   */
  readonly interval?: readonly [lower: number, upper: number | null];
}

/** Whether a curve describes the points that it was fitted to. */
export interface LackOfFit {
  /** How probable a distance as large as this is between the points and a curve that is right. */
  readonly probability: number;
  /** So improbable that the parameters are not to be relied on. */
  readonly doubted: boolean;
}

interface Fit {
  /** The numbers of workers that it was fitted to. */
  readonly fittedTo: readonly number[];
  /** Absent where there are too few points or rounds to tell. */
  readonly lackOfFit?: LackOfFit;
}

/** Amdahl's law: speed-up = 1 ÷ (s + (1 − s) ÷ N). */
export interface AmdahlFit extends Fit {
  /** s, from 0 to 1. */
  readonly serialFraction: Estimate;
  /** 1 ÷ s. */
  readonly maxSpeedUp: Estimate | 'unlimited';
}

/** Gustafson's law: scaled speed-up = s + (1 − s) N. */
export interface GustafsonFit extends Fit {
  /** s, from 0 to 1. */
  readonly serialFraction: Estimate;
}

/** The Universal Scalability Law: throughput = λN ÷ (1 + σ(N − 1) + κN(N − 1)). */
export interface UslFit extends Fit {
  /** λ: throughput of one worker, in tasks/s. */
  readonly lambda: Estimate;
  /** σ: contention, waiting for what only one can have. */
  readonly sigma: Estimate;
  /** κ: coherency, the cost of every pair's keeping in step. */
  readonly kappa: Estimate;
  /** N* = √((1 − σ) ÷ κ): the number of workers at which the curve is highest; `not reached` where κ is 0. */
  readonly peak: Estimate | 'not reached';
}

/** Which number of workers is best, of those that were measured. */
export interface BestWorkers {
  /** The smallest number whose throughput is within 5 % of the highest. */
  readonly enough: number;
  /** Absent where there are too few rounds for one, and where nothing varies. */
  readonly enoughInterval?: readonly [number, number];
  /** The number with the highest throughput. */
  readonly workers: number;
  readonly interval?: readonly [number, number];
}

/** Why the speed-up falls behind the number of workers. */
export interface Bend {
  readonly reason: 'none' | 'contention' | 'coherency' | 'too few tasks' | 'too few cores';
  /** The first number of workers whose efficiency is below 95 %; absent where there is no bend. */
  readonly from?: number;
  /** The reason, and what it was seen by. */
  readonly sentence: string;
}

/** All points of a scaling benchmark, and what they say together. */
export interface ScalingReport<M extends string = string> {
  /** The benchmark's name. */
  readonly name: string;
  readonly mode: ScalingMode;
  /** How many cores the process may use; absent where nothing really ran. */
  readonly cores?: number;
  /** Timed rounds; 1 where nothing varies. */
  readonly rounds: number;
  /** Of all intervals. */
  readonly confidence: number;
  /** By number of workers, ascending; the first has 1 worker. */
  readonly points: readonly ScaledResult<M>[];
  /** Of strong scaling. Absent with fewer than 2 points to fit. */
  readonly amdahl?: AmdahlFit;
  /** Of weak scaling. Absent with fewer than 2 points to fit. */
  readonly gustafson?: GustafsonFit;
  /** Absent with fewer than 3 points to fit. */
  readonly usl?: UslFit;
  readonly best: BestWorkers;
  readonly bend: Bend;
  /** Doubts about what the points say together; those about a point stand with it. */
  readonly warnings: readonly string[];
}
