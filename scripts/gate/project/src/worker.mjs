/** Answers each message, a number of rounds of work, with what came of them. */
import { parentPort } from 'node:worker_threads';

parentPort.on('message', (rounds) => {
  let state = 1;
  for (let round = 0; round < rounds; round++) state = (Math.imul(state ^ (state >>> 13), 0x5bd1e995) + round) | 0;
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort.postMessage(state);
});
