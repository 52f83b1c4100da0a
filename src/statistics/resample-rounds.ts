/** Resampling of whole rounds: what was measured together stays together. */
import { requireProbability } from './interval.ts';
import { normalCdf } from './normal.ts';
import { studentQuantile } from './fisher.ts';
import { createRandom } from './random.ts';

/** How to resample. */
export interface ResampleOptions {
  /** The same seed gives the same resamples. */
  readonly seed: number;
  readonly resamples: number;
}

/**
 * Draws rounds with replacement and hands over the median of every column: a bootstrap by rows (B. Efron and R. Tibshirani,
 * "An Introduction to the Bootstrap", 1993, section 9.5), so that a slow round is slow in all of its columns.
 *
 * @param rounds at least one, all of the same length
 * @param visit called for each resample; the array is the same one every time
 */
export function resampleRounds(
  rounds: readonly Float64Array[],
  { seed, resamples }: ResampleOptions,
  visit: (medians: Float64Array) => void,
): void {
  const columns = rounds[0]?.length ?? 0;
  const orders = Array.from({ length: columns }, (_, column) => orderOf(rounds, column));
  const random = createRandom(seed);
  const drawn = new Uint32Array(rounds.length);
  const medians = new Float64Array(columns);
  for (let resample = 0; resample < resamples; resample += 1) {
    drawn.fill(0);
    for (let draw = 0; draw < rounds.length; draw += 1) drawn[random.integer(rounds.length)]! += 1;
    for (let column = 0; column < columns; column += 1) {
      medians[column] = drawnMedian(rounds, column, orders[column]!, drawn);
    }
    visit(medians);
  }
}

/** The median of every column. */
export function columnMedians(rounds: readonly Float64Array[]): Float64Array<ArrayBuffer> {
  const once = new Uint32Array(rounds.length).fill(1);
  return Float64Array.from({ length: rounds[0]?.length ?? 0 }, (_, column) =>
    drawnMedian(rounds, column, orderOf(rounds, column), once),
  );
}

/** The rounds in the order of their values in a column. */
function orderOf(rounds: readonly Float64Array[], column: number): Uint32Array {
  return Uint32Array.from(rounds.keys()).sort((one, other) => rounds[one]![column]! - rounds[other]![column]!);
}

/** The median of a column in which every round counts as often as it was drawn; in all as often as there are rounds. */
function drawnMedian(rounds: readonly Float64Array[], column: number, order: Uint32Array, drawn: Uint32Array): number {
  const size = rounds.length;
  const [low, high] = [Math.floor((size - 1) / 2), Math.floor(size / 2)];
  let passed = 0;
  let lower = Number.NaN;
  for (const round of order) {
    const before = passed;
    passed += drawn[round]!;
    if (before <= low && low < passed) lower = rounds[round]![column]!;
    if (high < passed) return (lower + rounds[round]![column]!) / 2;
  }
  return lower;
}

/**
 * The probability to leave beyond each end of a percentile interval for n rounds: smaller than half of 1 − confidence, since
 * percentiles of resamples are too narrow for a handful of rounds by what Student's t and the divisor n − 1 make up for
 * (T. Hesterberg, "What Teachers Should Know About the Bootstrap", The American Statistician 69, 2015: expanded percentiles).
 *
 * @param n at least 2
 */
export function expandedTail(n: number, confidence: number): number {
  requireProbability(confidence, 'confidence');
  return normalCdf(-Math.sqrt(n / (n - 1)) * studentQuantile((1 + confidence) / 2, n - 1));
}

/** The interval that leaves this much of the values beyond each end: values themselves, so that infinities may be among them. */
export function percentileBounds(values: Float64Array, tail: number): readonly [lower: number, upper: number] {
  const sorted = values.toSorted();
  const last = sorted.length - 1;
  return [sorted[Math.floor(tail * last)]!, sorted[Math.ceil((1 - tail) * last)]!];
}
