/** Least squares with coefficients of zero or more, for a handful of columns. */

/** Columns more alike than this cannot be told apart. */
const dependent = 1e-10;
/** A column more must lessen the squares by more than rounding does. */
const rounding = 1e-13;
const mostRounds = 25;
const settled = 1e-10;

/**
 * The coefficients of zero or more whose weighted sum of columns comes nearest to `y`: those with the smallest
 * Σ weight × (y − fitted)². Exact: the optimum is the plain least-squares solution of those columns whose coefficients are
 * above zero (C. Lawson and R. Hanson, "Solving Least Squares Problems", 1974, chapter 23), and with three columns all
 * choices can be tried.
 *
 * @param columns at most a few, each as long as `y`; the effort doubles with each
 */
export function fitNonNegative(
  columns: readonly Float64Array[],
  y: Float64Array,
  weights: Float64Array,
): Float64Array<ArrayBuffer> {
  const roots = weights.map((weight) => Math.sqrt(weight));
  const scaled = columns.map((column) => column.map((value, row) => value * roots[row]!));
  const target = y.map((value, row) => value * roots[row]!);
  const worth = dot(target, target) * rounding;
  let best = new Float64Array(columns.length);
  let least = dot(target, target);
  for (const choice of choices(columns.length)) {
    const solution = solve(scaled, target, choice);
    if (solution === undefined || solution.squares >= least - worth) continue;
    ({ coefficients: best, squares: least } = solution);
  }
  return best;
}

/**
 * As `fitNonNegative`, where the error of an observation grows with its size: weights of 1 ÷ fitted², iterated until they
 * agree with the fit (P. McCullagh and J. Nelder, "Generalized Linear Models", 1989, section 8.3: a constant coefficient of
 * variation).
 *
 * @param y above zero
 */
export function fitRelative(columns: readonly Float64Array[], y: Float64Array): Float64Array<ArrayBuffer> {
  let coefficients = fitNonNegative(
    columns,
    y,
    y.map((value) => 1 / (value * value)),
  );
  for (let round = 0; round < mostRounds; round += 1) {
    const fitted = combine(columns, coefficients);
    if (fitted.some((value) => !(value > 0))) break;
    const next = fitNonNegative(
      columns,
      y,
      fitted.map((value) => 1 / (value * value)),
    );
    const still = next.every((value, index) => Math.abs(value - coefficients[index]!) <= settled * Math.abs(value));
    coefficients = next;
    if (still) break;
  }
  return coefficients;
}

/** The sum of the columns, each times its coefficient. */
export function combine(columns: readonly Float64Array[], coefficients: Float64Array): Float64Array<ArrayBuffer> {
  const sum = new Float64Array(columns[0]?.length ?? 0);
  for (const [index, column] of columns.entries()) {
    for (let row = 0; row < sum.length; row += 1) sum[row]! += column[row]! * coefficients[index]!;
  }
  return sum;
}

const known: Map<number, readonly (readonly number[])[]> = new Map();

/** All sets of columns but the empty one, smaller ones first: where two do equally well, the simpler one is taken. */
function choices(count: number): readonly (readonly number[])[] {
  const before = known.get(count);
  if (before !== undefined) return before;
  const indexes = Array.from({ length: count }, (_, index) => index);
  const sets = Array.from({ length: 2 ** count - 1 }, (_, set) =>
    indexes.filter((index) => ((set + 1) >> index) % 2 === 1),
  ).sort((one, other) => one.length - other.length);
  known.set(count, sets);
  return sets;
}

interface Solution {
  readonly coefficients: Float64Array<ArrayBuffer>;
  readonly squares: number;
}

/** Least squares over the chosen columns by modified Gram-Schmidt; undefined when they are dependent or a coefficient is negative. */
function solve(
  columns: readonly Float64Array[],
  target: Float64Array,
  choice: readonly number[],
): Solution | undefined {
  const size = choice.length;
  const basis: Float64Array[] = [];
  const triangle = new Float64Array(size * size);
  const projected = new Float64Array(size);
  const rest = Float64Array.from(target);
  for (const [at, index] of choice.entries()) {
    const column = Float64Array.from(columns[index]!);
    const whole = Math.sqrt(dot(column, column));
    for (const [before, direction] of basis.entries()) {
      const share = dot(direction, column);
      triangle[before * size + at] = share;
      subtract(column, direction, share);
    }
    const length = Math.sqrt(dot(column, column));
    if (!(length > whole * dependent)) return undefined;
    triangle[at * size + at] = length;
    for (let row = 0; row < column.length; row += 1) column[row]! /= length;
    projected[at] = dot(column, rest);
    subtract(rest, column, projected[at]);
    basis.push(column);
  }
  const coefficients = new Float64Array(columns.length);
  for (let at = size - 1; at >= 0; at -= 1) {
    let value = projected[at]!;
    for (let after = at + 1; after < size; after += 1) {
      value -= triangle[at * size + after]! * coefficients[choice[after]!]!;
    }
    value /= triangle[at * size + at]!;
    if (!(value >= 0)) return undefined;
    coefficients[choice[at]!] = value;
  }
  return { coefficients, squares: dot(rest, rest) };
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < one.length; row += 1) sum += one[row]! * other[row]!;
  return sum;
}

function subtract(from: Float64Array, direction: Float64Array, share: number): void {
  for (let row = 0; row < from.length; row += 1) from[row]! -= direction[row]! * share;
}
