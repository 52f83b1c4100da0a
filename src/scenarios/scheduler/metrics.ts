import type { Metric } from '../../model/metric.ts';

/** The name of a metric of `bench.scheduler`. */
export type SchedulerMetric =
  | 'throughput'
  | 'makespan'
  | 'latency'
  | 'queueWait'
  | 'dispatch'
  | 'execute'
  | 'retrieve'
  | 'assignmentLatency'
  | 'loadBalance'
  | 'jainIndex'
  | 'busyImbalance'
  | 'makespanRatio'
  | 'efficiency'
  | 'utilization'
  | 'priorityInversions'
  | 'invertedTime'
  | 'steals'
  | 'failures'
  | 'crashes'
  | 'memoryPerTask'
  | 'memoryGrowth'
  | 'startUp'
  | 'coldStart'
  | 'rss'
  | 'peakRss'
  | 'virtualSize'
  | 'heap'
  | 'workerHeap'
  | 'cpu';

type Declaration = Omit<Metric, 'name'>;

const declarations: Readonly<Record<SchedulerMetric, Declaration>> = {
  throughput: declare('tasks/s', 'higher', 'Tasks completed successfully ÷ wall time of the repetition.'),
  makespan: declare('ns', 'lower', 'From the first submission to the last result of a repetition.'),
  latency: declare('ns', 'lower', 'Round trip of a task: submitted to its result seen.'),
  queueWait: declare(
    'ns',
    'lower',
    'Submitted to started: the time in the queue. Of a subject of your own it holds the way to the worker too.',
  ),
  dispatch: declare('ns', 'lower', 'Started by the scheduler to running in the worker.'),
  execute: declare('ns', 'lower', 'Running in the worker, by the clock of the worker.'),
  retrieve: declare('ns', 'lower', 'Ended in the worker to the result seen.'),
  assignmentLatency: declare('ns', 'lower', "Duration of the strategy's decisions on a task, and nothing else."),
  loadBalance: declare('1', 'higher', '1 ÷ (1 + coefficient of variation of the tasks per worker); 1 is even.'),
  jainIndex: declare('1', 'higher', "Jain's fairness index of the busy time per worker; 1 is even."),
  busyImbalance: declare('x', 'lower', 'Busy time of the busiest worker ÷ mean busy time; 1 is even.'),
  makespanRatio: declare(
    'x',
    'lower',
    'Makespan ÷ its lower bound: the larger of all work shared by all workers and the longest task on the fastest.',
  ),
  efficiency: declare(
    '%',
    'higher',
    'Stated time of the completed tasks ÷ what the workers could have done meanwhile.',
  ),
  utilization: declare('%', 'higher', 'Share of the time in which a worker had a task running, over all workers.'),
  priorityInversions: declare(
    'count',
    'lower',
    'Starts of a task while one of strictly higher priority was waiting already.',
  ),
  invertedTime: declare('ns', 'lower', 'How long such starts kept tasks of higher priority waiting, summed.'),
  steals: declare('count', 'neither', "Tasks that a worker took from another one's queue."),
  failures: declare('count', 'lower', 'Tasks of a repetition that threw, crashed, timed out or were refused.'),
  crashes: declare('count', 'neither', 'Crashes of workers in a simulation.'),
  memoryPerTask: declare('B', 'lower', 'Growth of heap and array buffers after forced collection ÷ tasks queued.'),
  memoryGrowth: declare(
    'B',
    'lower',
    'Heap after forced collection, after the timed repetitions less before (of several strategies: the last repetition of each).',
  ),
  startUp: declare('ns', 'lower', 'From opening to the moment in which every worker could run a first task.'),
  coldStart: declare(
    'ns',
    'lower',
    "Round trip of the very first task on fresh workers, loading the task's module included.",
  ),
  rss: declare('B', 'neither', 'Resident set size of the process at the end.'),
  peakRss: declare('B', 'neither', "The largest resident set size in the process's lifetime, not of this run alone."),
  virtualSize: declare('B', 'neither', 'Virtual size of the process at the end.'),
  heap: declare('B', 'lower', "The main thread's heap after forced collection, at the end."),
  workerHeap: declare('B', 'lower', "Every worker's heap after forced collection, at the end."),
  cpu: declare(
    '%',
    'neither',
    'CPU time of the process, and of its workers where they are processes, ÷ wall time of the timed repetitions; 100 % is one core.',
  ),
};

function declare(unit: Metric['unit'], better: Metric['better'], about: string): Declaration {
  return { unit, better, assume: 'sampled', about };
}

/** The metrics of `bench.scheduler`, in the order in which they are shown. */
export const schedulerMetrics: Readonly<Record<SchedulerMetric, Metric>> = Object.fromEntries(
  Object.entries(declarations).map(([name, declaration]) => [name, { name, ...declaration }]),
) as Record<SchedulerMetric, Metric>;
