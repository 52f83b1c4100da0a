/**
 * What our way of running tasks costs, against bare Piscina and other pools. Ratios inside one run, in a process of its own
 * pinned to one core, blocks interleaved in rotating order, the same number of tasks in flight per worker for all.
 *
 * A goal is missed when the whole 95 % interval lies above it: a noisy minute fails nobody, a real loss does.
 */
import { describe, expect, test } from 'vitest';
import type { Comparison, Costs } from './rivals/measure.ts';
import { isPinned, runPinned } from './rivals/pinned.ts';
import { printRatios, ratioOf, ratioResult, verdictOf, type Ratio } from './rivals/ratio.ts';

const where = isPinned ? 'pinned to one core' : 'not pinned, since taskset is missing: expect more noise';
const noop = { clock: 'cpu', inFlight: 1, tuned: false, iterations: 0, rounds: 15, rivals: ['benchgate'] } as const;

describe('overhead', { tags: ['scheduler'] }, () => {
  test('CPU time per noop task ÷ bare Piscina', async ({ bench }) => {
    const goals = [
      [1, 1.1],
      [2, 1.1],
      [8, 0.7],
      [32, 0.4],
    ] as const;
    const comparisons = goals.map(([workers]): Comparison => ({ ...noop, workers, tasks: 1000 + 50 * workers }));
    const costs = await runPinned<Costs[]>('main.ts', comparisons);
    const ratios = goals.map(([workers, goal], at) => {
      const { benchgate = [], piscina = [] } = costs[at]!;
      return ratioOf(workers === 1 ? '1 worker' : `${workers} workers`, benchgate, piscina, goal);
    });
    await conclude(`CPU time per noop task ÷ bare Piscina, ${where}`, ratios, bench);
  });

  test.for([
    ['equal options', false],
    ['the best documented options of each', true],
  ] as const)('CPU time per noop task against other pools, %s', async ([options, tuned], { bench }) => {
    const rivals = ['benchgate', 'tinypool', 'poolifier', 'workerpool'];
    const [costs = {}] = await runPinned<Costs[]>('main.ts', [{ ...noop, workers: 2, tasks: 1000, tuned, rivals }]);
    const { benchgate = [], ...others } = costs;
    const ratios = Object.entries(others).map(([name, values]) =>
      ratioOf(`benchgate ÷ ${name}`, benchgate, values, 1.1),
    );
    await conclude(`CPU time per noop task, 2 workers, ${options}, ${where}`, ratios, bench);
  });

  test('round trip of one task at a time ÷ bare Piscina', async ({ bench }) => {
    const [costs = {}] = await runPinned<Costs[]>('main.ts', [
      { ...noop, clock: 'wall', workers: 1, tasks: 300, rounds: 31 },
    ]);
    const { benchgate = [], piscina = [] } = costs;
    const added = benchgate.map((value, round) => (value - piscina[round]!) / 1000).sort((a, b) => a - b);
    const [low, middle, high] = [added[7]!, added[15]!, added[23]!].map((value) => value.toFixed(1));
    console.log(`added round-trip latency at p50: ${middle} µs (middle half of 31 rounds: ${low} to ${high} µs)`);
    await conclude(`round trip, ${where}`, [ratioOf('benchgate ÷ piscina', benchgate, piscina)], bench);
  });

  test('METG(50 %)', async () => {
    const at1 = await runPinned<Costs>('metg.ts', { inFlight: 1, rounds: 9 }, { pinned: false });
    const at8 = await runPinned<Costs>('metg.ts', { inFlight: 8, rounds: 9 }, { pinned: false });
    const ratios = [
      ratioOf('depth 1 ÷ Piscina', at1['benchgate']!, at1['piscina']!),
      ratioOf('depth 8 ÷ Piscina as it comes', at8['benchgate']!, at1['piscina']!, 0.25),
      ratioOf('depth 8 ÷ Piscina at 8', at8['benchgate']!, at8['piscina']!),
    ];
    // Whether both threads share a core is the system's choice, changes within a run, and moves Piscina's figure at depth 1
    // from 20 to 90 µs: printed, with its goal, but neither asserted nor kept for later runs to be compared with.
    printRatios('METG(50 %), the task duration at which half of the time is overhead; one worker', ratios);
  });

  test('heap per queued task', async () => {
    const heap = await runPinned<Record<string, number>>('queue-memory.ts', { tasks: 20_000 });
    const { piscina = Number.NaN, benchgate = Number.NaN, 'benchgate, one callback': shared = Number.NaN } = heap;
    const text = (value: number): string => `${Math.round(value)} B (${(value / piscina).toFixed(2)} of Piscina's)`;
    console.log(`heap per queued task: Piscina ${Math.round(piscina)} B`);
    console.log(`as the scenarios queue: ${text(shared)}; behind a promise each: ${text(benchgate)}`);
    expect(shared / piscina).toBeLessThanOrEqual(0.5);
    expect(benchgate).toBeLessThan(1000);
  });

  test('start-up ÷ bare Piscina', async ({ bench }) => {
    const ratios: Ratio[] = [];
    for (const workers of [1, 4]) {
      const costs = await runPinned<Costs>('start-up.ts', { workers, rounds: 9 }, { pinned: false });
      ratios.push(ratioOf(`${workers} threads`, costs['benchgate']!, costs['piscina']!));
    }
    await conclude('from opening to a first result on every worker', ratios, bench);
  });
});

interface Recorder {
  readonly record: (result: ReturnType<typeof ratioResult>) => Promise<void>;
}

/** Prints and records; a missed goal fails the test. */
async function conclude(title: string, ratios: readonly Ratio[], bench: Recorder): Promise<void> {
  printRatios(title, ratios);
  for (const ratio of ratios) await bench.record(ratioResult(ratio));
  const missed = ratios.filter((ratio) => verdictOf(ratio) === 'missed');
  expect(missed.map(({ name, interval, goal }) => ({ name, interval, goal }))).toEqual([]);
}
