import type { Assumption, Metric } from '../../model/metric.ts';

/** The name of a metric of `bench.scaling`. */
export type ScalingMetric =
  | 'makespan'
  | 'throughput'
  | 'speedUp'
  | 'efficiency'
  | 'latency'
  | 'queueWait'
  | 'dispatch'
  | 'execute'
  | 'retrieve'
  | 'overhead'
  | 'overheadDispatch'
  | 'overheadTransfer'
  | 'overheadIdle'
  | 'loadBalance'
  | 'jainIndex'
  | 'busyImbalance'
  | 'workerShare'
  | 'cpu'
  | 'cpuPerTask'
  | 'steals'
  | 'failures'
  | 'startUp';

type Declaration = Omit<Metric, 'name' | 'assume'>;

const declarations: Readonly<Record<ScalingMetric, Declaration>> = {
  makespan: declare('ns', 'lower', 'From the first submission to the last result of a round.'),
  throughput: declare('tasks/s', 'higher', 'Tasks completed successfully ÷ makespan.'),
  speedUp: declare('x', 'higher', 'Throughput ÷ throughput on 1 worker in the same round.'),
  efficiency: declare('%', 'higher', 'Speed-up ÷ workers.'),
  latency: declare('ns', 'lower', 'Round trip of a task: submitted to its result seen.'),
  queueWait: declare('ns', 'lower', 'Submitted to started: the time in the queue.'),
  dispatch: declare('ns', 'lower', 'Started by the scheduler to running in the worker.'),
  execute: declare('ns', 'lower', 'Running in the worker, by the clock of the worker.'),
  retrieve: declare('ns', 'lower', 'Ended in the worker to the result seen.'),
  overhead: declare(
    '%',
    'lower',
    'Time of the workers in which they ran no task ÷ all of their time (workers × makespan).',
  ),
  overheadDispatch: declare(
    'ns',
    'lower',
    'Time of the workers in which they waited for the scheduler, for a start or for a result to be seen, ÷ tasks completed.',
  ),
  overheadTransfer: declare(
    'ns',
    'lower',
    'Time of the workers in which a task or a result was on its way, and nothing ran, ÷ tasks completed.',
  ),
  overheadIdle: declare('ns', 'lower', 'Time of the workers after the last task that they got ÷ tasks completed.'),
  loadBalance: declare('1', 'higher', '1 ÷ (1 + coefficient of variation of the tasks per worker); 1 is even.'),
  jainIndex: declare('1', 'higher', "Jain's fairness index of the busy time per worker; 1 is even."),
  busyImbalance: declare('x', 'lower', 'Busy time of the busiest worker ÷ mean busy time; 1 is even.'),
  workerShare: declare('%', 'neither', 'Tasks that a worker completed ÷ all, of every worker over all rounds.'),
  cpu: declare('%', 'neither', 'CPU time of the process and its workers ÷ makespan; 100 % is one core.'),
  cpuPerTask: declare('ns', 'lower', 'CPU time of the process and its workers ÷ tasks completed.'),
  steals: declare('count', 'neither', "Tasks that a worker took from another one's queue."),
  failures: declare('count', 'lower', 'Tasks of a round that threw, crashed, timed out or were refused.'),
  startUp: declare('ns', 'lower', 'From opening to the moment in which every worker could run a first task.'),
};

function declare(unit: Metric['unit'], better: Metric['better'], about: string): Declaration {
  return { unit, better, about };
}

/** The declaration of a metric: exact in virtual time, sampled where something really ran. */
export function scalingMetric(name: ScalingMetric, assume: Assumption): Metric {
  return { name, ...declarations[name], assume };
}

/** The names of all metrics, in the order in which they are shown. */
export const scalingMetricNames: readonly ScalingMetric[] = Object.keys(declarations) as ScalingMetric[];
