/**
 * Measures pools against each other: every round starts a fresh process for each of them, all pinned to the same CPU, where
 * threads cannot flip between cores and time on the wall is comparable; then blocks of tasks alternate between them in
 * rotating order. A round gives one figure for each, since compiled code and the layout of memory are drawn anew in every
 * process and not in every block: only rounds are independent of each other.
 */
import { median, summarize } from '../../../src/index.ts';
import type { BlockCosts, Opened } from './block.ts';
import type { RivalName } from './load-rival.ts';
import type { PoolShape } from './rival.ts';
import { StartedPool } from './started-pool.ts';

/** What to measure. */
export interface Comparison extends PoolShape {
  readonly rivals: readonly RivalName[];
  /** How many tasks are submitted and unfinished at once; of several, blocks take turns in the same processes. */
  readonly windows: readonly number[];
  /** In a block. */
  readonly tasks: number;
  /** Of every pool and window in a round, after the warm-up. */
  readonly blocks: number;
  readonly rounds: number;
}

/**
 * What one round found of one pool, in ns: of CPU time the mean of its blocks, in which every collection of garbage counts; of latencies
 * the median, which no block moves that another program fell into.
 */
export interface PoolCosts extends BlockCosts, Pick<Opened, 'startUp'> {}

/** What was found of every pool, by round. */
export type Costs = ReadonlyMap<RivalName, readonly PoolCosts[]>;

/** Tasks of every pool before those that count: it takes V8 about 25,000 until CPU time per task falls no further. */
const warmUp = 30_000;

/** Runs the comparison; answers what was found with every window, in their order. */
export async function comparePools(comparison: Comparison, signal: AbortSignal): Promise<readonly Costs[]> {
  const { rivals, rounds, windows } = comparison;
  const costs = windows.map(() => new Map(rivals.map((name): [RivalName, PoolCosts[]] => [name, []])));
  for (let round = 0; round < rounds; round++) {
    const found = await measureRound(comparison, round, signal);
    for (const { name, startUp, blocks } of found) {
      for (const [at, ofWindow] of costs.entries()) ofWindow.get(name)!.push({ startUp, ...middleOf(blocks[at]!) });
    }
  }
  return costs;
}

interface Measured {
  readonly name: RivalName;
  readonly startUp: number;
  /** By window. */
  readonly blocks: readonly BlockCosts[][];
}

async function measureRound(
  { rivals, workers, inFlight, tuned, windows, tasks, blocks }: Comparison,
  round: number,
  signal: AbortSignal,
): Promise<readonly Measured[]> {
  const pools: StartedPool[] = [];
  const opened: Opened[] = [];
  const found: BlockCosts[][][] = rivals.map(() => windows.map(() => []));
  const before = Math.ceil(warmUp / tasks / windows.length);
  try {
    for (let turn = 0; turn < rivals.length; turn++) {
      const name = rivals[(round + turn) % rivals.length]!;
      const pool = new StartedPool({ name, shape: { workers, inFlight, tuned } }, signal);
      pools.push(pool);
      opened.push(await pool.opened());
    }
    requireSameWork(pools, opened);
    for (let block = 0; block < before + blocks; block++) {
      for (const [of, window] of windows.entries()) {
        for (let turn = 0; turn < pools.length; turn++) {
          const at = (block + turn) % pools.length;
          const costs = await pools[at]!.run({ tasks, window });
          if (block >= before) found[at]![of]!.push(costs);
        }
      }
    }
  } finally {
    await Promise.all(pools.map((pool) => pool.end()));
  }
  return pools.map(({ name }, at) => ({ name, startUp: opened[at]!.startUp, blocks: found[at]! }));
}

/** See `PoolCosts`. */
function middleOf(blocks: readonly BlockCosts[]): BlockCosts {
  const of = (figure: keyof BlockCosts): number[] => blocks.map((costs) => costs[figure]);
  return { cpu: summarize(of('cpu')).mean, p50: median(of('p50')), p99: median(of('p99')) };
}

/** A pool that does not run its tasks is quick. */
function requireSameWork(pools: readonly StartedPool[], opened: readonly Opened[]): void {
  for (const [at, { digest }] of opened.entries()) {
    if (typeof digest === 'number' && digest === opened[0]!.digest) continue;
    throw new Error(`${pools[at]!.name} answered ${String(digest)}, ${pools[0]!.name} ${String(opened[0]!.digest)}`);
  }
}
