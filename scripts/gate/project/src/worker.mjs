/** Answers each message, a number of rounds of work, with what came of them. */
import { parentPort } from 'node:worker_threads';

function work(rounds) {
  let state = 1;
  for (let round = 0; round < rounds; round++) state = (Math.imul(state ^ (state >>> 13), 0x5bd1e995) + round) | 0;
  return state;
}

// Few rounds at a time stay in the interpreter: a small slowdown would cost more than a large one.
for (let call = 0; call < 2000; call++) work(1000);

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort.on('message', (rounds) => parentPort.postMessage(work(rounds)));
