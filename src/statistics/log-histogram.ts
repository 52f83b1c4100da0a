/** Buckets to a doubling: each is 4.4 % wide. */
const perDoubling = 16;
/** Up to 2^42, of ns a good hour; what is larger counts as that. */
const doublings = 42;

/**
 * Counts of positive numbers in 672 buckets of equal width on a logarithmic scale, 2.7 kB: where there are many distributions,
 * each of which needs no more than its quantiles to 2.2 %. What is below 1 counts as 1.
 */
export class LogHistogram {
  readonly #counts: Uint32Array = new Uint32Array(perDoubling * doublings);
  #n = 0;

  get n(): number {
    return this.#n;
  }

  add(value: number): void {
    const bucket = value > 1 ? Math.floor(Math.log2(value) * perDoubling) : 0;
    this.#counts[Math.min(bucket, this.#counts.length - 1)]! += 1;
    this.#n += 1;
  }

  /** Adds all that another one counted. */
  merge(other: LogHistogram): void {
    for (let bucket = 0; bucket < this.#counts.length; bucket++) this.#counts[bucket]! += other.#counts[bucket]!;
    this.#n += other.#n;
  }

  /** The middle of the bucket that holds the quantile at `p`; undefined where nothing was counted. */
  quantile(p: number): number | undefined {
    if (this.#n === 0) return undefined;
    let left = Math.floor((this.#n - 1) * p);
    const bucket = this.#counts.findIndex((count) => (left -= count) < 0);
    return 2 ** ((bucket + 0.5) / perDoubling);
  }
}
