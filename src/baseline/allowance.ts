/**
 * How far unchanged code moves between two runs, which no interval from inside of one run can show. The constants
 * were chosen on recordings; `rule.ts` has the figures that they reach.
 */
import type { Json } from '../model/result.ts';
import { dimensionOf } from '../model/units.ts';
import type { StoredMetric } from './file.ts';

/** The statistics that are judged: the centre, and the tail where there is one. */
export type JudgedStatistic = 'median' | 'p99';

/** What a change has to exceed before the code can be blamed for it. */
export interface Allowance {
  /** A change by this factor, up or down, is what unchanged code may show. */
  readonly ratio: number;
  /** By this further factor a time may be longer because of where threads were placed; 1 on one thread. */
  readonly waiting: number;
}

/** What a result was measured under, as far as that decides how much its figures move. */
export interface Conditions {
  readonly parameters: Readonly<Record<string, Json>>;
  readonly cores: number;
}

/** Medians on one thread differ by less than 1.2x in nine of ten pairs of runs, by up to 1.85x when V8 settles on other code. */
const oneThread = 1.5;
/** Work that fills all cores takes twice as long beside one busy neighbour on two cores. */
const allCores = 2;
/** Tails of unchanged code differ by 1.3x in half of the pairs, by 2.5x and more in one of ten. */
const tail = 3;
/** A message to another thread takes some 10 or some 80 µs for minutes at a time, its 99th percentile up to 570 µs. */
const handOffTimes = { median: 80e3, p99: 600e3 } as const;

/** Below this, in ns, waiting for a thread is all there is; it keeps the factor finite for zeros. */
const leastTime = 1e3;

/** Metrics that threads do not move further than that: timed on the calling thread, or counted instead of timed. */
const asOnOneThread: ReadonlySet<string> = new Set(['assignmentLatency', 'loadBalance']);

/**
 * The allowance for a statistic of a metric.
 *
 * @param values the statistic on both sides: the shorter a time, the more of it may be waiting
 */
export function allowanceFor(
  name: string,
  metric: Pick<StoredMetric, 'unit' | 'per'>,
  statistic: JudgedStatistic,
  conditions: Conditions,
  values: readonly number[],
): Allowance {
  const dimension = dimensionOf(metric.unit);
  const threads = asOnOneThread.has(name) || dimension === 'size' ? 0 : threadsOf(conditions.parameters);
  const timed = dimension === 'time' || dimension === 'rate';
  // On a single core there is only one place for a thread to be.
  const waits = timed && threads > 0 && conditions.cores > 1;
  const shortest = Math.min(...values.map((value) => timePerHandOff(name, value, metric, conditions.parameters)));
  return {
    ratio: statistic === 'p99' ? tail : threads >= conditions.cores ? allCores : oneThread,
    waiting: waits ? 1 + handOffTimes[statistic] / Math.max(leastTime, shortest) : 1,
  };
}

/** Per-task times that hold the wait for the tasks ahead in the queue, and with it the hand-offs of all of these. */
const ofQueue: ReadonlySet<string> = new Set(['latency', 'queueWait']);

/**
 * The part of a time, or of a rate's time, in which one hand-off to a worker happens, in ns: `workers ÷ rate`; of a
 * repetition, and of a time in the queue, what there is per task and worker.
 */
function timePerHandOff(
  name: string,
  value: number,
  metric: Pick<StoredMetric, 'unit' | 'per'>,
  parameters: Conditions['parameters'],
): number {
  const threads = Math.max(1, threadsOf(parameters));
  if (dimensionOf(metric.unit) === 'rate') return (threads * 1e9) / value;
  const tasks = numberOf(parameters['tasks']);
  const ahead = Math.min(tasks, numberOf(parameters['window']) || tasks);
  const handOffs = metric.per === 'task' ? (ofQueue.has(name) ? ahead : 1) : tasks;
  return value / Math.max(1, handOffs / threads);
}

/** Other threads that the work runs on: `workers` (a number or their speeds), or one where a promise is awaited (`async`). */
function threadsOf(parameters: Conditions['parameters']): number {
  const { workers } = parameters;
  const threads = Array.isArray(workers) ? workers.length : numberOf(workers);
  return threads === 0 && parameters['async'] === true ? 1 : threads;
}

function numberOf(value: Json | undefined): number {
  return typeof value === 'number' && value > 0 ? value : 0;
}
