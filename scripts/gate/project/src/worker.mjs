/** Answers each message, a number of bytes to hash, with what came of them. */
import { hash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';

// Work outside of JavaScript: a loop of ours would take half or twice as long with what the compiler makes of it in each thread.
const bytes = new Uint8Array(1 << 20);

parentPort.on('message', (count) => {
  const [first] = hash('sha256', bytes.subarray(0, count), 'buffer');
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort.postMessage(first);
});
