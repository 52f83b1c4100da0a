/** From the recordings of all repetitions to measurements. */
import { outcomes, type Recording } from '../../executors/recording.ts';
import type { LatencyHistogram } from '../../measurement/histogram.ts';
import type { Measurement } from '../../model/result.ts';
import { jainIndex, loadBalance, maxOverMean } from '../../statistics/balance.ts';
import { summarize } from '../../statistics/summary.ts';
import type { Repetition } from './contender.ts';
import { findInversions } from './inversions.ts';
import { schedulerMetrics, type SchedulerMetric } from './metrics.ts';
import type { SchedulerPlan } from './plan.ts';
import { utilizationOf } from './utilization.ts';
import type { Workload } from './workload.ts';

/** Measurements by metric. */
export type Measurements = Partial<Record<SchedulerMetric, Measurement>>;

type Column = 'submitted' | 'decided' | 'began' | 'ended' | 'seen';

/** Spans of a task's life: between two of its times. */
const spans: readonly (readonly [SchedulerMetric, Column, Column])[] = [
  ['latency', 'submitted', 'seen'],
  ['queueWait', 'submitted', 'decided'],
  ['dispatch', 'decided', 'began'],
  ['execute', 'began', 'ended'],
  ['retrieve', 'ended', 'seen'],
];

/** What was observed of every task: distributions through HDR histograms. */
export function observeTasks(
  kind: 'strategy' | 'subject',
  repetitions: readonly Repetition[],
  createHistogram: () => LatencyHistogram,
): Measurements {
  const measured: Measurements = {};
  for (const [metric, from, to] of spans) {
    if (kind === 'subject' && metric === 'dispatch') continue;
    // A subject's decision is its own: from its queue to its worker is one span.
    const end = kind === 'subject' && metric === 'queueWait' ? 'began' : to;
    const observed = distribute(metric, repetitions, createHistogram, (recording, id) => {
      const since = recording[from][id]!;
      const until = recording[end][id]!;
      // Whoever does not say when has a 0 there.
      return since > 0 && until > 0 ? Math.max(0, until - since) : undefined;
    });
    if (observed !== undefined) measured[metric] = observed;
  }
  if (kind === 'strategy') {
    const observed = distribute(
      'assignmentLatency',
      repetitions,
      createHistogram,
      (recording, id) => recording.assignment[id]!,
    );
    if (observed !== undefined) measured.assignmentLatency = observed;
  }
  return measured;
}

function distribute(
  metric: SchedulerMetric,
  repetitions: readonly Repetition[],
  createHistogram: () => LatencyHistogram,
  read: (recording: Recording, id: number) => number | undefined,
): Measurement | undefined {
  const all = createHistogram();
  const one = createHistogram();
  const median: number[] = [];
  const p99: number[] = [];
  for (const { recording } of repetitions) {
    one.reset();
    for (let id = 0; id < recording.size; id += 1) {
      const value = recording.outcome[id] === outcomes.done ? read(recording, id) : undefined;
      if (value !== undefined) one.record(value);
    }
    if (one.n === 0) continue;
    const summary = one.toSummary();
    median.push(summary.median);
    p99.push(summary.p99);
    all.merge(one);
  }
  if (all.n === 0) return undefined;
  return { ...schedulerMetrics[metric], per: 'task', summary: all.toSummary(), repetitions: { median, p99 } };
}

/** What was observed of every repetition as a whole. */
export function observeRepetitions(
  plan: SchedulerPlan,
  workload: Workload,
  kind: 'strategy' | 'subject',
  repetitions: readonly Repetition[],
): Measurements {
  const figures = repetitions.map((repetition) => figuresOf(plan, workload, kind, repetition));
  const measured: Measurements = {};
  for (const metric of Object.keys(figures[0] ?? {}) as SchedulerMetric[]) {
    const values = figures.map((figure) => figure[metric]!);
    if (values.every((value) => value !== undefined)) measured[metric] = measure(metric, 'repetition', values);
  }
  return measured;
}

/** A measurement of a metric with one observation per repetition or for the run. */
export function measure(
  metric: SchedulerMetric,
  per: 'repetition' | 'run',
  values: readonly number[],
  median: readonly number[] = values,
): Measurement {
  return { ...schedulerMetrics[metric], per, summary: summarize(values, metric), repetitions: { median } };
}

function figuresOf(
  plan: SchedulerPlan,
  workload: Workload,
  kind: 'strategy' | 'subject',
  { recording, makespan, failures, steals }: Repetition,
): Partial<Record<SchedulerMetric, number>> {
  const { counts, busy, done, stated, longest } = tally(plan, workload, recording);
  // Sleeping tasks in the lanes of one worker sleep at the same time; computing ones share it.
  const lanes = plan.task.type === 'sleep' ? plan.depth : 1;
  const figures: Partial<Record<SchedulerMetric, number>> = {
    throughput: (done / makespan) * 1e9,
    makespan,
    failures: failures.count,
  };
  if (counts !== undefined) {
    figures.loadBalance = loadBalance(counts);
    figures.jainIndex = jainIndex(busy!);
    figures.busyImbalance = maxOverMean(busy!);
    const starts = kind === 'strategy' && plan.depth === 1 ? recording.decided : recording.began;
    const inversions = findInversions(recording, starts);
    figures.priorityInversions = inversions.count;
    figures.invertedTime = inversions.time;
  }
  // A noop only takes its time to be seen.
  if (kind === 'strategy' && plan.task.type !== 'noop') {
    figures.utilization = utilizationOf(recording, plan.speeds.length, lanes, makespan);
  }
  if (steals !== undefined) figures.steals = steals;
  if (stated > 0) {
    const capacity = plan.speeds.reduce((sum, speed) => sum + speed, 0) * lanes;
    figures.efficiency = stated / (capacity * makespan);
    figures.makespanRatio = makespan / Math.max(stated / capacity, longest / Math.max(...plan.speeds));
  }
  return figures;
}

interface Tally {
  /** Tasks and busy time by worker; undefined where no task said where it ran. */
  readonly counts: Float64Array | undefined;
  readonly busy: Float64Array | undefined;
  readonly done: number;
  /** Stated time of the completed tasks and of the longest of them, in ns; 0 where none is stated. */
  readonly stated: number;
  readonly longest: number;
}

function tally(plan: SchedulerPlan, { durations }: Workload, recording: Recording): Tally {
  let workers = plan.speeds.length;
  for (const worker of recording.worker) workers = Math.max(workers, worker + 1);
  const counts = new Float64Array(workers);
  const busy = new Float64Array(workers);
  let done = 0;
  let placed = 0;
  let stated = 0;
  let longest = 0;
  for (let id = 0; id < recording.size; id += 1) {
    if (recording.outcome[id] !== outcomes.done) continue;
    done += 1;
    const duration = durations?.[id] ?? 0;
    stated += duration;
    longest = Math.max(longest, duration);
    const worker = recording.worker[id]!;
    if (worker === -1) continue;
    placed += 1;
    counts[worker]! += 1;
    busy[worker]! += recording.ended[id]! - recording.began[id]!;
  }
  const known = placed > 0;
  return { counts: known ? counts : undefined, busy: known ? busy : undefined, done, stated, longest };
}
