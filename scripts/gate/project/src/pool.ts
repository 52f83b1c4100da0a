/** A pool of two workers with 64 tasks: who has answered gets the next one. */
import { Worker } from 'node:worker_threads';
import { extra } from './extra.ts';
import type { Subject } from './subject.ts';

const tasks = 64;
/** To hash, for each of them. */
const bytes = 60_000;

export function openSubject(): Subject {
  const workers = [0, 1].map(() => new Worker(new URL('./worker.mjs', import.meta.url)));
  let waiting = 0;
  let running = 0;
  let done: (() => void) | undefined;
  const next = (worker: Worker): void => {
    if (waiting > 0) {
      waiting--;
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      worker.postMessage(bytes + extra);
    } else if (--running === 0) done?.();
  };
  for (const worker of workers) worker.on('message', () => next(worker));
  const run = (): Promise<void> =>
    new Promise((resolve) => {
      done = resolve;
      waiting = tasks;
      running = workers.length;
      for (const worker of workers) next(worker);
    });
  let last = Promise.resolve();
  return {
    // One after the other, even for whoever does not wait.
    call: () => (last = last.then(run)),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
