import { performanceNowTimestampProvider, type Bench, type Task } from 'tinybench';
import { ThinnedSeries } from '../../src/statistics/thinned-series.ts';

/** How many samples are noted before they are put away. */
const atOnce = 1024;

/**
 * Notes the samples of tinybench's tasks in the order of time, which tinybench itself sorts away.
 *
 * tinybench converts every duration with its timestamp provider right after it was taken, outside of what is timed:
 * there a sample is noted at no cost to the measurement.
 */
export class SampleRecorder {
  readonly timestamps: Bench['timestampProvider'];
  readonly #samples = new Map<string, ThinnedSeries>();
  #current: ThinnedSeries | undefined;
  #begin: () => void;
  #end: () => void;

  constructor() {
    const noted = new Float64Array(atOnce);
    let count = 0;
    const putAway = (): void => {
      this.#current?.pushAll(noted.subarray(0, count));
      count = 0;
    };
    this.#begin = () => (count = 0);
    this.#end = putAway;
    this.timestamps = {
      ...performanceNowTimestampProvider,
      // So short that V8 inlines it into tinybench's loop: as a call it would cost more than tinybench itself, and memory.
      toMs: (duration) => {
        noted[count++] = duration as number;
        if (count === atOnce) putAway();
        return duration as number;
      },
    };
  }

  /** Notes what this task measures: from its start (after the warm-up) to its end. */
  follow(task: Task): void {
    task.addEventListener('start', () => {
      this.#begin();
      this.#current = new ThinnedSeries();
      this.#samples.set(task.name, this.#current);
    });
    task.addEventListener('complete', () => {
      this.#end();
      this.#current = undefined;
    });
  }

  /** The samples of a task in ms, first one first. */
  samplesOf(name: string): ThinnedSeries {
    return this.#samples.get(name) ?? new ThinnedSeries();
  }
}
