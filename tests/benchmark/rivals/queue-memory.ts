/**
 * Heap per queued task: growth of the main thread's heap and array buffers after forced collection ÷ tasks submitted in one turn
 * of the event loop, so that none can finish meanwhile. `node --expose-gc queue-memory.ts '{"tasks":20000}'`.
 *
 * Three ways: Piscina, whose queue holds a promise for every task; our dispatcher behind the same promises; and our
 * dispatcher as the scenarios use it, with one callback for all tasks.
 */
import { Dispatcher, openExecutor, strategies } from '../../../src/index.ts';
import { loadRival } from './load-rival.ts';

const { tasks } = JSON.parse(process.argv[2]!) as { readonly tasks: number };
const found: Record<string, number> = {};

for (const name of ['piscina', 'benchgate'] as const) {
  const rival = await loadRival(name);
  const pool = await rival.open({ workers: 1, inFlight: 1, tuned: false });
  await pool.run(0);
  const promises: Promise<unknown>[] = Array.from({ length: tasks }, () => Promise.resolve());
  const before = heap();
  for (let at = 0; at < tasks; at++) promises[at] = pool.run(0);
  found[name] = (heap() - before) / tasks;
  await Promise.all(promises);
}

const executor = await openExecutor('threads', { workers: 1, depth: 1 });
const dispatcher = new Dispatcher({ executor, strategy: strategies.fifo });
const request = { job: { kind: 'noop' } } as const;
const { promise: allDone, resolve } = Promise.withResolvers<void>();
let left = tasks;
const settle = (): void => {
  if (--left === 0) resolve();
};
const before = heap();
for (let at = 0; at < tasks; at++) dispatcher.submit(request, settle);
found['benchgate, one callback'] = (heap() - before) / tasks;
await allDone;

process.stdout.write(JSON.stringify(found));
process.exit(0);

function heap(): number {
  globalThis.gc!();
  globalThis.gc!();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
