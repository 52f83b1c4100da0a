import { Tinypool } from 'tinypool';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { runStress } from '../../../../src/scenarios/stress/run-stress.ts';
import type { SchedulerSubject, SubjectTask } from '../../../../src/scenarios/scheduler/options.ts';

const load = { inFlight: 20, tasks: 200, workers: 2 } as const;
const worker = fileURLToPath(new URL('../fixtures/tinypool-worker.ts', import.meta.url));

function subject(submit: SchedulerSubject['submit'], parts: Partial<SchedulerSubject> = {}): SchedulerSubject {
  return { name: 'mine', submit, ...parts };
}

/** Tries again, up to so many times in all. */
async function persist(attempts: number, attempt: () => Promise<unknown>): Promise<unknown> {
  for (let left = attempts - 1; ; left -= 1) {
    try {
      return await attempt();
    } catch (error) {
      if (left === 0) throw error;
    }
  }
}

describe('a scheduler of the user’s own under load', () => {
  test('in this thread: the loop leaves others their turn, and memory is that of this thread', async () => {
    const { counts, metrics, warnings, parameters, kind } = await runStress({
      ...load,
      subject: subject(({ run }) => run()),
    });
    expect(kind).toBe('subject');
    expect(parameters).toMatchObject({ subject: 'mine', inFlight: 20, tasks: 200, workers: 2 });
    expect(counts).toMatchObject({ submitted: 200, completed: 200, retries: 0 });
    expect(metrics.concurrency!.summary.median).toBe(20);
    expect(metrics.retries).toBeUndefined();
    expect(metrics.workerHeap).toBeUndefined();
    expect(metrics.heap!.summary.median).toBeGreaterThan(0);
    expect(warnings).toEqual(['Memory is that of this thread: workers of a subject cannot be seen.']);
    // A loop of noops that never gave way would end before the signal had its turn.
    const run = runStress(
      { inFlight: 20, duration: '60 s', subject: subject((task) => task.run()) },
      { brief: true, signal: AbortSignal.timeout(100) },
    );
    await expect(run).rejects.toMatchObject({ code: 'ABORTED' });
  });

  test.for([
    ['run()', (task: SubjectTask) => task.run()],
    ['runTask', undefined],
  ] as const)('only its own retries count as recovered (%s)', async ([, inThread]) => {
    let pool: Tinypool | undefined;
    const attempt = inThread ?? (async (task: SubjectTask): Promise<unknown> => pool!.run(task.job));
    const parts: Partial<SchedulerSubject> =
      inThread === undefined
        ? {
            open: ({ workers }) => {
              pool = new Tinypool({ filename: worker, minThreads: workers, maxThreads: workers });
            },
            close: () => pool!.destroy(),
          }
        : {};
    const faults = { throw: 0.1 } as const;
    const persistent = subject((task) => persist(3, () => attempt(task)), parts);
    const { counts, metrics, faults: all } = await runStress({ ...load, subject: persistent, faults });
    const [row] = all;
    expect(row).toMatchObject({ fault: 'throw', recovered: row!.injected, lost: 0 });
    expect(row!.injected).toBeGreaterThan(5);
    expect(counts).toMatchObject({ completed: 200, failed: 0 });
    expect(metrics.recovered!.summary.median).toBe(1);

    const resigned = await runStress({ ...load, subject: subject((task) => attempt(task), parts), faults });
    expect(resigned.faults).toEqual([{ ...row, recovered: 0, lost: row!.injected }]);
    expect(resigned.counts.failed).toBe(row!.injected);
    expect(resigned.metrics.recovered!.summary.median).toBe(0);

    const beaten = await runStress({ ...load, subject: persistent, faults: { ...faults, attempts: 3 } });
    expect(beaten.faults).toEqual([
      { fault: 'throw', injected: 3 * row!.injected, recovered: 0, lost: 3 * row!.injected },
    ]);
  });

  test('tasks that hang or are slow: the one are lost when nothing else ends, the other complete', async () => {
    const { faults, counts } = await runStress({
      ...load,
      tasks: 60,
      task: { type: 'sleep', duration: '1 ms' },
      subject: subject(({ run }) => run()),
      timeout: '200 ms',
      faults: { hang: 0.1, slow: { share: 0.2, factor: 3 } },
    });
    const [hang, slow] = faults;
    expect(hang).toMatchObject({ fault: 'hang', recovered: 0, lost: hang!.injected });
    expect(slow).toMatchObject({ fault: 'slow', recovered: slow!.injected, lost: 0 });
    expect(counts).toMatchObject({ submitted: 60, failed: hang!.injected });
  });

  test.for([
    [{ exit: 0.5 }, 'exit'],
    [{ outOfMemory: 0.5 }, 'outOfMemory'],
  ] as const)('%j in this thread is refused, and the thread lives', async ([faults, name]) => {
    const run = runStress({ ...load, subject: subject((task) => task.run()), faults });
    await expect(run).rejects.toMatchObject({
      code: 'BAD_OPTION',
      message: expect.stringMatching(new RegExp(`^faults\\.${name}: the subject runs tasks by run\\(\\)`)) as string,
    });
  });

  test('one that fails every task at once does not hang the run', async () => {
    const run = runStress({
      inFlight: 20,
      duration: '200 ms',
      subject: subject(() => {
        throw new Error('full');
      }),
    });
    await expect(run).rejects.toMatchObject({
      code: 'NOTHING_MEASURED',
      message: expect.stringMatching(/full/) as string,
    });
  });

  test('one that never ends anything fails by its timeout', async () => {
    const run = runStress({
      ...load,
      tasks: 20,
      timeout: '200 ms',
      subject: subject(() => new Promise(() => undefined)),
    });
    await expect(run).rejects.toMatchObject({
      code: 'NOTHING_MEASURED',
      message: expect.stringMatching(/finished no task for 200 ms/) as string,
    });
  });

  test('an open loop is open for a subject as well', async () => {
    const { metrics, counts } = await runStress({
      rate: '500 tasks/s',
      tasks: 40,
      task: { type: 'sleep', duration: '20 ms' },
      subject: subject(({ run }) => run()),
    });
    expect(counts.completed).toBe(40);
    expect(metrics.lateness!.summary.n).toBe(40);
    expect(metrics.concurrency!.summary.median).toBeGreaterThan(3);
  });
});
