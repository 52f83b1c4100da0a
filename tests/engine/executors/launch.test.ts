import { fileURLToPath } from 'node:url';
import { threadId } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import type { Ending, Ran } from '../../../src/executors/executor.ts';
import { openExecutor } from '../../../src/executors/open.ts';
import { withSpeeds } from '../../../src/executors/speeds.ts';
import { now } from '../../../src/measurement/clock.ts';
import { runKernel } from '../../../src/measurement/kernel.ts';
import { isAlive } from './alive.ts';
import { job, kinds, noop, sleep, workersOf } from './harness.ts';
import { countThreads } from './threads.ts';

function start(
  executor: Awaited<ReturnType<typeof openExecutor>>,
  worker: number,
  task = noop,
  lane = 0,
): Promise<Ending> {
  return new Promise((resolve) => {
    executor.start(worker, lane, task, resolve);
  });
}

describe.each(kinds)('workers that are %s', (kind) => {
  const withWorkers = workersOf(kind);

  test('a job runs on the thread of the slot it was started on, within our own times', async () => {
    await withWorkers(2, 1, async (executor) => {
      expect(executor.kind).toBe(kind);
      expect(executor.startUp).toBeGreaterThan(0);
      for (const worker of [1, 0, 1]) {
        const before = now();
        const ending = await start(executor, worker);
        const after = now();
        if (!ending.ok) throw new Error(ending.failure.kind);
        expect(ending.ran.thread).toBe(executor.thread(worker));
        expect(ending.ran.thread).not.toBe(kind === 'threads' ? threadId : process.pid);
        expect(ending.ran.began).toBeGreaterThanOrEqual(before);
        expect(ending.ran.ended).toBeGreaterThanOrEqual(ending.ran.began);
        expect(ending.ran.ended).toBeLessThanOrEqual(after);
      }
      expect(executor.thread(0)).not.toBe(executor.thread(1));
    });
  });

  test('values come back: of modules, and the digest of CPU tasks', async () => {
    await withWorkers(1, 1, async (executor) => {
      expect(await start(executor, 0, job('default', 2, 3))).toMatchObject({ ok: true, ran: { value: 5 } });
      const digest = runKernel(5000, 9);
      expect(await start(executor, 0, { kind: 'cpu', iterations: 5000, seed: 9 })).toMatchObject({
        ran: { value: digest },
      });
    });
  });

  test('a sleep is never shorter than asked for', async () => {
    await withWorkers(1, 1, async (executor) => {
      for (const ms of [0.3, 2, 5.5]) {
        const ending = await start(executor, 0, sleep(ms));
        if (!ending.ok) throw new Error(ending.failure.kind);
        expect(ending.ran.ended - ending.ran.began).toBeGreaterThanOrEqual(ms * 1e6);
      }
    });
  });

  test('whatever a job throws comes back as an error, and the thread lives on', async () => {
    await withWorkers(1, 1, async (executor) => {
      const thread = executor.thread(0);
      for (const [name, error] of [
        ['throws', { name: 'TypeError', message: 'no such luck' }],
        ['throwsText', { message: "'plain text'" }],
        ['rejects', { name: 'RangeError', message: 'too late' }],
        ['returnsFunction', { name: 'TypeError' }],
      ] as const) {
        expect(await start(executor, 0, job(name))).toMatchObject({
          ok: false,
          failure: { kind: 'threw', error, thread },
        });
      }
    });
  });

  test('arguments that cannot be sent fail their own job only', async () => {
    await withWorkers(1, 1, async (executor) => {
      const ending = await start(
        executor,
        0,
        job('default', () => 1),
      );
      expect(ending).toMatchObject({ ok: false, failure: { kind: 'threw', error: { name: 'DataCloneError' } } });
      expect(await start(executor, 0, job('default', 1, 1))).toMatchObject({ ran: { value: 2 } });
    });
  });

  test('a crash ends all jobs of its slot, and the slot has a new thread under the old number', async () => {
    await withWorkers(2, 2, async (executor) => {
      const before = [executor.thread(0), executor.thread(1)];
      const neighbour = start(executor, 0, sleep(5000), 1);
      const elsewhere = start(executor, 1, sleep(30));
      const [culprit, other] = await Promise.all([start(executor, 0, job('exits')), neighbour]);
      expect(culprit).toMatchObject({ ok: false, failure: { kind: 'crashed' } });
      expect(other).toMatchObject({ ok: false, failure: { kind: 'crashed' } });
      expect(await elsewhere).toMatchObject({ ok: true, ran: { thread: before[1] } });
      const next = await start(executor, 0);
      if (!next.ok) throw new Error(next.failure.kind);
      expect(next.ran.thread).toBe(executor.thread(0));
      expect(before).not.toContain(next.ran.thread);
    });
  });

  test('restart ends a loop that never ends', async () => {
    await withWorkers(1, 1, async (executor) => {
      const endless = start(executor, 0, job('loops'));
      while (executor.beganAt(0, 0) === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      executor.restart(0);
      expect(await endless).toMatchObject({ ok: false, failure: { kind: 'restarted' } });
      expect(await start(executor, 0)).toMatchObject({ ok: true });
    });
  });

  test('a job that waits behind another has not begun, though one before it in its lane had', async () => {
    await withWorkers(1, 2, async (executor) => {
      await start(executor, 0, sleep(1), 0);
      const endless = start(executor, 0, job('loops'), 1);
      while (executor.beganAt(0, 1) === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      const waiting = start(executor, 0, sleep(1), 0);
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(executor.beganAt(0, 0)).toBe(0);
      executor.restart(0);
      expect(await waiting).toEqual({ ok: false, failure: { kind: 'restarted', began: 0 } });
      expect(await endless).toEqual({ ok: false, failure: { kind: 'restarted', began: expect.any(Number) } });
    });
  });

  test('a restart in the middle of several answers leaves none without its figures', async () => {
    await withWorkers(1, 4, async (executor) => {
      for (let round = 0; round < 5; round += 1) {
        const endings = await new Promise<Ending[]>((resolve) => {
          const seen: Ending[] = [];
          for (let lane = 0; lane < 4; lane += 1) {
            executor.start(0, lane, noop, (ending) => {
              if (seen.push(ending) === 1) executor.restart(0);
              if (seen.length === 4) resolve(seen);
            });
          }
        });
        // Either restarted, or ended well with all that belongs to it.
        const whole = ({ began, ended, thread }: Ran): boolean => began > 0 && ended >= began && thread > 0;
        expect(endings.map((e) => (e.ok ? whole(e.ran) : e.failure.kind === 'restarted'))).toEqual(
          endings.map(() => true),
        );
      }
    });
  });

  test('what cannot be loaded is found before a run', async () => {
    await withWorkers(2, 1, async (executor) => {
      await expect(executor.prepare(job('default'))).resolves.toBeUndefined();
      await expect(executor.prepare(job('thrws'))).rejects.toThrow(/no export "thrws".*Did you mean "throws"/);
      await expect(executor.prepare(job('notFunction'))).rejects.toMatchObject({ code: 'BAD_TASK' });
      const missing = {
        kind: 'module',
        file: fileURLToPath(new URL('./none.ts', import.meta.url)),
        name: 'x',
        args: [],
      } as const;
      await expect(executor.prepare(missing)).rejects.toMatchObject({ code: 'BAD_TASK' });
    });
  });

  test('speeds scale sleeping and computing, and nothing else', async () => {
    await withWorkers(1, 1, async (executor) => {
      const slow = withSpeeds(executor, [0.25]);
      const ending = await start(slow, 0, sleep(2));
      if (!ending.ok) throw new Error(ending.failure.kind);
      expect(ending.ran.ended - ending.ran.began).toBeGreaterThanOrEqual(8e6);
      const digest = runKernel(4000, 1);
      expect(await start(slow, 0, { kind: 'cpu', iterations: 1000, seed: 1 })).toMatchObject({
        ran: { value: digest },
      });
      expect(await start(slow, 0, job('default', 1, 1))).toMatchObject({ ran: { value: 2 } });
      expect(withSpeeds(executor, [1])).toBe(executor);
    });
  });

  test('heaps of all workers are told', async () => {
    await withWorkers(2, 1, async (executor) => {
      const heaps = await executor.heaps();
      expect(heaps).toHaveLength(2);
      for (const heap of heaps!) expect(heap.used).toBeGreaterThan(1e6);
    });
  });

  test('collections are counted where they happen, but for those that are asked for', async () => {
    await withWorkers(2, 1, async (executor) => {
      await start(executor, 0);
      const before = (await executor.heaps())!;
      for (let round = 0; round < 10; round += 1) await executor.heaps();
      const idle = (await executor.heaps())!;
      await start(executor, 0, job('litters', 60));
      const after = (await executor.heaps())!;
      const [busy, other] = [0, 1].map((worker) => after[worker]!.collections - idle[worker]!.collections);
      // At least one for what fills the young generation several times over, and no more than now and then without work.
      expect(busy).toBeGreaterThan(0);
      expect(busy).toBeGreaterThan(other!);
      expect(idle[0]!.collections - before[0]!.collections).toBeLessThan(10);
      expect(after[0]!.collecting).toBeGreaterThan(idle[0]!.collecting);
      expect(after[0]!.used).toBeLessThan(idle[0]!.used + 20e6);
    });
  });

  test('CPU time is that of the worker that worked, and begins anew with the next one', async () => {
    await withWorkers(2, 1, async (executor) => {
      const before = (await executor.cpuTimes())!;
      expect(before).toHaveLength(2);
      const ending = await start(executor, 1, { kind: 'cpu', iterations: 200e6, seed: 1 });
      if (!ending.ok) throw new Error(ending.failure.kind);
      const after = (await executor.cpuTimes())!;
      const [other, worked] = [0, 1].map((worker) => after[worker]! - before[worker]!);
      expect(other).toBeGreaterThanOrEqual(0);
      expect(worked).toBeGreaterThan(2 * other!);
      // It may have had to wait for a core, and not the other way round; V8 compiles on threads of its own.
      expect(worked).toBeLessThan(2 * (ending.ran.ended - ending.ran.began));
      executor.restart(1);
      const [untouched, anew] = (await executor.cpuTimes())!;
      expect(untouched).toBeGreaterThanOrEqual(after[0]!);
      expect(anew).toBeLessThan(after[1]!);
    });
  });

  test('a worker ends at its heap limit, and no other', async () => {
    const executor = await openExecutor(kind, { workers: 2, depth: 1, heapLimit: 64e6 });
    try {
      const before = executor.thread(0);
      const elsewhere = start(executor, 1, sleep(200));
      const exhausted = await start(executor, 0, job('exhausts'));
      expect(exhausted).toMatchObject({
        ok: false,
        failure: {
          kind: 'crashed',
          error: { code: 'ERR_WORKER_OUT_OF_MEMORY', message: expect.stringMatching(/out of memory/) },
        },
      });
      expect((await elsewhere).ok).toBe(true);
      expect((await start(executor, 0)).ok).toBe(true);
      expect(executor.thread(0)).not.toBe(before);
    } finally {
      await executor.close();
    }
  });

  test.each([0, 1e6, -5, Number.NaN, Infinity])('a heap limit of %d is refused', async (heapLimit) => {
    await expect(openExecutor(kind, { workers: 1, depth: 1, heapLimit })).rejects.toMatchObject({
      code: 'BAD_OPTION',
      message: expect.stringContaining('heapLimit'),
    });
  });

  test('closing leaves nothing behind, not even with jobs in flight', async () => {
    const before = countThreads();
    // The test runner may hold ports of its own.
    const resources = (): string[] =>
      process.getActiveResourcesInfo().filter((name) => /MessagePort|Worker|Process|Pipe/.test(name));
    const held = resources().length;
    const executor = await openExecutor(kind, { workers: 3, depth: 1 });
    const pending = [
      start(executor, 0, job('loops')),
      start(executor, 1, job('neverSettles')),
      start(executor, 2, job('exits')),
    ];
    await pending[2];
    const workers = [0, 1, 2].map((worker) => executor.thread(worker));
    await executor.close();
    for (const ending of await Promise.all(pending)) expect(ending.ok).toBe(false);
    // Handles leave the list in the turn after they were closed.
    await expect.poll(() => resources().length).toBeLessThanOrEqual(held);
    const gone = (): boolean => (kind === 'threads' ? countThreads() === before : !workers.some(isAlive));
    // A thread that crashed may take a moment to leave the system's list.
    expect(kind === 'threads' || gone()).toBe(true);
    await expect.poll(gone).toBe(true);
  });
});
