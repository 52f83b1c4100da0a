import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import {
  collectGarbage,
  heapAfterCollection,
  heldAfterCollection,
  readProcessMemory,
  readResidentSize,
  readVirtualSize,
} from '../../../src/measurement/memory.ts';

const moduleUrl = JSON.stringify(new URL('../../../src/measurement/memory.ts', import.meta.url).href);

describe('heapAfterCollection', () => {
  test('sees what is held, and not what was let go', () => {
    const count = 200_000;
    const before = heapAfterCollection();
    let held: object[] | undefined = Array.from({ length: count }, (_, index) => ({ index }));
    const during = heapAfterCollection();
    expect(held).toHaveLength(count);
    held = undefined;
    const after = heapAfterCollection();
    // An object with one field takes at least 24 bytes, and its place in the array 8 (4 with compressed pointers).
    expect(during - before).toBeGreaterThan(count * 20);
    expect(after - before).toBeLessThan((during - before) / 4);
  });

  test('works in a worker, on the worker’s own heap, without a flag', async () => {
    const code = `import(${moduleUrl}).then(({ heapAfterCollection }) => {
      const before = heapAfterCollection();
      const held = Array.from({ length: 200000 }, (_, index) => ({ index }));
      const during = heapAfterCollection();
      require('node:worker_threads').parentPort.postMessage([before, during, held.length]);
    })`;
    const worker = new Worker(code, { eval: true, execArgv: [] });
    const [[before, during]] = (await once(worker, 'message')) as [[number, number]];
    await worker.terminate();
    expect(during - before).toBeGreaterThan(200_000 * 20);
  });

  test('every thread finds the collector, however many look for it at once', async () => {
    const code = `import(${moduleUrl}).then(({ collectGarbage }) => {
      const { parentPort, workerData } = require('node:worker_threads');
      const gate = new Int32Array(workerData);
      parentPort.postMessage('ready');
      Atomics.wait(gate, 0, 0);
      collectGarbage();
      parentPort.postMessage(typeof globalThis.gc);
    })`;
    for (let round = 0; round < 3; round += 1) {
      const gate = new Int32Array(new SharedArrayBuffer(4));
      const workers = Array.from(
        { length: 8 },
        () => new Worker(code, { eval: true, execArgv: [], workerData: gate.buffer }),
      );
      await Promise.all(workers.map((worker) => once(worker, 'message')));
      const answers = workers.map((worker) => once(worker, 'message'));
      Atomics.store(gate, 0, 1);
      Atomics.notify(gate, 0);
      expect((await Promise.all(answers)).flat()).toEqual(workers.map(() => 'undefined'));
      await Promise.all(workers.map((worker) => worker.terminate()));
    }
  });

  test('collects what only a weak reference knows', async () => {
    const weak = new WeakRef({});
    // A WeakRef holds its target until the end of the turn that made it.
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
    expect(weak.deref()).toBeUndefined();
  });

  test('leaves no global gc behind', async () => {
    const code = `import(${moduleUrl}).then(({ collectGarbage }) => {
      collectGarbage();
      console.log(typeof globalThis.gc, require('node:vm').runInNewContext('typeof gc'));
    })`;
    const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'], env: {} });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    await once(child, 'close');
    expect(output.trim()).toBe('undefined undefined');
  });
});

describe('heldAfterCollection', () => {
  test('sees numbers in typed arrays, which are not on the heap', () => {
    const before = { heap: heapAfterCollection(), held: heldAfterCollection() };
    const numbers = Array.from({ length: 50 }, () => new Float64Array(10_000));
    const during = { heap: heapAfterCollection(), held: heldAfterCollection() };
    expect(numbers).toHaveLength(50);
    expect(during.held - before.held).toBeGreaterThan(50 * 80_000 * 0.9);
    expect(during.heap - before.heap).toBeLessThan(50 * 80_000 * 0.1);
  });
});

describe('readProcessMemory', () => {
  test('has a peak of at least today’s size, in bytes', () => {
    const { rss, peakRss } = readProcessMemory();
    expect(rss).toBeGreaterThan(10e6);
    // The kernel counts both lazily, by some pages per thread.
    expect(peakRss).toBeGreaterThan(rss * 0.9);
    expect(peakRss).toBeLessThan(rss * 100);
  });

  test.runIf(process.platform === 'linux')('has a virtual size of at least the resident one on Linux', () => {
    const { rss, virtual } = readProcessMemory();
    expect(virtual).toBeGreaterThan(rss);
  });

  test('does not know the size of a process that is not there', () => {
    expect(readVirtualSize(2 ** 30)).toBeUndefined();
    expect(readResidentSize(2 ** 30)).toBeUndefined();
  });

  test.runIf(process.platform === 'linux')('knows the resident size of any process', () => {
    const own = readResidentSize(process.pid)!;
    expect(own / process.memoryUsage.rss()).toBeGreaterThan(0.8);
    expect(own / process.memoryUsage.rss()).toBeLessThan(1.25);
    expect(readVirtualSize()).toBeGreaterThan(own);
  });
});
