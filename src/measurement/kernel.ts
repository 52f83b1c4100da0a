/**
 * The CPU-bound work of calibration and of `cpu` jobs: a fixed number of steps of an integer hash, about a nanosecond
 * each. Every step needs the one before it and the digest needs them all, so that no compiler can leave any out.
 * Imports nothing: it is loaded into every worker.
 */

/** Counted in chunks, so that the inner counter stays a small integer however many iterations there are. */
const chunk = 1 << 20;

/**
 * Runs the kernel.
 *
 * @param iterations a whole number of zero or more
 * @param seed a whole number
 * @returns the digest, a whole number from 0 to 2^32 − 1: equal for equal iterations and seeds, on any machine
 */
export function runKernel(iterations: number, seed: number): number {
  let hash = seed | 0;
  for (let left = iterations; left > 0; left -= chunk) {
    const steps = left < chunk ? left | 0 : chunk;
    for (let step = 0; step < steps; step++) hash = Math.imul(hash ^ step, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}
