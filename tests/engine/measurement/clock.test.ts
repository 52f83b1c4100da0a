import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { now } from '../../../src/measurement/clock.ts';

describe('now', () => {
  test('never goes back, in whole nanoseconds', () => {
    let last = now();
    for (let i = 0; i < 10_000; i++) {
      const next = now();
      expect(next).toBeGreaterThanOrEqual(last);
      expect(Number.isInteger(next)).toBe(true);
      last = next;
    }
  });

  test('is the clock of every thread: a reading in a worker lies between two readings here', async () => {
    const clock = JSON.stringify(new URL('../../../src/measurement/clock.ts', import.meta.url).href);
    const code = `import(${clock}).then(({ now }) => {
      const { parentPort } = require('node:worker_threads');
      parentPort.on('message', () => parentPort.postMessage(now()));
      parentPort.postMessage('ready');
    })`;
    const worker = new Worker(code, { eval: true, execArgv: [] });
    try {
      const answer = () =>
        new Promise<unknown>((resolve, reject) => worker.once('message', resolve).once('error', reject));
      await answer();
      for (let i = 0; i < 5; i++) {
        const before = now();
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
        worker.postMessage('go');
        const there = await answer();
        expect(there).toBeGreaterThanOrEqual(before);
        expect(there).toBeLessThanOrEqual(now());
      }
    } finally {
      await worker.terminate();
    }
  });

  test('counts nanoseconds: it agrees with the bigint clock', () => {
    const before = process.hrtime.bigint();
    const reading = BigInt(now());
    const after = process.hrtime.bigint();
    expect(reading).toBeGreaterThanOrEqual(before);
    expect(reading).toBeLessThanOrEqual(after);
  });
});
