/**
 * What simulating costs, as ratios inside one run: a simulated task ÷ one push and pop on a plain typed-array heap that holds
 * as many times as there are workers. Asserted by the whole 95 % interval. And how much memory ten million tasks take.
 */
import { describe, expect, test } from 'vitest';
import { strategyNames, type StrategyName } from '../../src/index.ts';
import { runProgram } from './rivals/pinned.ts';
import { printRatios, type Ratio, ratioOf, ratioResult, verdictOf } from './rivals/ratio.ts';
import type { Batch } from './simulator/batch.ts';

const gibibyte = 2 ** 30;

interface Recorder {
  readonly record: (result: ReturnType<typeof ratioResult>) => Promise<void>;
}

/** How much more than the yardstick a task may cost. */
function goalOf(strategy: StrategyName): number {
  return strategy === 'fifo' ? 3 : 6;
}

function timesOf(batch: Batch, rounds: number, signal: AbortSignal): Promise<Record<'simulated' | 'heap', number[]>> {
  return runProgram('../simulator/speed.ts', { ...batch, rounds }, { signal });
}

async function peakOf(batch: Batch, signal: AbortSignal): Promise<number> {
  const { peak } = await runProgram<{ peak: number }>('../simulator/memory.ts', batch, { signal });
  console.log(`${batch.strategy}, ${text(batch)}: ${Math.round(peak / 2 ** 20)} MiB`);
  return peak;
}

function text({ tasks, workers }: Batch): string {
  return `${tasks.toLocaleString('en')} tasks on ${workers.toLocaleString('en')} workers`;
}

/** Prints all and records it; a goal that a whole interval does not keep fails the test. */
async function conclude(title: string, ratios: readonly Ratio[], bench: Recorder): Promise<void> {
  printRatios(title, ratios);
  for (const ratio of ratios) await bench.record(ratioResult(ratio));
  const open = ratios.filter((ratio) => ratio.goal !== undefined && verdictOf(ratio) !== 'met');
  expect(open.map(({ name, interval, goal }) => ({ name, interval, goal }))).toEqual([]);
}

async function compare(
  batch: Omit<Batch, 'strategy'>,
  rounds: number,
  bench: Recorder,
  signal: AbortSignal,
): Promise<void> {
  const ratios: Ratio[] = [];
  for (const strategy of strategyNames) {
    const { simulated, heap } = await timesOf({ ...batch, strategy }, rounds, signal);
    ratios.push(ratioOf(`${strategy} ÷ push and pop`, simulated, heap, goalOf(strategy)));
  }
  await conclude(`a simulated task, ${text({ ...batch, strategy: 'fifo' })}`, ratios, bench);
}

describe('simulator', { tags: ['long'], timeout: 240_000 }, () => {
  test('a million tasks on 10,000 workers', { retry: 2 }, async ({ bench, signal }) => {
    await compare({ tasks: 1_000_000, workers: 10_000 }, 7, bench, signal);
  });

  test('memory of a million tasks', async ({ signal }) => {
    for (const strategy of strategyNames) {
      const batch = { strategy, tasks: 1_000_000, workers: 10_000 };
      expect(await peakOf(batch, signal)).toBeLessThan(gibibyte / 4);
    }
  });

  test('the cost of a task grows with log(workers) at most', { retry: 2 }, async ({ bench, signal }) => {
    const ratios: Ratio[] = [];
    for (const strategy of strategyNames) {
      const [few, many] = [10, 10_000] as const;
      // Two processes, so that no pair of rounds belongs together; what is asserted allows for that.
      const small = await timesOf({ strategy, tasks: 500_000, workers: few }, 7, signal);
      const large = await timesOf({ strategy, tasks: 500_000, workers: many }, 7, signal);
      const goal = Math.log(many) / Math.log(few);
      ratios.push(ratioOf(`${strategy}, ${many} ÷ ${few} workers`, large.simulated, small.simulated, goal));
    }
    await conclude('a simulated task on many workers ÷ on few', ratios, bench);
  });
});

describe('simulator at length', { tags: ['long'], timeout: 900_000 }, () => {
  test('ten million tasks on 10,000 workers', { retry: 1 }, async ({ bench, signal }) => {
    await compare({ tasks: 10_000_000, workers: 10_000 }, 6, bench, signal);
  });

  test('memory of ten million tasks', async ({ signal }) => {
    for (const strategy of strategyNames) {
      const batch = { strategy, tasks: 10_000_000, workers: 10_000 };
      expect(await peakOf(batch, signal)).toBeLessThan(gibibyte);
    }
  });
});
