/** The distributions of Fisher's F and of Student's t, by the incomplete beta function. */

/**
 * The probability that a variable with the F distribution is above `f`.
 *
 * @param upper degrees of freedom of the numerator
 * @param lower degrees of freedom of the denominator
 */
export function fisherTail(f: number, upper: number, lower: number): number {
  if (f <= 0) return 1;
  if (f === Infinity) return 0;
  return incompleteBeta(lower / (lower + upper * f), lower / 2, upper / 2);
}

/**
 * The t with P(T ≤ t) = p for Student's distribution, by bisection to the last bits.
 *
 * @param freedom degrees of freedom, at least 1
 */
export function studentQuantile(p: number, freedom: number): number {
  if (p < 0.5) return -studentQuantile(1 - p, freedom);
  if (p >= 1) return Infinity;
  // The square of t has the F distribution with 1 and `freedom` degrees.
  const tail = 2 * (1 - p);
  let low = 0;
  let high = 1;
  while (fisherTail(high * high, 1, freedom) > tail && high < 1e100) high *= 2;
  while (true) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (fisherTail(middle * middle, 1, freedom) > tail) low = middle;
    else high = middle;
  }
}

/** The regularized incomplete beta function I_x(a, b). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast below the mean; above it the other tail is taken.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
  return Math.min(1, front * betaFraction(x, a, b));
}

const tiny = 1e-300;

/** The continued fraction of the incomplete beta function (DLMF 8.17.22), evaluated by Lentz's method. */
function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m <= 500; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    const step = d * c;
    value *= step;
    if (Math.abs(step - 1) < 1e-15) break;
  }
  return value;
}

function nonZero(value: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}

/** Coefficients of C. Lanczos (SIAM Journal on Numerical Analysis 1, 1964) for g = 7, n = 9, as P. Godfrey computed them. */
const lanczos = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const;

/** The logarithm of the gamma function, for z of 0.5 and above. */
function logGamma(z: number): number {
  const shifted = z - 1;
  let sum = 0.99999999999980993;
  for (const [index, coefficient] of lanczos.entries()) sum += coefficient / (shifted + index + 1);
  const base = shifted + lanczos.length - 0.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(base) - base + Math.log(sum);
}
