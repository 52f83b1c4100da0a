import { outcomes, type Recording } from '../../executors/recording.ts';
import type { LatencyHistogram } from '../../measurement/histogram.ts';
import type { Measurement, Summary } from '../../model/result.ts';
import { scalingMetric, type ScalingMetric } from './metrics.ts';

type Column = 'submitted' | 'decided' | 'began' | 'ended' | 'seen';

/** Spans of a task's life: between two of its times. */
const spans: readonly (readonly [ScalingMetric, Column, Column])[] = [
  ['latency', 'submitted', 'seen'],
  ['queueWait', 'submitted', 'decided'],
  ['dispatch', 'decided', 'began'],
  ['execute', 'began', 'ended'],
  ['retrieve', 'ended', 'seen'],
];

/** Distributions over the tasks of a point, which are taken in round by round: no recording has to be kept. */
export class TaskSpans {
  readonly #one: LatencyHistogram;
  readonly #all: ReadonlyMap<ScalingMetric, LatencyHistogram>;
  readonly #median: Map<ScalingMetric, number[]> = new Map();
  readonly #p99: Map<ScalingMetric, number[]> = new Map();

  constructor(createHistogram: () => LatencyHistogram) {
    this.#one = createHistogram();
    this.#all = new Map(spans.map(([metric]) => [metric, createHistogram()]));
  }

  add(recording: Recording): void {
    for (const [metric, from, to] of spans) {
      const one = this.#one;
      one.reset();
      for (let id = 0; id < recording.size; id += 1) {
        if (recording.outcome[id] === outcomes.done) one.record(Math.max(0, recording[to][id]! - recording[from][id]!));
      }
      if (one.n === 0) continue;
      const { median, p99 } = one.toSummary();
      push(this.#median, metric, median);
      push(this.#p99, metric, p99);
      this.#all.get(metric)!.merge(one);
    }
  }

  /** By metric; empty when no task was completed. */
  measurements(): Partial<Record<ScalingMetric, Measurement>> {
    const measured: Partial<Record<ScalingMetric, Measurement>> = {};
    for (const [metric, all] of this.#all) {
      if (all.n === 0) continue;
      measured[metric] = {
        ...scalingMetric(metric, 'sampled'),
        per: 'task',
        summary: all.toSummary(),
        repetitions: { median: this.#median.get(metric)!, p99: this.#p99.get(metric)! },
      };
    }
    return measured;
  }
}

/** What virtual time knows exactly. */
export function exactSpan(metric: 'latency' | 'queueWait', summary: Summary): Measurement {
  return {
    ...scalingMetric(metric, 'exact'),
    per: 'task',
    summary,
    repetitions: { median: [summary.median], p99: [summary.p99] },
  };
}

function push(lists: Map<ScalingMetric, number[]>, metric: ScalingMetric, value: number): void {
  const list = lists.get(metric);
  if (list === undefined) lists.set(metric, [value]);
  else list.push(value);
}
