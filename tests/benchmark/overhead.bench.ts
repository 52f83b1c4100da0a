/**
 * What our way of running tasks costs, against bare Piscina and other pools: ratios inside one run, every pool in fresh
 * processes pinned to one CPU, blocks interleaved in rotating order, the same number of tasks in flight per worker for all.
 *
 * Asserted is what is claimed, by the whole 95 % interval: it has to lie within the goal.
 */
import { describe, expect, test } from 'vitest';
import { estimatePairedShift } from '../../src/index.ts';
import { type Comparison, comparePools, type Costs, type PoolCosts } from './rivals/compare.ts';
import { type RivalName, rivalNames } from './rivals/load-rival.ts';
import { isPinned, runProgram } from './rivals/pinned.ts';
import { printRatios, type Ratio, ratioOf, ratioResult, verdictOf } from './rivals/ratio.ts';

const where = isPinned ? 'pinned to one CPU' : 'not pinned, since taskset is missing: latencies are not judged';

/** One task in flight on each worker, without and with a queue before it. */
const oneWorker: Comparison = {
  rivals: rivalNames,
  workers: 1,
  inFlight: 1,
  windows: [1, 16],
  tuned: false,
  tasks: 2000,
  blocks: 6,
  rounds: 8,
};

/** Our workers are run by Piscina, one for each slot: what its messages cost more than those of others is in our figures too. */
const cpu = { piscina: 1.1, tinypool: 1.1, poolifier: 1.25, workerpool: 1.4 };
/**
 * Claimed on one worker. Of several on one CPU the system decides which one runs: where one does nearly all the work, half of the tasks
 * are quick and the last ones wait for its time slice to end, in any pool.
 */
const p99 = { piscina: 1.5, tinypool: 1.5, poolifier: 1.5, workerpool: 1.5 };

// What another program did to the caches for a while has to show twice.
describe('overhead', { tags: ['scheduler'], retry: 1 }, () => {
  test('noop tasks against bare Piscina', async ({ bench, signal }) => {
    const comparison: Comparison = { ...oneWorker, rivals: ['benchgate', 'piscina'] };
    const [costs] = await compare(comparison, { cpu, p99 }, { bench, signal });
    const added = estimatePairedShift(
      costs!.get('benchgate')!.map(({ p50 }, round) => (p50 - costs!.get('piscina')![round]!.p50) / 1000),
      0.95,
    );
    const range = `[${added.lower.toFixed(1)}, ${added.upper.toFixed(1)}]`;
    console.log(
      `round trip of one task at a time at p50: ${added.estimate.toFixed(1)} µs ${range} more than Piscina's`,
    );
  });

  test('heap per queued task', async ({ signal }) => {
    const heap = await runProgram<Record<string, number>>('queue-memory.ts', { tasks: 20_000 }, { signal });
    const { piscina = Number.NaN, benchgate = Number.NaN, 'benchgate, one callback': shared = Number.NaN } = heap;
    const text = (value: number): string => `${Math.round(value)} B (${(value / piscina).toFixed(2)} of Piscina's)`;
    console.log(`heap per queued task: Piscina ${Math.round(piscina)} B`);
    console.log(`as the scenarios queue: ${text(shared)}; behind a promise each: ${text(benchgate)}`);
    expect(shared / piscina).toBeLessThanOrEqual(0.5);
    expect(benchgate).toBeLessThan(1000);
  });
});

