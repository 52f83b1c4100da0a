/**
 * Whether this machine can show absolute figures of pools at all. They were stated for machines on which threads hand over in some
 * 10 to 80 µs; where bare threads need longer, a target would be about the machine.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { now } from '../../src/measurement/clock.ts';
import { formatQuantity, median } from '../../src/index.ts';

const trips = 1000;
/** In ns. */
const longest = 100e3;
const echo = `const { parentPort } = require('node:worker_threads');
parentPort.on('message', (message) => parentPort.postMessage(message));`;

/** Why not; undefined where it can. */
export async function whyUnfit(): Promise<string | undefined> {
  const trip = await bareRoundTrip();
  if (trip <= longest) return undefined;
  const [found, limit] = [trip, longest].map((time) => formatQuantity(time, 'ns'));
  return `this machine takes ${found} for a bare message to a thread and back: the targets are for those that take at most ${limit}`;
}

/** The median, in ns, of a message to a thread and back with nothing around it. */
async function bareRoundTrip(): Promise<number> {
  const worker = new Worker(echo, { eval: true });
  try {
    const times: number[] = [];
    for (let trip = 0; trip < trips; trip += 1) {
      const sent = now();
      const back = once(worker, 'message');
      worker.postMessage(trip, []);
      await back;
      times.push(now() - sent);
    }
    return median(times);
  } finally {
    await worker.terminate();
  }
}
