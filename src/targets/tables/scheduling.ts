/** Targets of one scheduler, of a pool of worker threads, and of the six strategies. */
import type { Target, TargetTable } from '../target.ts';
import { defineTable, type Row } from './define.ts';

/** Tests of one scheduler. */
export const scheduler: TargetTable<'sequential10' | 'parallel10' | 'scalability100' | 'memory1000'> = defineTable(
  'scheduler',
  'scheduler',
  {
    sequential10: {
      metric: 'makespan',
      bound: '< 1 s',
      work: '10 tasks, one after the other',
      parameters: { tasks: 10, workers: 1 },
    },
    parallel10: { metric: 'makespan', bound: '< 0.5 s', work: '10 tasks in parallel', parameters: { tasks: 10 } },
    scalability100: { metric: 'makespan', bound: '< 5 s', work: '100 tasks', parameters: { tasks: 100 } },
    memory1000: { metric: 'memoryGrowth', bound: '< 100 MB', work: '1,000 tasks', parameters: { tasks: 1000 } },
  },
);

const minimal: Pick<Row, 'work' | 'task'> & Required<Pick<Row, 'parameters'>> = {
  work: 'tasks of minimal work on 4 CPU workers of one machine',
  task: 'noop',
  parameters: { workers: 4 },
};

/** A pool on one machine with 4 CPU workers. */
export const pool: TargetTable<'throughput' | 'latencyP50' | 'latencyP99' | 'efficiency4' | 'memoryPerTask'> =
  defineTable('pool', 'scheduler', {
    throughput: {
      metric: 'throughput',
      bound: '> 1000 tasks/s',
      work: '10, 50, 100 and 500 tasks of minimal work on 4 CPU workers of one machine',
      task: 'noop',
      parameters: { tasks: [10, 50, 100, 500], workers: 4 },
    },
    latencyP50: { metric: 'latency.p50', bound: '< 5 ms', ...minimal },
    latencyP99: { metric: 'latency.p99', bound: '< 20 ms', ...minimal },
    efficiency4: {
      metric: 'efficiency',
      bound: '> 75 %',
      work: '400 tasks sleeping 10 ms on 4 workers',
      task: 'sleep',
      duration: 10e6,
      parameters: { tasks: 400, workers: 4 },
    },
    memoryPerTask: { metric: 'memoryPerTask', bound: '< 1 KB', ...minimal },
  });

/** The strategies that have a table of their own. */
export type TargetedStrategy = 'load-balancing' | 'adaptive' | 'work-stealing' | 'round-robin' | 'fifo' | 'priority';

/** What is demanded of each strategy. */
export type StrategyTable = TargetTable<'throughput' | 'assignmentLatency' | 'loadBalance'>;

/** The strategies at 1,000 tasks sleeping 1 ms on 10 workers. */
export const strategies: Readonly<Record<TargetedStrategy, StrategyTable>> = {
  'load-balancing': strategy('load-balancing', '>= 2500 tasks/s', '<= 0.40 ms', '>= 0.95'),
  adaptive: strategy('adaptive', '>= 2450 tasks/s', '<= 0.42 ms', '>= 0.93'),
  'work-stealing': strategy('work-stealing', '>= 2400 tasks/s', '<= 0.45 ms', '>= 0.91'),
  'round-robin': strategy('round-robin', '>= 2350 tasks/s', '<= 0.43 ms', '>= 0.99'),
  fifo: strategy('fifo', '>= 2300 tasks/s', '<= 0.38 ms', '>= 0.85'),
  priority: strategy('priority', '>= 2250 tasks/s', '<= 0.50 ms', '>= 0.87'),
};

function strategy(
  name: TargetedStrategy,
  throughput: Target['bound'],
  assignmentLatency: Target['bound'],
  loadBalance: Target['bound'],
): StrategyTable {
  const on = {
    work: `1,000 tasks sleeping 1 ms on 10 workers, strategy ${name}`,
    task: 'sleep',
    duration: 1e6,
    parameters: { tasks: 1000, workers: 10, strategy: name },
  };
  return defineTable(`strategies.${name}`, 'scheduler', {
    throughput: { metric: 'throughput', bound: throughput, ...on },
    assignmentLatency: { metric: 'assignmentLatency', bound: assignmentLatency, ...on },
    loadBalance: { metric: 'loadBalance', bound: loadBalance, ...on },
  });
}
