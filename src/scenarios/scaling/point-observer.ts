import type { LatencyHistogram } from '../../measurement/histogram.ts';
import type { Measurement, Summary } from '../../model/result.ts';
import { median } from '../../statistics/quantiles.ts';
import { summarize } from '../../statistics/summary.ts';
import { Failures } from '../scheduler/drive.ts';
import { scalingMetric, type ScalingMetric, scalingMetricNames } from './metrics.ts';
import { observeRound, type RoundFigures } from './observe-round.ts';
import type { PlannedPoint } from './plan.ts';
import type { PointRun } from './point-runner.ts';
import type { WorkerTime } from './split-worker-time.ts';
import { exactSpan, TaskSpans } from './task-spans.ts';

/** Measurements by metric. */
export type Measurements = Partial<Record<ScalingMetric, Measurement>>;

/** Takes in the runs of one point and keeps their figures, not their recordings. */
export class PointObserver {
  readonly point: PlannedPoint;
  readonly failures: Failures = new Failures();
  readonly #spans: TaskSpans;
  readonly #rounds: RoundFigures[] = [];
  /** Tasks completed by each worker over all rounds. */
  readonly #counts: Float64Array;
  #failed = 0;
  #exact: { readonly latency: Summary; readonly queueWait: Summary } | undefined;

  constructor(point: PlannedPoint, createHistogram: () => LatencyHistogram) {
    this.point = point;
    this.#spans = new TaskSpans(createHistogram);
    this.#counts = new Float64Array(point.workers);
  }

  add(run: PointRun): void {
    const round = observeRound(run, this.point.workers);
    this.#rounds.push(round);
    for (const [worker, count] of round.counts.entries()) this.#counts[worker]! += count;
    this.#failed += run.failed;
    if (run.failures !== undefined) this.failures.merge(run.failures);
    this.#exact = run.exact;
    if (run.exact === undefined) this.#spans.add(run.recording);
  }

  /** Tasks that failed, over all rounds. */
  get failed(): number {
    return this.#failed;
  }

  /** In tasks/s, by round. */
  get throughputs(): readonly number[] {
    return this.#rounds.map(({ figures }) => figures.throughput!);
  }

  /** Medians over the rounds of how a completed task's share of the workers' time was spent; undefined where unknown. */
  get perTask(): WorkerTime | undefined {
    const known = this.#rounds.flatMap(({ perTask }) => perTask ?? []);
    if (known.length < this.#rounds.length) return undefined;
    const middle = (part: keyof WorkerTime): number => median(known.map((each) => each[part]));
    return { busy: middle('busy'), transfer: middle('transfer'), dispatch: middle('dispatch'), idle: middle('idle') };
  }

  /** The median over the rounds of one of their figures; undefined where it is not known. */
  median(metric: ScalingMetric): number | undefined {
    const values = this.#valuesOf(metric);
    return values === undefined ? undefined : median(values);
  }

  /**
   * All that was measured.
   *
   * @param alone the throughputs of 1 worker, by round
   */
  measurements(alone: readonly number[]): Measurements {
    const measured: Measurements = { ...this.#spans.measurements() };
    const assume = this.#exact === undefined ? 'sampled' : 'exact';
    if (this.#exact !== undefined) {
      measured.latency = exactSpan('latency', this.#exact.latency);
      measured.queueWait = exactSpan('queueWait', this.#exact.queueWait);
    }
    const observe = (metric: ScalingMetric, values: readonly number[] | undefined): void => {
      if (values === undefined) return;
      measured[metric] = {
        ...scalingMetric(metric, assume),
        per: 'repetition',
        summary: summarize(values, metric),
        repetitions: { median: values },
      };
    };
    for (const metric of scalingMetricNames) observe(metric, this.#valuesOf(metric));
    const speedUps = this.throughputs.map((throughput, round) => throughput / alone[round]!);
    observe('speedUp', speedUps);
    observe(
      'efficiency',
      speedUps.map((speedUp) => speedUp / this.point.workers),
    );
    measured.workerShare = this.#workerShare(assume);
    return measured;
  }

  #valuesOf(metric: ScalingMetric): readonly number[] | undefined {
    const values = this.#rounds.flatMap(({ figures }) => figures[metric] ?? []);
    return values.length < this.#rounds.length || values.length === 0 ? undefined : values;
  }

  #workerShare(assume: 'exact' | 'sampled'): Measurement {
    const all = this.#counts.reduce((sum, count) => sum + count, 0);
    return {
      ...scalingMetric('workerShare', assume),
      per: 'run',
      summary: summarize(
        this.#counts.map((count) => count / all),
        'workerShare',
      ),
      repetitions: { median: [1 / this.point.workers] },
    };
  }
}
