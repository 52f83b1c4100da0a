import { GateError } from '../model/errors.ts';
import type { Summary } from '../model/result.ts';

/** Bits of the fraction of a number that tell buckets apart; the exponent tells them apart in any case. */
const fractionBits = 9;
const shift = 20 - fractionBits;
const buckets = 2 ** (11 + fractionBits);
const given: Float64Array = new Float64Array(1);
const double: Float64Array = new Float64Array(1);
const words: Uint32Array = new Uint32Array(double.buffer);
/** Which of the two words of a number has its exponent: the second, but on big-endian machines. */
const high: number = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/** The largest relative error of a percentile (and of the standard deviation) of a sketch: half the width of a bucket. */
export const sketchError: number = 2 ** -(fractionBits + 1);

/**
 * Counts of numbers of zero or more, in buckets whose width grows with the number, so that percentiles of any
 * amount of numbers take a fixed amount of memory (4 MB, of which what is used becomes real) and are off by at most
 * 0.1 %: the bits of a number, cut off, are its bucket. Nothing is drawn: the same numbers give the same answers.
 */
export class QuantileSketch {
  readonly #counts: Uint32Array = new Uint32Array(buckets);
  #n = 0;
  #sum = 0;
  #min = Infinity;
  #max = 0;

  /** How many numbers were added. */
  get n(): number {
    return this.#n;
  }

  /** Adds a number: zero or more, finite. */
  add(value: number): void {
    // A negative zero becomes a plain one.
    given[0] = value + 0;
    this.addFrom(given, 0);
  }

  /** Adds an element of an array, which must not be a negative zero: the number itself would have to be allocated. */
  addFrom(values: Float64Array, at: number): void {
    const value = values[at]!;
    double[0] = value;
    this.#counts[words[high]! >>> shift]! += 1;
    this.#n += 1;
    this.#sum += value;
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
  }

  /**
   * Count, mean and extremes are exact.
   *
   * @throws GateError `NOTHING_MEASURED` when nothing was added, `BAD_QUANTITY` when what was added is not finite or negative
   */
  summarize(): Summary {
    if (this.#n === 0) {
      throw new GateError({
        code: 'NOTHING_MEASURED',
        message: 'sketch: there is no observation.',
        fix: 'Add at least one observation.',
      });
    }
    if (!Number.isFinite(this.#sum) || this.#min < 0) {
      throw new GateError({
        code: 'BAD_QUANTITY',
        message: `sketch: the observations lie between ${this.#min} and ${this.#max} and add up to ${this.#sum}.`,
        fix: 'Add finite numbers of zero or more only.',
      });
    }
    const mean = Math.min(Math.max(this.#sum / this.#n, this.#min), this.#max);
    const [p25, p50, p75, p90, p95, p99, p999] = this.#quantiles([0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999]);
    return {
      n: this.#n,
      mean,
      median: p50!,
      min: this.#min,
      max: this.#max,
      sd: this.#deviation(mean),
      p25: p25!,
      p75: p75!,
      p90: p90!,
      p95: p95!,
      p99: p99!,
      'p99.9': p999!,
    };
  }

  /** The middle of a bucket, but never beyond what was added. */
  #middle(bucket: number): number {
    if (bucket === 0) return this.#min;
    words[1 - high] = 0;
    words[high] = bucket << shift;
    const low = double[0]!;
    words[high] = (bucket + 1) << shift;
    return Math.min(Math.max(low + (double[0]! - low) / 2, this.#min), this.#max);
  }

  /** For probabilities in ascending order. */
  #quantiles(probabilities: readonly number[]): readonly number[] {
    const values: number[] = [];
    let bucket = -1;
    let passed = 0;
    for (const p of probabilities) {
      const position = Math.floor((this.#n - 1) * p);
      while (passed <= position) {
        bucket += 1;
        passed += this.#counts[bucket]!;
      }
      values.push(this.#middle(bucket));
    }
    return values;
  }

  #deviation(mean: number): number {
    if (this.#min === this.#max) return 0;
    let squares = 0;
    for (let bucket = 0; bucket < buckets; bucket += 1) {
      const count = this.#counts[bucket]!;
      if (count === 0) continue;
      const deviation = this.#middle(bucket) - mean;
      squares += count * deviation * deviation;
    }
    return Math.sqrt(squares / (this.#n - 1));
  }
}
