/** One message to a worker thread and back. */
import { Worker } from 'node:worker_threads';
import { extra } from './extra.ts';
import type { Subject } from './subject.ts';

export function openSubject(): Subject {
  const worker = new Worker(new URL('./worker.mjs', import.meta.url));
  // In the order of the messages: whoever calls once without waiting must not hand its answer to the next one.
  const waiting: ((value: number) => void)[] = [];
  worker.on('message', (value: number) => waiting.shift()?.(value));
  return {
    call: () =>
      new Promise<number>((resolve) => {
        waiting.push(resolve);
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
        worker.postMessage(extra);
      }),
    close: async () => {
      await worker.terminate();
    },
  };
}
