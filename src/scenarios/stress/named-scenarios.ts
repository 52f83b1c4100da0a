/** The scenarios that come with `bench.stress`: each a set of defaults. */
import { availableParallelism } from 'node:os';
import type { StressOptions } from './options.ts';

/** The name of a scenario of `bench.stress`. */
export type StressScenario =
  | 'burst'
  | 'spike'
  | 'ramp'
  | 'soak'
  | 'mixed-sizes'
  | 'slow-workers'
  | 'poison-tasks'
  | 'crash-storm'
  | 'memory-pressure'
  | 'queue-full'
  | 'cancel-storm'
  | 'find-the-limit';

/** What a scenario is. */
export interface NamedScenario {
  /** What it is like, in one sentence. */
  readonly about: string;
  readonly defaults: Omit<StressOptions, 'scenario'>;
}

const shortTask = { type: 'sleep', duration: '1 ms' } as const;

/** All of them, by name. Loads are closed loops where they can be, so that they fit machines of any size. */
export const namedScenarios: Readonly<Record<StressScenario, NamedScenario>> = {
  burst: {
    about: 'A thousand tasks at once, then next to nothing, five times.',
    defaults: {
      stages: Array.from({ length: 5 }, () => [
        { duration: '1 s', inFlight: 1000 } as const,
        { duration: '1 s', inFlight: 10 } as const,
      ]).flat(),
    },
  },
  spike: {
    about: 'A hundred times the usual load for two seconds, and whether it is forgotten after it.',
    defaults: {
      stages: [
        { duration: '4 s', inFlight: 50 },
        { duration: '2 s', inFlight: 5000 },
        { duration: '4 s', inFlight: 50 },
      ],
    },
  },
  ramp: {
    about: 'From no load to 5,000 tasks in flight, evenly.',
    defaults: { stages: [{ duration: '10 s', inFlight: 5000, ramp: true }] },
  },
  soak: {
    about: 'A steady load for a minute: stability of throughput and memory, and leaks.',
    defaults: { inFlight: 500, duration: '60 s' },
  },
  'mixed-sizes': {
    about: 'One task in twenty takes fifty times as long as the others.',
    defaults: {
      inFlight: 200,
      duration: '10 s',
      task: { type: 'sleep', duration: { distribution: 'bimodal', small: '1 ms', large: '50 ms', share: 0.05 } },
    },
  },
  'slow-workers': {
    about: 'Half of the workers run at a quarter of the speed.',
    defaults: {
      inFlight: 200,
      duration: '10 s',
      task: { type: 'sleep', duration: '2 ms' },
      // Of one core's worth of workers no half could be slow.
      workers: Math.max(2, availableParallelism()),
    },
  },
  'poison-tasks': {
    about: 'Tasks that fail whatever is tried: 2 % throw, 2 in 10,000 hang until their time is over.',
    defaults: {
      inFlight: 200,
      duration: '10 s',
      task: shortTask,
      timeout: '500 ms',
      faults: { throw: 0.02, hang: 0.0002, attempts: 'all' },
    },
  },
  'crash-storm': {
    about: 'One task in a hundred takes its worker down at the first attempt.',
    defaults: { inFlight: 200, duration: '10 s', task: shortTask, faults: { exit: 0.01 } },
  },
  'memory-pressure': {
    about: 'Workers may keep 64 MB each, and one task in 2,000 fills that up at the first attempt.',
    defaults: {
      inFlight: 200,
      duration: '10 s',
      task: shortTask,
      heapLimit: '64 MB',
      faults: { outOfMemory: 0.0005 },
    },
  },
  'queue-full': {
    about: 'A thousand tasks want to wait where a hundred may.',
    defaults: { inFlight: 1000, duration: '10 s', task: shortTask, maxQueue: 100 },
  },
  'cancel-storm': {
    about: 'Every other task is cancelled while it waits.',
    defaults: { inFlight: 1000, duration: '10 s', task: shortTask, cancel: 0.5 },
  },
  'find-the-limit': {
    about: 'The highest rate of arrivals at which 99 % of the tasks are back within 20 ms.',
    defaults: {
      task: shortTask,
      findLimit: { targets: { 'latency.p99': '< 20 ms' }, from: '100 tasks/s', to: '20000 tasks/s' },
    },
  },
};

/** The names of all of them. */
export const stressScenarios: readonly StressScenario[] = Object.keys(namedScenarios) as StressScenario[];

/** The share of the workers of `slow-workers` that are slow, and their speed. */
const slowShare = 0.5;
const slowSpeed = 0.25;

/** Speeds of so many workers, the slow ones last; of one worker it is slow. */
export function withSlowWorkers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, worker) => (worker < Math.floor(count * (1 - slowShare)) ? 1 : slowSpeed));
}
