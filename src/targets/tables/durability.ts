/** Targets of workflow engines, checkpoint stores and systems under stress. */
import type { TargetTable } from '../target.ts';
import { defineTable } from './define.ts';

/** Directed acyclic graphs of tasks. */
export const workflow: TargetTable<'linear10' | 'parallel10' | 'complexDag' | 'graph100'> = defineTable(
  'workflow',
  'workflow',
  {
    linear10: { metric: 'makespan', bound: '< 1 s', work: 'a chain of 10 nodes' },
    parallel10: { metric: 'makespan', bound: '< 0.5 s', work: '10 independent branches' },
    complexDag: { metric: 'makespan', bound: '< 2 s', work: 'a graph with several levels of dependencies' },
    graph100: { metric: 'makespan', bound: '< 5 s', work: 'a graph of 100 nodes' },
  },
);

/** Checkpoint stores. */
export const checkpoint: TargetTable<'create' | 'load' | 'overhead' | 'largeState'> = defineTable(
  'checkpoint',
  'checkpoint',
  {
    create: { metric: 'createLatency', bound: '< 50 ms', work: 'writing one checkpoint' },
    load: { metric: 'loadLatency', bound: '< 50 ms', work: 'reading one checkpoint back' },
    overhead: { metric: 'overhead', bound: '< 20 %', work: 'the same workload with and without checkpoints' },
    largeState: { metric: 'largeStateLatency', bound: '< 1 s', work: 'a checkpoint of 100 KB of state' },
  },
);

/** Systems under stress. */
export const stress: TargetTable<'concurrency' | 'memoryGrowth' | 'longRunning' | 'errorRecovery'> = defineTable(
  'stress',
  'stress',
  {
    concurrency: { metric: 'concurrency', bound: '>= 500', work: 'tasks in flight at once' },
    memoryGrowth: {
      metric: 'memoryGrowth',
      bound: '< 50 MB',
      work: 'a run without a leak, heap after forced collection',
    },
    longRunning: {
      metric: 'instabilities',
      bound: '<= 0',
      work: '60 s of running',
      note: 'Counts which of memory and throughput are not judged "stable".',
    },
    errorRecovery: { metric: 'recovered', bound: '>= 100 %', work: 'injected task errors and worker crashes' },
  },
);
