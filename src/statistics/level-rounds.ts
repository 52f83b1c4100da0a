import { columnMedians } from './resample-rounds.ts';

/** Rounds from which that has been taken out which all values of a round have in common. */
export interface LevelledRounds {
  /** Every value ÷ its round's level. */
  readonly rounds: readonly Float64Array<ArrayBuffer>[];
  /** How much higher a round is than the middle of all, as a factor; about 1. */
  readonly levels: Float64Array<ArrayBuffer>;
}

/**
 * Takes out of every round what raised or lowered all of it: the median ratio of its values to the medians of their columns
 * (one step of J. Tukey's median polish, "Exploratory Data Analysis", 1977, on logarithms). One wild value moves no level.
 *
 * @param rounds values above zero, all of the same length
 */
export function levelRounds(rounds: readonly Float64Array[]): LevelledRounds {
  const middle = columnMedians(rounds);
  const levels = Float64Array.from(rounds, (round) => geometricMedian(round.map((value, at) => value / middle[at]!)));
  return { rounds: rounds.map((round, index) => round.map((value) => value / levels[index]!)), levels };
}

/** Of an even number of ratios the geometric mean of the middle two, so that halves and doubles balance. */
function geometricMedian(ratios: Float64Array): number {
  const sorted = ratios.toSorted();
  const last = sorted.length - 1;
  return Math.sqrt(sorted[Math.floor(last / 2)]! * sorted[Math.ceil(last / 2)]!);
}
