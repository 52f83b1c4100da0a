/**
 * How well a simulation foretells a run: real threads ÷ simulated makespan, for sleeping tasks. What handing tasks over costs
 * was calibrated before, on runs of its own; tasks, seed and strategy object are the same on both sides.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { calibrateCosts, estimatePairedShift, runScheduler, summarize } from '../../src/index.ts';
import type {
  Costs,
  Result,
  SchedulerOptions,
  SchedulerResult,
  SimulatorOption,
  StrategyName,
} from '../../src/index.ts';
import { renderTable } from '../../src/model/table.ts';

/** Between these the whole interval has to lie. */
const goal = { low: 0.97, high: 1.06 } as const;

type Load = SchedulerOptions & { readonly name: string; readonly strategy: StrategyName };

/**
 * Tasks of some 50 ms: a timer counts in whole ms and is never early, so that a sleep ends up to a ms late, which is the
 * task's own time and no cost of handing it over.
 */
const loads: readonly Load[] = [
  {
    name: 'fifo, equal tasks',
    strategy: 'fifo',
    workers: 8,
    tasks: 200,
    task: { type: 'sleep', duration: '50 ms' },
  },
  {
    name: 'fifo, exponential tasks',
    strategy: 'fifo',
    workers: 8,
    tasks: 320,
    task: { type: 'sleep', duration: { distribution: 'exponential', mean: '50 ms' } },
  },
  {
    name: 'work stealing, uniform tasks',
    strategy: 'work-stealing',
    workers: 8,
    tasks: 200,
    task: { type: 'sleep', duration: { distribution: 'uniform', min: '25 ms', max: '75 ms' } },
  },
  {
    name: 'work stealing, unequal workers',
    strategy: 'work-stealing',
    workers: { speeds: [1, 1, 0.5, 0.5] },
    // 33 rounds of 6: were there some tasks left, it would be chance whether a slow worker comes by first and takes the last.
    tasks: 198,
    task: { type: 'sleep', duration: '50 ms' },
  },
  {
    name: 'fifo, 32 workers',
    strategy: 'fifo',
    workers: 32,
    tasks: 640,
    task: { type: 'sleep', duration: { distribution: 'uniform', min: '30 ms', max: '70 ms' } },
  },
  {
    name: 'round robin at depth 4',
    strategy: 'round-robin',
    workers: 4,
    depth: 4,
    tasks: 320,
    task: { type: 'sleep', duration: '50 ms' },
  },
];

/** A load that was run and simulated. */
interface Prediction {
  readonly name: string;
  readonly simulated: number;
  /** Real ÷ simulated makespan of every repetition. */
  readonly ratios: readonly number[];
  readonly estimate: number;
  /** 95 % interval by signed ranks. */
  readonly interval: readonly [number, number];
}

describe('prediction', { tags: ['long'] }, () => {
  let costs: Costs;

  beforeAll(async () => {
    costs = await calibrateCosts();
    console.log('calibrated, in ns:', costs);
  }, 60_000);

  // What another program did to the real run for a second has to show in one of three tries.
  test.for(loads)('$name', { retry: 2, timeout: 120_000 }, async (load, { bench, signal }) => {
    const executor = { type: 'simulator', costs: written(costs) } as const;
    const foretold = await runScheduler({ ...load, executor }, { signal });
    const real = await runScheduler({ ...load, repetitions: 10, warmUp: 1 }, { signal, brief: true });
    const prediction = compare(load.name, real, foretold);
    print(prediction);
    await bench.record(asResult(prediction));
    expect(prediction.interval[0], 'lower end of the interval').toBeGreaterThanOrEqual(goal.low);
    expect(prediction.interval[1], 'upper end of the interval').toBeLessThanOrEqual(goal.high);
  });
});

/** Costs as an option: durations with their unit. */
function written({ dispatch, transfer, retrieve, steal }: Costs): NonNullable<SimulatorOption['costs']> {
  return {
    dispatch: `${dispatch} ns`,
    transfer: `${transfer} ns`,
    retrieve: `${retrieve} ns`,
    steal: `${steal} ns`,
  };
}

function compare(name: string, real: SchedulerResult, foretold: SchedulerResult): Prediction {
  const simulated = foretold.metrics.makespan?.summary.median ?? Number.NaN;
  const ratios = (real.metrics.makespan?.repetitions.median ?? []).map((makespan) => makespan / simulated);
  const { estimate, lower, upper } = estimatePairedShift(ratios.map(Math.log), 0.95);
  return { name, simulated, ratios, estimate: Math.exp(estimate), interval: [Math.exp(lower), Math.exp(upper)] };
}

function print({ name, simulated, ratios, estimate, interval }: Prediction): void {
  const table = renderTable({
    columns: [
      { title: '' },
      { title: 'simulated', align: 'right' },
      { title: 'real ÷ simulated', align: 'right' },
      { title: '95 % interval' },
      { title: 'repetitions', align: 'right' },
    ],
    rows: [
      [
        name,
        `${(simulated / 1e6).toFixed(1)} ms`,
        estimate.toFixed(4),
        `[${interval.map((bound) => bound.toFixed(4)).join(', ')}]`,
        String(ratios.length),
      ],
    ],
  });
  console.log(`${table}\n`);
}

/** The ratio as a result. It is good near 1, so that neither direction is better. */
function asResult({ name, ratios }: Prediction): Result<'ratio'> {
  return {
    scenario: 'ratio',
    name,
    parameters: { repetitions: ratios.length },
    metrics: {
      ratio: {
        name: 'ratio',
        unit: 'x',
        better: 'neither',
        assume: 'sampled',
        about: 'Makespan on real threads ÷ simulated makespan.',
        per: 'repetition',
        summary: summarize(ratios),
        repetitions: { median: ratios },
      },
    },
    warnings: [],
  };
}
