import { fileURLToPath } from 'node:url';
import { threadId } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import type { Ending, Ran } from '../../../src/executors/executor.ts';
import { openExecutor } from '../../../src/executors/open.ts';
import { withSpeeds } from '../../../src/executors/speeds.ts';
import { now } from '../../../src/measurement/clock.ts';
import { runKernel } from '../../../src/measurement/kernel.ts';
import { job, noop, sleep, withThreads } from './harness.ts';
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

describe('worker threads', () => {
  test('a job runs on the thread of the slot it was started on, within our own times', async () => {
    await withThreads(2, 1, async (executor) => {
      expect(executor.startUp).toBeGreaterThan(0);
      for (const worker of [1, 0, 1]) {
        const before = now();
        const ending = await start(executor, worker);
        const after = now();
        if (!ending.ok) throw new Error(ending.failure.kind);
        expect(ending.ran.thread).toBe(executor.thread(worker));
        expect(ending.ran.thread).not.toBe(threadId);
        expect(ending.ran.began).toBeGreaterThanOrEqual(before);
        expect(ending.ran.ended).toBeGreaterThanOrEqual(ending.ran.began);
        expect(ending.ran.ended).toBeLessThanOrEqual(after);
      }
      expect(executor.thread(0)).not.toBe(executor.thread(1));
    });
  });

  test('values come back: of modules, and the digest of CPU tasks', async () => {
    await withThreads(1, 1, async (executor) => {
      expect(await start(executor, 0, job('default', 2, 3))).toMatchObject({ ok: true, ran: { value: 5 } });
      const digest = runKernel(5000, 9);
      expect(await start(executor, 0, { kind: 'cpu', iterations: 5000, seed: 9 })).toMatchObject({
        ran: { value: digest },
      });
    });
  });

  test('a sleep is never shorter than asked for', async () => {
    await withThreads(1, 1, async (executor) => {
      for (const ms of [0.3, 2, 5.5]) {
        const ending = await start(executor, 0, sleep(ms));
        if (!ending.ok) throw new Error(ending.failure.kind);
        expect(ending.ran.ended - ending.ran.began).toBeGreaterThanOrEqual(ms * 1e6);
      }
    });
  });

  test('whatever a job throws comes back as an error, and the thread lives on', async () => {
    await withThreads(1, 1, async (executor) => {
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
    await withThreads(1, 1, async (executor) => {
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
    await withThreads(2, 2, async (executor) => {
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
    await withThreads(1, 1, async (executor) => {
      const endless = start(executor, 0, job('loops'));
      while (executor.beganAt(0, 0) === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      executor.restart(0);
      expect(await endless).toMatchObject({ ok: false, failure: { kind: 'restarted' } });
      expect(await start(executor, 0)).toMatchObject({ ok: true });
    });
  });

  test('a restart in the middle of several answers leaves none without its figures', async () => {
    await withThreads(1, 4, async (executor) => {
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
    await withThreads(2, 1, async (executor) => {
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
    await withThreads(1, 1, async (executor) => {
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
    await withThreads(2, 1, async (executor) => {
      const heaps = await executor.heaps();
      expect(heaps).toHaveLength(2);
      for (const heap of heaps!) expect(heap.used).toBeGreaterThan(1e6);
    });
  });

  test('closing leaves nothing behind, not even with jobs in flight', async () => {
    const before = countThreads();
    // The test runner may hold ports of its own.
    const resources = (): string[] =>
      process.getActiveResourcesInfo().filter((name) => name === 'MessagePort' || name === 'Worker');
    const held = resources().length;
    const executor = await openExecutor('threads', { workers: 3, depth: 1 });
    const pending = [
      start(executor, 0, job('loops')),
      start(executor, 1, job('neverSettles')),
      start(executor, 2, job('exits')),
    ];
    await pending[2];
    await executor.close();
    for (const ending of await Promise.all(pending)) expect(ending.ok).toBe(false);
    expect(resources().length).toBeLessThanOrEqual(held);
    // A thread that crashed may take a moment to leave the system's list.
    await expect.poll(countThreads).toBe(before);
  });
});
