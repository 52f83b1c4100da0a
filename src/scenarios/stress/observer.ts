import { loadHistograms, type LatencyHistogram } from '../../measurement/histogram.ts';
import { Failures } from '../scheduler/drive.ts';
import { Ledger } from './ledger.ts';
import { Slices } from './slices.ts';
import type { TaskOutcome } from './system.ts';
import type { LoadTask } from './task-source.ts';

/** What is seen of a load while it goes on: distributions, counts and slices, in memory that does not grow with the tasks. */
export class LoadObserver {
  readonly ledger: Ledger = new Ledger();
  readonly failures: Failures = new Failures();
  readonly slices: Slices;
  readonly latency: LatencyHistogram;
  readonly queueWait: LatencyHistogram;
  readonly execute: LatencyHistogram;
  readonly lateness: LatencyHistogram;
  readonly recoveryTime: LatencyHistogram;
  /** The most tasks that were unfinished at once. */
  peak = 0;
  /** When the last task ended. */
  lastEnd = 0;

  private constructor(duration: number, createHistogram: () => LatencyHistogram) {
    this.slices = new Slices(duration);
    this.latency = createHistogram();
    this.queueWait = createHistogram();
    this.execute = createHistogram();
    this.lateness = createHistogram();
    this.recoveryTime = createHistogram();
  }

  /** @param duration of the load, in ns; Infinity where it is not known */
  static async create(duration: number): Promise<LoadObserver> {
    return new LoadObserver(duration, await loadHistograms());
  }

  /** @param late how much later than intended, in ns; undefined in a closed loop */
  submitted(late: number | undefined): void {
    this.ledger.submit();
    if (late !== undefined) this.lateness.record(Math.max(0, late));
  }

  /** So many tasks are unfinished. */
  inFlight(time: number, unfinished: number): void {
    if (unfinished > this.peak) this.peak = unfinished;
    this.slices.inFlight(time, unfinished);
  }

  /** @param intended when it was to be submitted, as a time of the run */
  ended(task: LoadTask, intended: number, time: number, outcome: TaskOutcome): void {
    const { end, error, injected, run } = outcome;
    this.ledger.end(end);
    this.lastEnd = time;
    if (task.fault !== undefined) this.ledger.injected(task.fault.name, injected, end === 'completed');
    if (end === 'completed') {
      const latency = Math.max(0, time - intended);
      this.latency.record(latency);
      this.slices.completed(time, latency);
      if (run !== undefined) {
        this.queueWait.record(Math.max(0, run.started - intended));
        this.execute.record(run.executed);
      }
    } else if (end === 'failed') {
      this.slices.failed(time);
      // What fails for good on purpose is in the ledger.
      if (error !== undefined && injected === 0) this.failures.add(error);
    }
  }
}
