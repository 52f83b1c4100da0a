/** The probability that a standard normal variable is at most `z`. */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) return Number.NaN;
  return z > 0 ? 1 - lowerTail(z) : lowerTail(-z);
}

/**
 * P(Z < −z) for z of zero or more. The Taylor series of G. Marsaglia, "Evaluating the normal distribution", Journal of
 * Statistical Software 11 (2004), near the centre; Laplace's continued fraction for Mills' ratio in the tail, where
 * the series would cancel.
 */
function lowerTail(z: number): number {
  const density = Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z > 3) {
    let fraction = z;
    for (let k = 120; k > 0; k--) fraction = z + k / fraction;
    return density / fraction;
  }
  let term = z;
  let sum = z;
  for (let k = 3; term > sum * 1e-17; k += 2) {
    term *= (z * z) / k;
    sum += term;
  }
  return 0.5 - sum * density;
}

/** The z with `normalCdf(z) = p`, by bisection to the last bits; ∓Infinity at 0 and 1. */
export function normalQuantile(p: number): number {
  if (p <= 0) return -Infinity;
  if (p >= 1) return Infinity;
  let low = -40;
  let high = 40;
  while (true) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (normalCdf(middle) < p) low = middle;
    else high = middle;
  }
}
