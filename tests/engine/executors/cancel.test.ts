import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Dispatcher } from '../../../src/executors/dispatch.ts';
import { createRecording, outcomes } from '../../../src/executors/recording.ts';
import { fifo } from '../../../src/schedulers/fifo.ts';
import { strategies } from '../../../src/schedulers/strategies.ts';
import type { Task } from '../../../src/schedulers/task.ts';
import { kinds, noop, sleep, workersOf } from './harness.ts';

describe.each(kinds)('cancelling on %s', (kind) => {
  const withWorkers = workersOf(kind);

  test('ends a task that waits, at once and once, and leaves one alone that a worker has', async () => {
    await withWorkers(1, 1, async (executor) => {
      const recording = createRecording(3);
      const dispatcher = new Dispatcher({ executor, strategy: fifo, recording });
      const codes: (string | undefined)[] = [];
      let left = 3;
      await new Promise<void>((resolve) => {
        const submit = (): Task =>
          dispatcher.submit({ job: sleep(20) }, ({ id }, error) => {
            codes[id] = error?.code ?? 'ok';
            left -= 1;
            if (left === 0) resolve();
          });
        const [running, waiting, last] = [submit(), submit(), submit()];
        expect(dispatcher.cancel(running)).toBe(false);
        expect(dispatcher.cancel(waiting)).toBe(true);
        expect(codes).toEqual([undefined, 'CANCELLED']);
        expect(dispatcher.cancel(waiting)).toBe(false);
        expect(dispatcher.queued).toBe(1);
        expect(dispatcher.cancel({ ...last })).toBe(false);
      });
      expect(codes).toEqual(['ok', 'CANCELLED', 'ok']);
      expect([...recording.outcome]).toEqual([outcomes.done, outcomes.cancelled, outcomes.done]);
      expect([...recording.starts]).toEqual([1, 0, 1]);
      const done = dispatcher.submit({ job: noop }, () => undefined);
      await dispatcher.close();
      expect(dispatcher.cancel(done)).toBe(false);
    });
  });

  test('loses no task, whatever is cancelled and when', async () => {
    await withWorkers(2, 2, async (executor) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.record({ slow: fc.boolean(), cancel: fc.nat({ max: 30 }) }), { minLength: 1, maxLength: 30 }),
          fc.constantFrom(...Object.values(strategies)),
          async (plans, strategy) => {
            const recording = createRecording(plans.length);
            const dispatcher = new Dispatcher({ executor, strategy, recording });
            const ends: (string | undefined)[] = [];
            const cancelled: number[] = [];
            const tasks: Task[] = [];
            await new Promise<void>((resolve) => {
              let left = plans.length;
              // At every end, some task is cancelled as well: that one, an earlier or a later one.
              const cancel = (at: number): void => {
                const task = tasks[at];
                if (task !== undefined && dispatcher.cancel(task)) cancelled.push(task.id);
              };
              for (const { slow, cancel: which } of plans) {
                tasks.push(
                  dispatcher.submit({ job: slow ? sleep(1) : noop }, ({ id }, error) => {
                    expect(ends[id]).toBeUndefined();
                    ends[id] = error?.code ?? 'ok';
                    left -= 1;
                    if (error === undefined) cancel(which);
                    if (left === 0) resolve();
                  }),
                );
                if (which % 3 === 0) cancel(which);
              }
            });
            expect(dispatcher.queued).toBe(0);
            await dispatcher.close();
            for (const [id, end] of ends.entries()) {
              expect(end).toBe(cancelled.includes(id) ? 'CANCELLED' : 'ok');
              expect(recording.starts[id]).toBe(end === 'ok' ? 1 : 0);
            }
          },
        ),
        { numRuns: 30 },
      );
    });
  });
});
