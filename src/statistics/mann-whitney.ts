import { GateError } from '../model/errors.ts';
import { normalCdf } from './normal.ts';
import { type Observations, requireFinite } from './observations.ts';

/**
 * Up to this many observations on both sides together the null distribution is counted, beyond it is approximated:
 * C(56, 28) is the last binomial coefficient of its kind that a double holds exactly.
 */
export const exactLimit = 56;

/** The outcome of a Mann-Whitney test of two independent samples. */
export interface MannWhitney {
  /** For how many pairs the second sample's observation is the larger one; ties count one half. */
  readonly u: number;
  /** P-value against "the second sample is larger". */
  readonly pGreater: number;
  /** P-value against "the second sample is smaller". */
  readonly pLess: number;
  /** P-value against "the samples differ". */
  readonly pTwoSided: number;
  readonly method: 'exact' | 'normal';
}

/**
 * Mann-Whitney's test (Annals of Mathematical Statistics 18, 1947): are the observations of one sample larger than the
 * other's? Exact, given the ties that there are, up to 56 observations; beyond, normal with corrections for ties and
 * for continuity. A sample too small to reach a level shows as a p-value above it.
 *
 * @throws GateError `NOTHING_MEASURED` when a sample is empty, `BAD_QUANTITY` when an observation is not finite
 */
export function testMannWhitney(first: Observations, second: Observations): MannWhitney {
  const a = requireSample(first, 'first sample');
  const b = requireSample(second, 'second sample');
  const n = a.length;
  const m = b.length;
  const { doubled, tieSum } = rankDoubled(a, b);
  let rankSum = 0;
  for (let i = n; i < n + m; i++) rankSum += doubled[i]!;
  const u = rankSum / 2 - (m * (m + 1)) / 2;

  if (n + m <= exactLimit) {
    const counts = countRankSums(doubled, m);
    let total = 0;
    let atMost = 0;
    let atLeast = 0;
    for (const [sum, count] of counts.entries()) {
      total += count;
      if (sum <= rankSum) atMost += count;
      if (sum >= rankSum) atLeast += count;
    }
    return withTwoSided(u, atLeast / total, atMost / total, 'exact');
  }

  const size = n + m;
  const variance = ((n * m) / 12) * (size + 1 - tieSum / (size * (size - 1)));
  const excess = u - (n * m) / 2;
  if (variance <= 0) return withTwoSided(u, 1, 1, 'normal');
  const deviation = Math.sqrt(variance);
  return withTwoSided(u, normalCdf((0.5 - excess) / deviation), normalCdf((excess + 0.5) / deviation), 'normal');
}

function withTwoSided(u: number, pGreater: number, pLess: number, method: 'exact' | 'normal'): MannWhitney {
  return { u, pGreater, pLess, pTwoSided: Math.min(1, 2 * Math.min(pGreater, pLess)), method };
}

/**
 * In how many of the C(n + m, m) orders of n and m observations without ties U has the value 0, 1, … nm: the
 * coefficients of the Gaussian binomial, ∏ (1 − q^(n+i)) ÷ (1 − q^i) for i = 1 … m. Exact for n + m up to 56.
 */
export function countMannWhitney(n: number, m: number): Float64Array {
  const counts = new Float64Array(n * m + 1);
  counts[0] = 1;
  for (let i = 1; i <= m; i++) {
    for (let u = counts.length - 1; u >= n + i; u--) counts[u] = counts[u]! - counts[u - n - i]!;
    for (let u = i; u < counts.length; u++) counts[u] = counts[u]! + counts[u - i]!;
  }
  return counts;
}

/** How many choices of `size` of the ranks have each sum: the permutation distribution, ties and all. */
function countRankSums(ranks: readonly number[], size: number): Float64Array {
  const largest = [...ranks].sort((x, y) => y - x).slice(0, size);
  const top = largest.reduce((sum, rank) => sum + rank, 0);
  const bySize = Array.from({ length: size + 1 }, () => new Float64Array(top + 1));
  bySize[0]![0] = 1;
  for (const [index, rank] of ranks.entries()) {
    for (let chosen = Math.min(size, index + 1); chosen > 0; chosen--) {
      const from = bySize[chosen - 1]!;
      const to = bySize[chosen]!;
      for (let sum = rank; sum <= top; sum++) to[sum] = to[sum]! + from[sum - rank]!;
    }
  }
  return bySize[size]!;
}

interface Ranks {
  /** Twice the mid-rank of every observation of both samples, the first sample's first: whole numbers. */
  readonly doubled: readonly number[];
  /** Σ (t³ − t) over groups of t tied observations. */
  readonly tieSum: number;
}

function rankDoubled(first: Float64Array, second: Float64Array): Ranks {
  const values = [...first, ...second];
  const order = values.map((_, index) => index).sort((x, y) => values[x]! - values[y]!);
  const doubled = Array.from({ length: values.length }, () => 0);
  let tieSum = 0;
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    const tied = end - start;
    tieSum += tied ** 3 - tied;
    for (let i = start; i < end; i++) doubled[order[i]!] = start + 1 + end;
    start = end;
  }
  return { doubled, tieSum };
}

function requireSample(sample: Observations, where: string): Float64Array {
  if (sample.length === 0) {
    throw new GateError({
      code: 'NOTHING_MEASURED',
      message: `Comparison of two samples: the ${where} is empty.`,
      fix: 'Give at least one observation on each side.',
    });
  }
  return requireFinite(sample, where);
}
