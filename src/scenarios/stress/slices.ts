import type { StressSlice } from '../../model/stress.ts';
import { LogHistogram } from '../../statistics/log-histogram.ts';

/** A run has as many slices as this, where its length is known beforehand. */
const slicesPerRun = 60;
/** In ns: in less than this too little happens. */
const shortestSlice = 100e6;
/** When there would be more, neighbours are joined. */
const mostSlices = 2 * slicesPerRun;

class OpenSlice {
  completed = 0;
  failed = 0;
  inFlight = 0;
  rss: number | undefined = undefined;
  heap: number | undefined = undefined;
  readonly latencies: LogHistogram = new LogHistogram();

  join(next: OpenSlice): void {
    this.completed += next.completed;
    this.failed += next.failed;
    this.inFlight = Math.max(this.inFlight, next.inFlight);
    this.rss = next.rss ?? this.rss;
    this.heap = next.heap ?? this.heap;
    this.latencies.merge(next.latencies);
  }
}

/** What happened over the time of a run, in slices of equal length: however long it takes, in a fixed amount of memory. */
export class Slices {
  #width: number;
  #slices: OpenSlice[] = [];

  /** @param duration of the load, in ns; Infinity where it is not known */
  constructor(duration: number) {
    this.#width = duration === Infinity ? shortestSlice : Math.max(shortestSlice, duration / slicesPerRun);
  }

  /** In ns. */
  get width(): number {
    return this.#width;
  }

  completed(time: number, latency: number): void {
    const slice = this.#at(time);
    slice.completed += 1;
    slice.latencies.add(latency);
  }

  failed(time: number): void {
    this.#at(time).failed += 1;
  }

  inFlight(time: number, count: number): void {
    const slice = this.#at(time);
    if (slice.inFlight < count) slice.inFlight = count;
  }

  rss(time: number, size: number): void {
    this.#at(time).rss = size;
  }

  heap(time: number, size: number): void {
    this.#at(time).heap = size;
  }

  /** @param end of the run, at which the last slice is cut off */
  toSlices(end: number): readonly StressSlice[] {
    // One that begins with the end has at most a last look at memory in it.
    const within = this.#slices.filter(
      ({ completed, failed }, index) => index * this.#width < end || completed + failed > 0,
    );
    return within.map((slice, index) => this.#close(slice, index * this.#width, end));
  }

  #close({ completed, failed, inFlight, rss, heap, latencies }: OpenSlice, at: number, end: number): StressSlice {
    const duration = Math.min(this.#width, Math.max(1, end - at));
    const p50 = latencies.quantile(0.5);
    const p99 = latencies.quantile(0.99);
    return {
      at,
      duration,
      completed,
      failed,
      throughput: (completed / duration) * 1e9,
      ...(p50 === undefined ? {} : { p50 }),
      ...(p99 === undefined ? {} : { p99 }),
      inFlight,
      ...(rss === undefined ? {} : { rss }),
      ...(heap === undefined ? {} : { heap }),
    };
  }

  #at(time: number): OpenSlice {
    let index = Math.floor(time / this.#width);
    while (index >= mostSlices) {
      this.#halve();
      index = Math.floor(time / this.#width);
    }
    while (this.#slices.length <= index) this.#slices.push(new OpenSlice());
    return this.#slices[index]!;
  }

  #halve(): void {
    this.#width *= 2;
    const joined: OpenSlice[] = [];
    for (const [index, slice] of this.#slices.entries()) {
      if (index % 2 === 0) joined.push(slice);
      else joined.at(-1)!.join(slice);
    }
    this.#slices = joined;
  }
}
