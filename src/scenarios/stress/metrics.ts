import type { Metric } from '../../model/metric.ts';

/** The name of a metric of `bench.stress`. */
export type StressMetric =
  | 'throughput'
  | 'latency'
  | 'queueWait'
  | 'execute'
  | 'lateness'
  | 'concurrency'
  | 'failures'
  | 'retries'
  | 'cancelled'
  | 'refused'
  | 'recovered'
  | 'recoveryTime'
  | 'instabilities'
  | 'memoryGrowth'
  | 'heapSlope'
  | 'heap'
  | 'workerHeap'
  | 'rss'
  | 'collections'
  | 'gcShare'
  | 'limitRate';

type Declaration = Omit<Metric, 'name'>;

const declarations: Readonly<Record<StressMetric, Declaration>> = {
  throughput: declare(
    'tasks/s',
    'higher',
    'Tasks completed successfully ÷ time of the run, pauses for measuring memory left out.',
  ),
  latency: declare(
    'ns',
    'lower',
    'Round trip of a completed task: in a closed loop from its submission, in an open one from the moment in which it was to be submitted, to its result seen.',
  ),
  queueWait: declare(
    'ns',
    'lower',
    'The same beginning to the start that completed it, earlier attempts included. Of a subject of your own it holds the way to the worker too.',
  ),
  execute: declare('ns', 'lower', 'Running in the worker, by the clock of the worker; the attempt that completed.'),
  lateness: declare('ns', 'lower', 'Of an open loop: submitted later than intended, by the load generator itself.'),
  concurrency: declare('count', 'higher', 'The most tasks that were submitted and unfinished at once.'),
  failures: declare('count', 'lower', 'Tasks that failed for good.'),
  retries: declare('count', 'neither', 'Starts of tasks beyond the first of each.'),
  cancelled: declare('count', 'neither', 'Tasks that were cancelled before a worker took them.'),
  refused: declare('count', 'lower', 'Tasks that a full queue refused.'),
  recovered: declare(
    '%',
    'higher',
    'Injected faults whose task completed in the end ÷ all that were injected; tasks that were only slow do not count.',
  ),
  recoveryTime: declare('ns', 'lower', 'From a fault to the next success on the same worker slot.'),
  instabilities: declare('count', 'lower', 'How many of throughput and memory were judged other than stable.'),
  memoryGrowth: declare(
    'B',
    'lower',
    'Heap of the main thread and all workers after forced collection, after the load less before it.',
  ),
  heapSlope: declare('B', 'lower', 'Growth of these heaps per completed task: the Theil-Sen slope.'),
  heap: declare('B', 'lower', "The main thread's heap after forced collection, at the end."),
  workerHeap: declare('B', 'lower', "Every worker's heap after forced collection, at the end."),
  rss: declare('B', 'neither', 'Resident set size of the process and of its worker processes, over the run.'),
  collections: declare('count', 'neither', 'Garbage collections in all threads; forced ones do not count.'),
  gcShare: declare('%', 'lower', "Each thread's time in these collections ÷ time of the run."),
  limitRate: declare('tasks/s', 'higher', 'The highest rate of arrivals that met the targets.'),
};

function declare(unit: Metric['unit'], better: Metric['better'], about: string): Declaration {
  return { unit, better, assume: 'sampled', about };
}

/** The metrics of `bench.stress`, in the order in which they are shown. */
export const stressMetrics: Readonly<Record<StressMetric, Metric>> = Object.fromEntries(
  Object.entries(declarations).map(([name, declaration]) => [name, { name, ...declaration }]),
) as Record<StressMetric, Metric>;
