/** The laws of scalability: curves of throughput over the number of workers, and fitting them. */
import { fitRelative } from './non-negative-fit.ts';

/** Amdahl's and Gustafson's laws: a part s of the work is done by one worker, however many there are. */
export interface SerialPart {
  /** Throughput of one worker. */
  readonly lambda: number;
  /** s, from 0 to 1. */
  readonly serial: number;
}

/** The Universal Scalability Law: X(N) = λN ÷ (1 + σ(N − 1) + κN(N − 1)). */
export interface Usl {
  readonly lambda: number;
  readonly sigma: number;
  readonly kappa: number;
}

/**
 * Fits the Universal Scalability Law (N. Gunther, "Guerrilla Capacity Planning", 2007, chapters 4 to 6). Turned over,
 * N ÷ X = a + b(N − 1) + cN(N − 1) is linear in 1 ÷ λ, σ ÷ λ and κ ÷ λ, none of which can be negative. The error of a
 * throughput is taken to grow with it.
 *
 * @param workers ascending, at least 3 different numbers
 * @param throughputs one above zero for each
 * @returns undefined when there are too few points
 */
export function fitUsl(workers: Float64Array, throughputs: Float64Array): Usl | undefined {
  if (workers.length < 3) return undefined;
  const columns = [workers.map(() => 1), workers.map((n) => n - 1), workers.map((n) => n * (n - 1))];
  const [a, b, c] = fitRelative(columns, turned(workers, throughputs)) as unknown as [number, number, number];
  return a > 0 ? { lambda: 1 / a, sigma: b / a, kappa: c / a } : undefined;
}

/** The throughput of N workers by this law. */
export function uslThroughput({ lambda, sigma, kappa }: Usl, workers: number): number {
  return (lambda * workers) / (1 + sigma * (workers - 1) + kappa * workers * (workers - 1));
}

/**
 * The number of workers at which the throughput is highest, √((1 − σ) ÷ κ), and not below 1. Infinity when there is none:
 * without coherency more workers never do harm.
 */
export function uslPeak({ sigma, kappa }: Pick<Usl, 'sigma' | 'kappa'>): number {
  if (sigma > 1) return 1;
  return kappa === 0 ? Infinity : Math.max(1, Math.sqrt((1 - sigma) / kappa));
}

/**
 * Fits Amdahl's law (G. Amdahl, AFIPS 30, 1967), X = λ ÷ (s + (1 − s) ÷ N), which turned over is N ÷ X = pN + q, with
 * s = p ÷ (p + q).
 *
 * @param workers ascending, at least 2 different numbers
 * @param throughputs one above zero for each
 * @returns undefined when there are too few points
 */
export function fitAmdahl(workers: Float64Array, throughputs: Float64Array): SerialPart | undefined {
  if (workers.length < 2) return undefined;
  const columns = [workers, workers.map(() => 1)];
  const [p, q] = fitRelative(columns, turned(workers, throughputs)) as unknown as [number, number];
  return p + q > 0 ? { lambda: 1 / (p + q), serial: p / (p + q) } : undefined;
}

/** The throughput of N workers by Amdahl's law. */
export function amdahlThroughput({ lambda, serial }: SerialPart, workers: number): number {
  return lambda / (serial + (1 - serial) / workers);
}

/**
 * Fits Gustafson's law (J. Gustafson, Communications of the ACM 31, 1988), X = λ(s + (1 − s)N), to runs whose work grows
 * with the workers.
 *
 * @param workers ascending, at least 2 different numbers
 * @param throughputs one above zero for each
 * @returns undefined when there are too few points
 */
export function fitGustafson(workers: Float64Array, throughputs: Float64Array): SerialPart | undefined {
  if (workers.length < 2) return undefined;
  const [p, q] = fitRelative([workers.map(() => 1), workers], throughputs) as unknown as [number, number];
  return p + q > 0 ? { lambda: p + q, serial: p / (p + q) } : undefined;
}

/** The throughput of N workers by Gustafson's law. */
export function gustafsonThroughput({ lambda, serial }: SerialPart, workers: number): number {
  return lambda * (serial + (1 - serial) * workers);
}

/** N ÷ X: the time of the workers per task. */
function turned(workers: Float64Array, throughputs: Float64Array): Float64Array {
  return workers.map((n, index) => n / throughputs[index]!);
}
