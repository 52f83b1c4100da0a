/** Observations in the order of time: all of a short series, and of a long one an even choice, in memory that is bounded. */
import { createRandom } from './random.ts';

const capacity = 32_768;
const bits = 32;

/**
 * Keeps every observation until its memory is full; then one of every two, one of every four, and so on. Which one of its
 * neighbours is kept is drawn at random (stratified sampling), so that nothing that happens every so many observations is
 * always or never seen.
 */
export class ThinnedSeries {
  /** How many observations there were in all. */
  count = 0;
  /** Their sum. */
  sum = 0;
  readonly #kept = new Float64Array(capacity);
  #length = 0;
  // Of each stratum of neighbours one is kept; these count down to that one, and to the last.
  #stratum = 1;
  #untilKept = 1;
  #untilLast = 1;
  // Always the same numbers: what is kept depends on nothing but how many observations came.
  readonly #random = createRandom(1);

  pushAll(values: Float64Array): void {
    for (let at = 0; at < values.length; at++) {
      this.sum += values[at]!;
      if (--this.#untilKept === 0) this.#kept[this.#length++] = values[at]!;
      if (--this.#untilLast > 0) continue;
      if (this.#length === capacity) this.#halve();
      this.#untilLast = this.#stratum;
      this.#untilKept = this.#stratum === 1 ? 1 : 1 + this.#random.integer(this.#stratum);
    }
    this.count += values.length;
  }

  /** The observations that were kept, first one first: at least half of what there is room for when there were more than that. */
  get values(): Float64Array {
    return this.#kept.subarray(0, this.#length);
  }

  /** Joins neighbouring strata: one of the two that they kept stays. */
  #halve(): void {
    this.#length = capacity / 2;
    let choices = 0;
    for (let at = 0; at < this.#length; at++) {
      choices = at % bits === 0 ? this.#random.integer(2 ** bits) : choices >>> 1;
      this.#kept[at] = this.#kept[2 * at + (choices & 1)]!;
    }
    this.#stratum *= 2;
  }
}
