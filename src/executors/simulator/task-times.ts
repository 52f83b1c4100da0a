import { QuantileSketch } from '../../statistics/quantile-sketch.ts';
import { summarize } from '../../statistics/summary.ts';
import type { Percentiles } from './simulated.ts';

/** Up to this many times are kept; of more there is a sketch. */
const mostKept = 1e6;

/** Times of tasks, in ns. */
export interface TaskTimes {
  /** Adds an element of an array (see `EventHeap` for why it is not the number itself). */
  add(times: Float64Array, at: number): void;
  toPercentiles(): Percentiles;
}

/** @param most how many times there may be */
export function createTaskTimes(most: number): TaskTimes {
  return most <= mostKept ? new KeptTimes(most) : new SketchedTimes();
}

class KeptTimes implements TaskTimes {
  readonly #times: Float64Array;
  #n = 0;

  constructor(most: number) {
    this.#times = new Float64Array(most);
  }

  add(times: Float64Array, at: number): void {
    this.#times[this.#n] = times[at]!;
    this.#n += 1;
  }

  toPercentiles(): Percentiles {
    if (this.#n === 0) return nothing;
    const summary = summarize(this.#times.subarray(0, this.#n));
    return { ...summary, p50: summary.median };
  }
}

class SketchedTimes implements TaskTimes {
  readonly #sketch: QuantileSketch = new QuantileSketch();

  add(times: Float64Array, at: number): void {
    this.#sketch.addFrom(times, at);
  }

  toPercentiles(): Percentiles {
    if (this.#sketch.n === 0) return nothing;
    const summary = this.#sketch.summarize();
    return { ...summary, p50: summary.median };
  }
}

const nothing: Percentiles = {
  n: 0,
  mean: 0,
  median: 0,
  min: 0,
  max: 0,
  sd: 0,
  p25: 0,
  p50: 0,
  p75: 0,
  p90: 0,
  p95: 0,
  p99: 0,
  'p99.9': 0,
};
