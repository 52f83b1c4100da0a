/**
 * METG(50 %) (Task Bench, SC20): the smallest task duration at which half of a worker's time goes into tasks. One worker,
 * tasks of a fixed number of iterations, doubled step by step; `node metg.ts '{"inFlight":8,"rounds":5}'`.
 */
import { runKernel } from '../../../src/measurement/kernel.ts';
import { loadRival } from './load-rival.ts';
import type { OpenPool } from './rival.ts';

interface Input {
  readonly inFlight: number;
  readonly rounds: number;
}

/** Iterations per task; a few ns to about 0.5 ms. */
const ladder = Array.from({ length: 12 }, (_, step) => 256 * 2 ** step);
const tasks = 500;

const { inFlight, rounds } = JSON.parse(process.argv[2]!) as Input;
const nsPerIteration = kernelTime();
const found: Record<string, number[]> = {};
const pools: (readonly [string, OpenPool])[] = [];
for (const name of ['benchgate', 'piscina'] as const) {
  const rival = await loadRival(name);
  pools.push([name, await rival.open({ workers: 1, inFlight, tuned: false })]);
  found[name] = [];
}
for (const [, pool] of pools) await timePerTask(pool, 4096);
for (let round = 0; round < rounds; round++) {
  for (const [name, pool] of round % 2 === 0 ? pools : pools.toReversed()) found[name]!.push(await metg(pool));
}
process.stdout.write(JSON.stringify(found));
process.exit(0);

/** Where the efficiency crosses one half, in ns, interpolated in the logarithm of the duration. */
async function metg(pool: OpenPool): Promise<number> {
  let before: { duration: number; efficiency: number } | undefined;
  for (const iterations of ladder) {
    const duration = iterations * nsPerIteration;
    const efficiency = duration / (await timePerTask(pool, iterations));
    if (efficiency >= 0.5) {
      if (before === undefined) return duration;
      const share = (0.5 - before.efficiency) / (efficiency - before.efficiency);
      return Math.exp(Math.log(before.duration) + share * (Math.log(duration) - Math.log(before.duration)));
    }
    before = { duration, efficiency };
  }
  return ladder.at(-1)! * nsPerIteration;
}

async function timePerTask(pool: OpenPool, iterations: number): Promise<number> {
  const started = process.hrtime.bigint();
  let submitted = 0;
  const lane = async (): Promise<void> => {
    while (submitted < tasks) {
      submitted++;
      await pool.run(iterations);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return Number(process.hrtime.bigint() - started) / tasks;
}

/** ns per iteration of the kernel in this process: the median of blocks after a warm-up. */
function kernelTime(): number {
  const iterations = 200_000;
  for (let block = 0; block < 20; block++) runKernel(iterations, block);
  const times = Array.from({ length: 21 }, (_, block) => {
    const started = process.hrtime.bigint();
    runKernel(iterations, block);
    return Number(process.hrtime.bigint() - started) / iterations;
  });
  return times.sort((a, b) => a - b)[10]!;
}
