import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Dispatcher } from '../../../src/executors/dispatch.ts';
import type { TaskRequest } from '../../../src/executors/dispatched.ts';
import { openExecutor } from '../../../src/executors/open.ts';
import { outcomes, type Recording } from '../../../src/executors/recording.ts';
import { withSpeeds } from '../../../src/executors/speeds.ts';
import { heapAfterCollection } from '../../../src/measurement/memory.ts';
import { strategies, strategyNames } from '../../../src/schedulers/strategies.ts';
import { createRandom } from '../../../src/statistics/random.ts';
import { dispatchAll, job, kinds, noop, sleep, withThreads, workersOf } from './harness.ts';

const all = Object.values(strategies);

/** Tasks of mixed size, kind and priority. */
function mixedLoad(count: number): TaskRequest[] {
  const random = createRandom(7);
  return Array.from({ length: count }, () => {
    const ms = random.next() < 0.3 ? 6 : 1;
    return { job: sleep(ms), kind: ms === 6 ? 'long' : 'short', priority: random.integer(3), estimate: ms * 1e6 };
  });
}

/** At no time more tasks on a worker than its depth, by the times of the recording. */
function mostInFlight({ decided, seen, worker, size }: Recording, of: number): number {
  const events: [number, number][] = [];
  for (let id = 0; id < size; id += 1) {
    if (worker[id] === of) events.push([decided[id]!, 1], [seen[id]!, -1]);
  }
  let now = 0;
  let most = 0;
  for (const [, change] of events.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
    now += change;
    most = Math.max(most, now);
  }
  return most;
}

const ignore = (): void => undefined;

describe.each(kinds)('a dispatcher on %s', (kind) => {
  const withWorkers = workersOf(kind);

  test.each(all)('runs every task on the thread that the strategy chose ($name)', async (strategy) => {
    await withWorkers(3, 2, async (executor) => {
      const threads = [executor.thread(0), executor.thread(1), executor.thread(2)];
      const { codes, recording } = await dispatchAll(executor, mixedLoad(90), { strategy });
      expect(codes.every((code) => code === 'ok')).toBe(true);
      for (let id = 0; id < 90; id += 1) expect(recording.thread[id]).toBe(threads[recording.worker[id]!]);
      for (const worker of [0, 1, 2]) {
        expect(mostInFlight(recording, worker)).toBeLessThanOrEqual(2);
        expect(recording.worker).toContain(worker);
      }
    });
  });

  test('on unequal workers the six placements differ pairwise', async () => {
    const speeds = [1, 0.5, 0.25];
    const executor = withSpeeds(await openExecutor(kind, { workers: 3, depth: 1 }), speeds);
    try {
      const placements: string[] = [];
      for (const strategy of all) {
        const { recording } = await dispatchAll(executor, mixedLoad(60), { strategy });
        // What ran where, and in which order.
        const order = Array.from({ length: 60 }, (_, id) => id).toSorted(
          (a, b) => recording.decided[a]! - recording.decided[b]!,
        );
        placements.push(order.map((id) => `${id}@${recording.worker[id]}`).join(' '));
      }
      for (const [index, placement] of placements.entries()) {
        expect(placements.indexOf(placement), `${strategyNames[index]} places like another`).toBe(index);
      }
      // And they differ in how many tasks each worker gets or in which ones, not in order alone.
      expect(new Set(placements.map((placement) => placement.split(' ').toSorted().join(' '))).size).toBe(6);
    } finally {
      await executor.close();
    }
  });

  test('loses no task and runs none twice, whatever the load and the faults', async () => {
    await withWorkers(2, 3, async (executor) => {
      const task = fc.constantFrom<TaskRequest['job']>(noop, sleep(0.5), job('throws'), job('default', 1, 2));
      await fc.assert(
        fc.asyncProperty(
          fc.array(task, { minLength: 1, maxLength: 40 }),
          fc.constantFrom(...all),
          fc.nat({ max: 10 }),
          fc.nat({ max: 1 }),
          async (jobs, strategy, maxQueue, retries) => {
            const { codes, endings, recording } = await dispatchAll(executor, jobs, { strategy, maxQueue, retries });
            expect(endings).toHaveLength(jobs.length);
            for (const [id, code] of codes.entries()) {
              const fails = jobs[id]!.kind === 'module' && jobs[id]!.name === 'throws';
              expect(code).toBe(
                recording.outcome[id] === outcomes.refused ? 'QUEUE_FULL' : fails ? 'TASK_FAILED' : 'ok',
              );
              expect(recording.starts[id]).toBe(code === 'QUEUE_FULL' ? 0 : fails ? retries + 1 : 1);
            }
            const refused = codes.filter((code) => code === 'QUEUE_FULL').length;
            expect(refused).toBeLessThanOrEqual(Math.max(0, jobs.length - maxQueue));
          },
        ),
        { numRuns: 40 },
      );
    });
  });

  test('times of a task are in the order of its life', async () => {
    await withWorkers(2, 1, async (executor) => {
      const { recording } = await dispatchAll(executor, mixedLoad(30));
      for (let id = 0; id < 30; id += 1) {
        const life = (['submitted', 'decided', 'began', 'ended', 'seen'] as const).map(
          (column) => recording[column][id]!,
        );
        expect(life).toEqual(life.toSorted((a, b) => a - b));
        const { assignment } = recording;
        expect(assignment[id]).toBeGreaterThan(0);
        expect(assignment[id]).toBeLessThanOrEqual(life[1]! - life[0]!);
      }
    });
  });
});

test('a queued task takes less than half of the heap that piscina takes', async () => {
  const { Piscina } = await import('piscina');
  const count = 4000;
  const pool = new Piscina({
    filename: new URL('./fixtures/tasks.ts', import.meta.url).href,
    maxThreads: 1,
    minThreads: 1,
    recordTiming: false,
  });
  const answers: Promise<unknown>[] = Array.from({ length: count });
  const empty = heapAfterCollection();
  for (let id = 0; id < count; id += 1) answers[id] = pool.run(undefined);
  const theirs = (heapAfterCollection() - empty) / count;
  await Promise.all(answers);
  await pool.destroy();
  await withThreads(1, 1, async (executor) => {
    const dispatcher = new Dispatcher({ executor, strategy: strategies.fifo });
    const request = { job: noop };
    const before = heapAfterCollection();
    for (let id = 0; id < count; id += 1) dispatcher.submit(request, ignore);
    const ours = (heapAfterCollection() - before) / count;
    expect(dispatcher.queued).toBe(count - 1);
    await dispatcher.close();
    expect(ours).toBeGreaterThan(50);
    expect(ours).toBeLessThan(theirs / 2);
  });
});
