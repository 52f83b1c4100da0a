/** Whether a fitted curve passes through its points, judged by how much the points themselves vary. */
import { fisherTail } from './fisher.ts';
import { columnMedians } from './resample-rounds.ts';

/** A median varies more than a mean: by this factor in variance, for many normal observations. */
const medianVariance = Math.PI / 2;

/**
 * The probability that medians lie as far from a curve as these do although the curve is right: an F test of the lack of fit
 * against the pure error of the replicates (N. Draper and H. Smith, "Applied Regression Analysis", 1998, section 2.1), on
 * logarithms. What a whole round has in common is no error, as in an analysis of variance in two ways; the height of the curve
 * is fitted.
 *
 * @param rounds values above zero, one for each point, by `levelRounds`: medians of rounds that differ in level are no better
 *   than single values
 * @param fitted the curve at each point, above zero
 * @param parameters how many parameters above zero the curve has, its height included
 * @returns undefined where nothing is left to judge by: no more points than parameters, or fewer than 2 rounds
 */
export function testLackOfFit(
  rounds: readonly Float64Array[],
  fitted: Float64Array,
  parameters: number,
): number | undefined {
  const points = fitted.length;
  const upper = points - parameters;
  const lower = (points - 1) * (rounds.length - 1);
  if (upper < 1 || lower < 1) return undefined;
  const pure = pureError(rounds.map((round) => round.map((value) => Math.log(value)))) / lower;
  const distances = columnMedians(rounds).map((value, point) => Math.log(value / fitted[point]!));
  const height = mean(distances);
  const squares = distances.reduce((sum, distance) => sum + (distance - height) ** 2, 0);
  const lack = (squares * rounds.length) / medianVariance / upper;
  // Beyond what rounding leaves of numbers that are equal, nothing is a distance.
  if (lack <= 1e-20) return 1;
  return pure === 0 ? 0 : fisherTail(lack / pure, upper, lower);
}

/** The squares that neither rounds nor points account for. */
function pureError(rows: readonly Float64Array[]): number {
  const columns = rows[0]!.map((_, column) => mean(Float64Array.from(rows, (row) => row[column]!)));
  const whole = mean(columns);
  let squares = 0;
  for (const row of rows) {
    const level = mean(row);
    for (const [column, value] of row.entries()) squares += (value - level - columns[column]! + whole) ** 2;
  }
  return squares;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
