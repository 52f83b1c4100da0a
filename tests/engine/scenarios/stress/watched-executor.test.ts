import { describe, expect, test } from 'vitest';
import { Dispatcher } from '../../../../src/executors/dispatch.ts';
import type { Executor } from '../../../../src/executors/executor.ts';
import { RunClock } from '../../../../src/scenarios/stress/clock.ts';
import { WatchedExecutor } from '../../../../src/scenarios/stress/watched-executor.ts';
import { fifo } from '../../../../src/schedulers/fifo.ts';
import { job, noop, sleep, withThreads } from '../../executors/harness.ts';

/** Busy machines take their time to start threads. */
const patient = { timeout: 20_000 } as const;

function watch(executor: Executor): { watched: WatchedExecutor; recovered: number[]; clock: RunClock } {
  const recovered: number[] = [];
  const clock = new RunClock();
  clock.go();
  return { watched: new WatchedExecutor(executor, clock, (time) => recovered.push(time)), recovered, clock };
}

/** Submits jobs and answers how each ended, as it ends. */
function submitAll(dispatcher: Dispatcher, jobs: readonly Parameters<Dispatcher['submit']>[0]['job'][]): string[] {
  const codes: string[] = [];
  for (const each of jobs) dispatcher.submit({ job: each }, (_, error) => codes.push(error?.code ?? 'ok'));
  return codes;
}

describe('an executor that is watched', () => {
  test('knows of a run that completes when it was started and where', async () => {
    await withThreads(2, 1, async (executor) => {
      const { watched, clock } = watch(executor);
      const dispatcher = new Dispatcher({ executor: watched, strategy: fifo });
      const before = clock.now();
      for (let task = 0; task < 20; task += 1) {
        await new Promise<void>((resolve) => {
          dispatcher.submit({ job: sleep(1) }, () => {
            const { started, worker, ran } = watched.last;
            expect(started).toBeGreaterThanOrEqual(before);
            expect(started).toBeLessThanOrEqual(clock.now());
            expect(ran!.ended - ran!.began).toBeGreaterThanOrEqual(1e6);
            expect(watched.thread(worker)).toBe(ran!.thread);
            resolve();
          });
        });
      }
      expect(watched.starts).toBe(20);
      await dispatcher.close();
    });
  });

  test('held, it lets end what runs, starts nothing, and goes on where it was', async () => {
    await withThreads(2, 1, async (executor) => {
      const { watched } = watch(executor);
      const dispatcher = new Dispatcher({ executor: watched, strategy: fifo, timeout: 5e9 });
      const codes = submitAll(
        dispatcher,
        Array.from({ length: 10 }, () => sleep(20)),
      );
      expect(await watched.hold(5e9)).toBe(true);
      // The two that ran; their workers have been given the next two, which wait.
      expect(codes).toEqual(['ok', 'ok']);
      expect(dispatcher.inFlight).toBe(2);
      expect([watched.beganAt(0, 0), watched.beganAt(1, 0)]).toEqual([0, 0]);
      expect((await watched.heaps())!).toHaveLength(2);
      expect(codes).toHaveLength(2);
      expect(await watched.hold(5e9)).toBe(true);
      watched.release();
      await expect.poll(() => codes.length, patient).toBe(10);
      expect(new Set(codes)).toEqual(new Set(['ok']));
      await dispatcher.close();
    });
  });

  test('does not wait for ever for what does not end, and takes it back', async () => {
    await withThreads(1, 1, async (executor) => {
      const { watched } = watch(executor);
      const dispatcher = new Dispatcher({ executor: watched, strategy: fifo, timeout: 400e6 });
      const codes = submitAll(dispatcher, [job('neverSettles'), noop]);
      expect(await watched.hold(20e6)).toBe(false);
      expect(codes).toEqual([]);
      watched.release();
      await expect.poll(() => codes, patient).toEqual(['TASK_TIMEOUT', 'ok']);
      await dispatcher.close();
    });
  });

  test('closed while it is held, nothing hangs', async () => {
    await withThreads(2, 1, async (executor) => {
      const { watched } = watch(executor);
      const dispatcher = new Dispatcher({ executor: watched, strategy: fifo });
      const codes = submitAll(
        dispatcher,
        Array.from({ length: 6 }, () => sleep(10)),
      );
      expect(await watched.hold(5e9)).toBe(true);
      await dispatcher.close();
      expect(codes.filter((code) => code === 'ok')).toHaveLength(2);
      expect(codes.filter((code) => code === 'CLOSED')).toHaveLength(4);
      watched.release();
      // The workers serve as before.
      const next = new Dispatcher({ executor, strategy: fifo });
      const after = submitAll(next, [noop, noop]);
      await expect.poll(() => after, patient).toEqual(['ok', 'ok']);
      await next.close();
    });
  });

  test('says how long a worker took from a fault to its next success', async () => {
    await withThreads(1, 1, async (executor) => {
      const { watched, recovered } = watch(executor);
      const dispatcher = new Dispatcher({ executor: watched, strategy: fifo, timeout: 200e6 });
      const jobs = [noop, job('throws'), job('throws'), sleep(5), noop, job('exits'), noop, job('loops'), noop];
      const codes = submitAll(dispatcher, jobs);
      await expect.poll(() => codes.length, patient).toBe(jobs.length);
      // Two faults one after the other are one time without success.
      expect(recovered).toHaveLength(3);
      const [thrown, , hung] = recovered;
      expect(thrown).toBeGreaterThanOrEqual(5e6);
      expect(hung).toBeGreaterThanOrEqual(200e6);
      await dispatcher.close();
    });
  });
});
