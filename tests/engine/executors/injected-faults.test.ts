import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Dispatcher } from '../../../src/executors/dispatch.ts';
import type { TaskRequest } from '../../../src/executors/dispatched.ts';
import { openExecutor } from '../../../src/executors/open.ts';
import type { FaultedJob, JobFault, PlainJob } from '../../../src/executors/job.ts';
import { outcomes } from '../../../src/executors/recording.ts';
import { atSpeed } from '../../../src/executors/speeds.ts';
import { runKernel } from '../../../src/measurement/kernel.ts';
import { fifo } from '../../../src/schedulers/fifo.ts';
import { strategies } from '../../../src/schedulers/strategies.ts';
import { dispatchAll, job, kinds, noop, sleep, workersOf } from './harness.ts';

const fails: JobFault = { type: 'throw' };
const exits: JobFault = { type: 'exit' };
const hangs: JobFault = { type: 'hang' };
const soon = 150e6;

function faulted(fault: JobFault, plain: PlainJob): FaultedJob {
  return { kind: 'faulted', fault, job: plain };
}

describe.each(kinds)('jobs that go wrong on purpose on %s', (kind) => {
  const withWorkers = workersOf(kind);

  test('throw, hang and exit, each charged for what it did', async () => {
    await withWorkers(2, 1, async (executor) => {
      const requests = [noop, faulted(fails, noop), faulted(exits, sleep(1)), faulted(hangs, noop), noop, sleep(1)];
      const { codes, endings } = await dispatchAll(executor, requests, { timeout: soon });
      expect(codes).toEqual(['ok', 'TASK_FAILED', 'WORKER_CRASHED', 'TASK_TIMEOUT', 'ok', 'ok']);
      expect(endings[1]).toMatchObject({ cause: { name: 'InjectedFault' } });
    });
  });

  test('fill the heap up to its limit, and only the one that did is charged', { timeout: 180_000 }, async () => {
    const executor = await openExecutor(kind, { workers: 2, depth: 1, heapLimit: 64e6 });
    try {
      const requests = [noop, faulted({ type: 'out-of-memory' }, noop), sleep(100), noop];
      const { codes, endings } = await dispatchAll(executor, requests);
      expect(codes).toEqual(['ok', 'WORKER_CRASHED', 'ok', 'ok']);
      expect(endings[1]).toMatchObject({
        message: expect.stringMatching(/out of memory/),
        cause: { code: 'ERR_WORKER_OUT_OF_MEMORY' },
      });
    } finally {
      await executor.close();
    }
  });

  test('are slow: by more of the same work, or by a wait where there is none', async () => {
    await withWorkers(2, 1, async (executor) => {
      const slow: JobFault = { type: 'slow', factor: 3 };
      const requests = [
        faulted(slow, sleep(4)),
        faulted(slow, { kind: 'cpu', iterations: 1000, seed: 5 }),
        faulted(slow, noop),
        faulted(slow, job('sleeps', 10)),
        faulted(slow, job('throws')),
      ];
      const { codes, endings, recording } = await dispatchAll(executor, requests);
      expect(codes).toEqual(['ok', 'ok', 'ok', 'ok', 'TASK_FAILED']);
      const took = (id: number): number => recording.ended[id]! - recording.began[id]!;
      expect(took(0)).toBeGreaterThanOrEqual(12e6);
      expect(endings[1]).toEqual({ value: runKernel(3000, 5) });
      expect(endings[3]).toEqual({ value: 'slept' });
      // A timer may be up to 1 ms early.
      expect(took(3)).toBeGreaterThanOrEqual(3 * 9e6);
      expect(endings[4]).toMatchObject({ cause: { name: 'TypeError' } });
    });
  });

  test('a task has the i-th fault at its i-th attempt, and the plain job after them', async () => {
    await withWorkers(2, 1, async (executor) => {
      const requests: TaskRequest[] = [
        { job: job('default', 1, 2), faults: [fails, exits] },
        { job: job('default', 3, 4), faults: [fails, exits, fails] },
        { job: noop, faults: [] },
        { job: faulted(exits, noop), faults: [fails] },
        { job: job('default', 5, 6) },
      ];
      const { codes, endings, recording } = await dispatchAll(executor, requests, { retries: 2 });
      expect(codes).toEqual(['ok', 'TASK_FAILED', 'ok', 'WORKER_CRASHED', 'ok']);
      expect(endings[0]).toEqual({ value: 3 });
      expect(endings[4]).toEqual({ value: 11 });
      expect([...recording.starts]).toEqual([3, 3, 1, 3, 1]);
    });
  });

  test.each([exits, hangs])(
    'at depth 4 a task that takes its worker down ($type) needs a retry as it does at depth 1',
    async (fault) => {
      await withWorkers(1, 4, async (executor) => {
        const requests: TaskRequest[] = [
          { job: sleep(30) },
          { job: job('default', 1, 2), faults: [fault] },
          { job: sleep(30) },
          { job: noop },
        ];
        const none = await dispatchAll(executor, requests, { timeout: soon });
        expect(none.codes).toEqual(['ok', fault === exits ? 'WORKER_CRASHED' : 'TASK_TIMEOUT', 'ok', 'ok']);
        expect(none.recording.outcome[1]).toBe(fault === exits ? outcomes.crashed : outcomes.timedOut);
        const one = await dispatchAll(executor, requests, { timeout: soon, retries: 1 });
        expect(one.codes).toEqual(['ok', 'ok', 'ok', 'ok']);
        expect(one.endings[1]).toEqual({ value: 3 });
      });
    },
  );

  test('every task ends once, and well exactly if it has a retry for each of its faults', async () => {
    await withWorkers(2, 3, async (executor) => {
      const fault = fc.constantFrom<JobFault>(fails, fails, fails, fails, { type: 'slow', factor: 1.5 }, exits);
      const request = fc.record({
        job: fc.constantFrom<PlainJob>(noop, sleep(0.5), { kind: 'cpu', iterations: 500, seed: 1 }),
        faults: fc.array(fault, { maxLength: 2 }),
      });
      await fc.assert(
        fc.asyncProperty(
          fc.array(request, { minLength: 1, maxLength: 12 }),
          fc.constantFrom(...Object.values(strategies)),
          fc.nat({ max: 2 }),
          async (requests, strategy, retries) => {
            const { codes } = await dispatchAll(executor, requests, { strategy, retries });
            expect(codes).toHaveLength(requests.length);
            for (const [id, code] of codes.entries()) {
              // A slow attempt is a good one: whatever would come after it does not.
              const { faults } = requests[id]!;
              const slow = faults.findIndex(({ type }) => type === 'slow');
              const bad = slow === -1 ? faults : faults.slice(0, slow);
              const last = bad[retries];
              expect(code).toBe(last === undefined ? 'ok' : last === exits ? 'WORKER_CRASHED' : 'TASK_FAILED');
            }
          },
        ),
        { numRuns: 10 },
      );
    });
  });
});

test('a faulted job is of the kind that it was meant to be, and scaled like it', () => {
  const slow: JobFault = { type: 'slow', factor: 2 };
  expect(atSpeed(faulted(slow, sleep(1)), 0.5)).toEqual(faulted(slow, sleep(2)));
  expect(atSpeed(faulted(fails, noop), 0.5)).toEqual(faulted(fails, noop));
});

test('strategies see the kind that a faulted job was meant to be', async () => {
  await workersOf('threads')(1, 1, async (executor) => {
    const dispatcher = new Dispatcher({ executor, strategy: fifo });
    const settled = new Promise((resolve) => {
      const task = dispatcher.submit({ job: faulted(fails, sleep(1)) }, resolve);
      expect(task.kind).toBe('sleep');
      expect(dispatcher.submit({ job: sleep(1), faults: [fails] }, () => undefined).kind).toBe('sleep');
    });
    await settled;
    await dispatcher.close();
  });
});
