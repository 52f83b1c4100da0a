import type { Histogram } from 'hdr-histogram-js';
import { GateError } from '../model/errors.ts';
import type { Summary } from '../model/result.ts';

/** The largest latency that percentiles tell apart: 1 hour. */
const longest = 3600e9;

/**
 * Loads hdr-histogram-js and answers a maker of histograms. Asynchronous because the import takes about 30 ms, which a
 * run without latencies shall not pay. The plain version, not the WebAssembly one, which has to be freed by hand.
 */
export async function loadHistograms(): Promise<() => LatencyHistogram> {
  const { build } = await import('hdr-histogram-js');
  return () =>
    new LatencyHistogram(
      build({
        bitBucketSize: 32,
        autoResize: false,
        highestTrackableValue: longest,
        numberOfSignificantValueDigits: 3,
        useWebAssembly: false,
      }),
    );
}

/** A distribution of latencies, in ns, in constant memory (about 130 kB). Made by what `loadHistograms` answers. */
export class LatencyHistogram {
  #n = 0;
  #mean = 0;
  #squares = 0;
  #min = Infinity;
  #max = -Infinity;
  readonly #buckets: Histogram;

  constructor(buckets: Histogram) {
    this.#buckets = buckets;
  }

  /** How many were recorded. */
  get n(): number {
    return this.#n;
  }

  /**
   * Records a latency in ns. Fractions count in mean, sd, min and max and are rounded for percentiles; zero is a
   * latency like any other; what is above 1 hour counts as 1 hour in percentiles.
   *
   * @throws GateError `BAD_QUANTITY` when it is negative or not a finite number
   */
  record(latency: number): void {
    if (!(latency >= 0 && latency < Infinity)) throw badLatency(latency);
    this.#buckets.recordValue(Math.min(Math.round(latency), longest));
    // Welford's recurrence, as in `summarize`.
    this.#n++;
    const deviation = latency - this.#mean;
    this.#mean += deviation / this.#n;
    this.#squares += deviation * (latency - this.#mean);
    if (latency < this.#min) this.#min = latency;
    if (latency > this.#max) this.#max = latency;
  }

  /** Adds all that another histogram recorded. */
  merge(other: LatencyHistogram): void {
    if (other.#n === 0) return;
    // Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances" (1979).
    const n = this.#n + other.#n;
    const deviation = other.#mean - this.#mean;
    this.#squares += other.#squares + (deviation * deviation * this.#n * other.#n) / n;
    this.#mean += (deviation * other.#n) / n;
    this.#min = Math.min(this.#min, other.#min);
    this.#max = Math.max(this.#max, other.#max);
    this.#n = n;
    this.#buckets.add(other.#buckets);
  }

  /** Forgets everything. */
  reset(): void {
    this.#buckets.reset();
    this.#n = 0;
    this.#mean = 0;
    this.#squares = 0;
    this.#min = Infinity;
    this.#max = -Infinity;
  }

  /**
   * Statistics of all that was recorded: n, mean, sd, min and max exact, percentiles to 3 significant digits, as the
   * upper end of the interval that holds them.
   *
   * @throws GateError `NOTHING_MEASURED` when nothing was recorded
   */
  toSummary(): Summary {
    if (this.#n === 0) {
      throw new GateError({
        code: 'NOTHING_MEASURED',
        message: 'Latency: nothing was recorded.',
        fix: 'Run at least one task, and check that not all of them failed.',
      });
    }
    return {
      n: this.#n,
      mean: Math.min(Math.max(this.#mean, this.#min), this.#max),
      median: this.#percentile(50),
      min: this.#min,
      max: this.#max,
      sd: this.#n === 1 ? 0 : Math.sqrt(this.#squares / (this.#n - 1)),
      p25: this.#percentile(25),
      p75: this.#percentile(75),
      p90: this.#percentile(90),
      p95: this.#percentile(95),
      p99: this.#percentile(99),
      'p99.9': this.#percentile(99.9),
    };
  }

  /** Never beyond what was really seen, although a bucket may reach further. */
  #percentile(percent: number): number {
    return Math.min(Math.max(this.#buckets.getValueAtPercentile(percent), this.#min), this.#max);
  }
}

function badLatency(latency: number): GateError {
  return new GateError({
    code: 'BAD_QUANTITY',
    message: `Latency: ${latency} ns cannot be recorded.`,
    fix: 'Take both ends of a latency from the same monotonic clock.',
  });
}
