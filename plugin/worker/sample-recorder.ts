import type { Bench, Task } from 'tinybench';

// Taken at import: a test may replace the global clock.
const now = performance.now.bind(performance);

/**
 * Keeps the samples of tinybench's tasks in the order of time, which tinybench itself sorts away.
 *
 * tinybench converts every duration with its timestamp provider right after it was taken, outside of what is timed:
 * there a sample is noted at no cost to the measurement.
 */
export class SampleRecorder {
  readonly timestamps: Bench['timestampProvider'] = {
    name: 'performance.now',
    fn: now,
    fromMs: (milliseconds) => milliseconds,
    toMs: (duration) => {
      // A number, as the clock answers numbers; this runs for every sample, mostly before it is compiled.
      const milliseconds = duration as number;
      this.#current?.push(milliseconds);
      return milliseconds;
    },
  };
  readonly #samples = new Map<string, number[]>();
  #current: number[] | undefined;

  /** Notes what this task measures: from its start (after the warm-up) to its end. */
  follow(task: Task): void {
    task.addEventListener('start', () => {
      this.#current = [];
      this.#samples.set(task.name, this.#current);
    });
    task.addEventListener('complete', () => {
      this.#current = undefined;
    });
  }

  /** The samples of a task in ms, first one first. */
  samplesOf(name: string): readonly number[] {
    return this.#samples.get(name) ?? [];
  }
}
