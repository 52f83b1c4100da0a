/**
 * Measures pools against each other in this process: blocks of tasks alternate between them, in rotating order, and every
 * round gives one ratio for each. Meant to be started pinned to one core, where time is CPU time and threads cannot flip
 * between cores.
 */
import { benchgate } from './benchgate.ts';
import { piscina } from './piscina.ts';
import { poolifier } from './poolifier.ts';
import type { OpenPool, Rival } from './rival.ts';
import { tinypool } from './tinypool.ts';
import { workerpoolRival } from './workerpool.ts';

/** What to measure. */
export interface Comparison {
  readonly workers: number;
  readonly inFlight: number;
  readonly tuned: boolean;
  readonly tasks: number;
  readonly rounds: number;
  /** Iterations of the kernel per task. */
  readonly iterations: number;
  /** CPU time of all threads, which other programs on the machine do not touch, or time on the wall. */
  readonly clock: 'cpu' | 'wall';
  /** Names of rivals; Piscina is always there. */
  readonly rivals: readonly string[];
}

/** ns per task in every round, by rival. */
export type Costs = Readonly<Record<string, readonly number[]>>;

const all: readonly Rival[] = [benchgate, piscina, tinypool, poolifier, workerpoolRival];

/** Runs the comparison. */
export async function measureCosts(comparison: Comparison): Promise<Costs> {
  const chosen = all.filter(({ name }) => name === 'piscina' || comparison.rivals.includes(name));
  const pools: { readonly name: string; readonly pool: OpenPool; readonly costs: number[] }[] = [];
  for (const rival of chosen) pools.push({ name: rival.name, pool: await rival.open(comparison), costs: [] });

  for (const { pool } of pools) await block(pool, comparison);
  for (let round = 0; round < comparison.rounds; round++) {
    for (let turn = 0; turn < pools.length; turn++) {
      const { pool, costs } = pools[(round + turn) % pools.length]!;
      costs.push(await block(pool, comparison));
    }
  }
  for (const { pool } of pools) await pool.close();
  return Object.fromEntries(pools.map(({ name, costs }) => [name, costs]));
}

/** Runs one block with the window full all the time; answers ns per task. */
async function block(pool: OpenPool, { workers, inFlight, tasks, iterations, clock }: Comparison): Promise<number> {
  const task = { iterations };
  const started = read(clock);
  let submitted = 0;
  const lane = async (): Promise<void> => {
    while (submitted < tasks) {
      submitted++;
      await pool.run(task);
    }
  };
  await Promise.all(Array.from({ length: workers * inFlight }, lane));
  return (read(clock) - started) / tasks;
}

/** ns. */
function read(clock: Comparison['clock']): number {
  if (clock === 'wall') return Number(process.hrtime.bigint());
  const { user, system } = process.cpuUsage();
  return (user + system) * 1000;
}
