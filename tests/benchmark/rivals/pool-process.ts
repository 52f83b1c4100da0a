/**
 * One pool in a process of its own: opens it, says so over its channel, and answers what every block cost that it is asked for.
 *
 * A process for each pool, since no pool then pays for the garbage, the timers and the compiled code of another, and since
 * a process can be ended: poolifier 5.3 does not end its own `destroy()` in about a quarter of the runs.
 */
import { now } from '../../../src/measurement/clock.ts';
import { quantile } from '../../../src/statistics/quantiles.ts';
import type { Block, BlockCosts, Opened, Opening } from './block.ts';
import { loadRival } from './load-rival.ts';

process.once('disconnect', () => process.exit(0));

const { name, shape } = JSON.parse(process.argv[2]!) as Opening;
const rival = await loadRival(name);
const opening = now();
const pool = await rival.open(shape);
await Promise.all(Array.from({ length: shape.workers }, () => pool.run(0)));
const startUp = now() - opening;

process.on('message', (block) => void runBlock(block as Block).then(answer));
answer({ startUp, digest: await pool.run(1000) });

/** Lanes that each wait for a result before the next submission keep the window full. */
async function runBlock({ tasks, window }: Block): Promise<BlockCosts> {
  const latencies = new Float64Array(tasks);
  let submitted = 0;
  const lane = async (): Promise<void> => {
    while (submitted < tasks) {
      const task = submitted++;
      const from = now();
      await pool.run(0);
      latencies[task] = now() - from;
    }
  };
  const before = process.cpuUsage();
  await Promise.all(Array.from({ length: window }, lane));
  const { user, system } = process.cpuUsage(before);
  latencies.sort();
  const [p50, p99] = [quantile(latencies, 0.5), quantile(latencies, 0.99)];
  return { cpu: ((user + system) * 1000) / tasks, p50, p99 };
}

function answer(what: Opened | BlockCosts): void {
  process.send!(what);
}