describe('overhead at length', { tags: ['long'], retry: 1 }, () => {
  test('noop tasks against other pools, 1 worker', async ({ bench, signal }) => {
    await compare(oneWorker, { cpu, p99 }, { bench, signal });
  });

  test('noop tasks against other pools, 2 workers', async ({ bench, signal }) => {
    await compare({ ...oneWorker, workers: 2, windows: [2, 64] }, { cpu }, { bench, signal });
  });

  test('noop tasks against other pools, the best documented options of each', async ({ bench, signal }) => {
    await compare({ ...oneWorker, workers: 2, windows: [2], tuned: true }, {}, { bench, signal });
  });

  test('noop tasks against other pools, 8 in flight per worker', async ({ bench, signal }) => {
    // workerpool holds one task per worker.
    const rivals = rivalNames.filter((name) => name !== 'workerpool');
    await compare({ ...oneWorker, rivals, workers: 2, inFlight: 8, windows: [16] }, {}, { bench, signal });
  });

  test.for([
    [8, 0.7],
    [32, 0.4],
  ] as const)('noop tasks against bare Piscina, %i workers', async ([workers, goal], { bench, signal }) => {
    const comparison: Comparison = { ...oneWorker, rivals: ['benchgate', 'piscina'], workers, windows: [workers] };
    await compare(comparison, { cpu: { piscina: goal } }, { bench, signal });
  });

  test('METG(50 %)', async ({ signal }) => {
    const at1 = await runProgram<Found>('metg.ts', { inFlight: 1, rounds: 9 }, { pinned: false, signal });
    const at8 = await runProgram<Found>('metg.ts', { inFlight: 8, rounds: 9 }, { pinned: false, signal });
    const ratios = [
      ratioOf('depth 1 ÷ Piscina', at1.benchgate, at1.piscina),
      ratioOf('depth 8 ÷ Piscina as it comes', at8.benchgate, at1.piscina),
      ratioOf('depth 8 ÷ Piscina at 8', at8.benchgate, at8.piscina),
    ];
    // Pinned there would be nothing to hide behind; not pinned, whether both threads share a core is the system's choice and
    // moves Piscina's figure at depth 1 from 20 to 90 µs: shown, and nothing is claimed.
    printRatios('METG(50 %), the task duration at which half of the time is overhead; one worker, not pinned', ratios);
  });
});

type Found = Readonly<Record<'benchgate' | 'piscina', readonly number[]>>;

interface Recorder {
  readonly record: (result: ReturnType<typeof ratioResult>) => Promise<void>;
}

interface Around {
  readonly bench: Recorder;
  readonly signal: AbortSignal;
}

/** The largest ratio to another pool that is claimed, by figure; the others are shown. */
type Claims = Readonly<Partial<Record<keyof PoolCosts, Readonly<Partial<Record<RivalName, number>>>>>>;

const figures: Readonly<Record<keyof PoolCosts, string>> = {
  cpu: 'CPU time',
  p50: 'p50',
  p99: 'p99',
  startUp: 'start-up',
};

/** Compares our pool with others, shows every figure, and holds it to what is claimed. */
async function compare(comparison: Comparison, claims: Claims, { bench, signal }: Around): Promise<readonly Costs[]> {
  const found = await comparePools(comparison, signal);
  const { rivals, workers, inFlight, tuned, windows } = comparison;
  const ratios = found.map((costs, at) =>
    Object.entries(figures).flatMap(([key, figure]) => {
      const of = key as keyof PoolCosts;
      if (of === 'startUp' && at > 0) return [];
      const values = (name: RivalName): number[] => costs.get(name)!.map((pool) => pool[of]);
      return rivals.slice(1).map((name) => {
        const goal = of === 'cpu' || isPinned ? claims[of]?.[name] : undefined;
        const queue = at === 0 ? '' : `, ${windows[at]} submitted`;
        return ratioOf(`${figure} ÷ ${name}${queue}`, values('benchgate'), values(name), goal);
      });
    }),
  );
  for (const [at, table] of ratios.entries()) {
    const pool = `${workers} worker${workers === 1 ? '' : 's'}, ${inFlight} in flight on each, ${windows[at]} submitted`;
    const options = tuned ? 'the best documented options of each' : 'equal options';
    printRatios(`noop tasks: ${pool}; ${options}; ${where}`, table);
  }
  await conclude(ratios.flat(), bench);
  return found;
}

/** Records what is claimed; a claim that the whole interval does not bear out fails the test. */
async function conclude(ratios: readonly Ratio[], bench: Recorder): Promise<void> {
  const claimed = ratios.filter(({ goal }) => goal !== undefined);
  for (const ratio of claimed) await bench.record(ratioResult(ratio));
  const open = claimed.filter((ratio) => verdictOf(ratio) !== 'met');
  expect(open.map(({ name, interval, goal }) => ({ name, interval, goal }))).toEqual([]);
}
