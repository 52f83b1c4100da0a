import fastq from 'fastq';
import PQueue from 'p-queue';
import { Tinypool } from 'tinypool';
import { describe, expect, test } from 'vitest';
import workerpool from 'workerpool';
import { fileURLToPath } from 'node:url';
import { now } from '../../../src/measurement/clock.ts';
import type { SchedulerOptions, SchedulerSubject, SubjectTask } from '../../../src/scenarios/scheduler/options.ts';
import { runScheduler } from '../../../src/scenarios/scheduler/run-scheduler.ts';
import { countThreads } from '../executors/threads.ts';

const entry = (name: string): string => fileURLToPath(new URL(`./fixtures/${name}-worker.ts`, import.meta.url));
const few = { tasks: 40, workers: 2, repetitions: 2, warmUp: 1, timeout: '10 s' } as const satisfies SchedulerOptions;

function withPQueue(): SchedulerSubject {
  let queue: PQueue;
  return {
    name: 'p-queue',
    open: ({ workers }) => {
      queue = new PQueue({ concurrency: workers });
    },
    submit: ({ run, priority }) => queue.add(run, { priority }),
  };
}

function withFastq(): SchedulerSubject {
  let queue: fastq.queueAsPromised<SubjectTask>;
  return {
    name: 'fastq',
    open: ({ workers }) => {
      queue = fastq.promise((task: SubjectTask) => task.run(), workers);
    },
    submit: (task) => queue.push(task),
  };
}

function withTinypool(): SchedulerSubject {
  let pool: Tinypool;
  return {
    name: 'tinypool',
    open: ({ workers }) => {
      pool = new Tinypool({ filename: entry('tinypool'), minThreads: workers, maxThreads: workers });
    },
    submit: ({ job }) => pool.run(job),
    close: () => pool.destroy(),
  };
}

function withWorkerpool(): SchedulerSubject {
  let pool: workerpool.Pool;
  return {
    name: 'workerpool',
    open: ({ workers }) => {
      pool = workerpool.pool(entry('workerpool'), { minWorkers: workers, maxWorkers: workers, workerType: 'thread' });
    },
    submit: async ({ job }) => pool.exec('runTask', [job]),
    close: () => pool.terminate(),
  };
}

// poolifier is left out here: in about a quarter of the runs its version 5.3 never ends destroy().
describe('schedulers from npm', () => {
  test.each([withPQueue(), withFastq()])('$name runs tasks in this thread', async (subject) => {
    const { metrics, warnings, parameters, name } = await runScheduler({
      ...few,
      subject,
      task: { type: 'sleep', duration: '1 ms' },
    });
    expect(name).toBe(subject.name);
    expect(parameters).toMatchObject({ subject: subject.name, tasks: 40, workers: 2 });
    expect(warnings).toEqual(['2 repetitions are too few to be compared: at least 6 are needed.']);
    expect(metrics.latency!.summary.n).toBe(80);
    expect(metrics.latency!.summary.min).toBeGreaterThanOrEqual(1e6);
    expect(metrics.throughput!.repetitions.median).toHaveLength(2);
    // 40 sleeps of 1 ms, two at a time.
    expect(metrics.makespan!.summary.min).toBeGreaterThanOrEqual(20e6);
    expect(metrics.execute).toBeUndefined();
    expect(metrics.memoryPerTask!.summary.median).toBeGreaterThan(0);
  });

  test.each([withTinypool(), withWorkerpool()])(
    '$name runs them in its workers, and the split is known',
    async (subject) => {
      const before = countThreads();
      const { metrics, warnings } = await runScheduler({ ...few, subject, task: { type: 'cpu', duration: '200 µs' } });
      expect(warnings.filter((warning) => !/too few|not steady/.test(warning))).toEqual([]);
      for (const metric of ['latency', 'queueWait', 'execute', 'retrieve'] as const)
        expect(metrics[metric]!.summary.n).toBe(80);
      expect(metrics.dispatch).toBeUndefined();
      expect(metrics.failures!.summary.max).toBe(0);
      expect(metrics.loadBalance!.summary.max).toBeGreaterThan(0);
      expect(metrics.efficiency!.summary.max).toBeGreaterThan(0);
      expect(metrics.startUp!.summary.median).toBeGreaterThan(0);
      await expect.poll(countThreads, { timeout: 5000 }).toBeLessThanOrEqual(before ?? 0);
    },
  );
});

const subject = (parts: Partial<SchedulerSubject>): SchedulerSubject => ({
  name: 'mine',
  submit: ({ run }) => run(),
  ...parts,
});

describe('subjects that fail', () => {
  test.each([
    [
      'open throws',
      {
        open: () => {
          throw new Error('no port');
        },
      },
      'SUBJECT_FAILED',
      /open\(\) of the subject "mine" failed: no port/,
    ],
    [
      'open never ends',
      { open: () => new Promise(() => undefined) },
      'SUBJECT_FAILED',
      /open\(\) .* did not end within 200 ms/,
    ],
    [
      'submit throws',
      {
        submit: () => {
          throw new Error('full');
        },
      },
      'NOTHING_MEASURED',
      /all 5 tasks failed; the first: submit\(\) .* full/,
    ],
    ['submit rejects', { submit: () => Promise.reject(new Error('full')) }, 'NOTHING_MEASURED', /full/],
    [
      'submit answers no promise',
      { submit: () => 5 as unknown as Promise<unknown> },
      'NOTHING_MEASURED',
      /mine: all 5 .* submit\(\) of the subject "mine" answered 5, which is no promise/,
    ],
    [
      'submit answers nothing',
      { submit: () => undefined as unknown as Promise<unknown> },
      'NOTHING_MEASURED',
      /answered undefined, which is no promise/,
    ],
    [
      'no task is run',
      { submit: () => Promise.resolve() },
      'NOTHING_MEASURED',
      /the first: submit\(\) settled, but task 0 was never run\.\nCall task\.run\(\)/,
    ],
    [
      'tasks never end',
      { submit: () => new Promise(() => undefined) },
      'NOTHING_MEASURED',
      /finished no task for 200 ms/,
    ],
  ])('%s: a defined error', async (_, parts, code, message) => {
    let closed = 0;
    const run = runScheduler({
      tasks: 5,
      timeout: '200 ms',
      subject: subject({ close: () => (closed += 1), ...parts }),
    });
    await expect(run).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string });
    // What was never open is not closed.
    expect(closed).toBe(code === 'SUBJECT_FAILED' ? 0 : 1);
  });

  test('close throws: a warning, since all was measured', async () => {
    const options = { tasks: 5, repetitions: 6, subject: subject({ close: () => Promise.reject(new Error('busy')) }) };
    const { warnings, metrics } = await runScheduler(options);
    expect(warnings).toEqual(['The subject could not be closed: busy']);
    expect(metrics.throughput!.summary.n).toBe(6);
  });

  test('some tasks fail: counted beside the throughput of the others', async () => {
    const failing = subject({
      submit: ({ id, run }) => (id % 4 === 0 ? Promise.reject(new Error('every fourth')) : run()),
    });
    const { metrics, warnings } = await runScheduler({ tasks: 20, repetitions: 6, subject: failing });
    expect(metrics.failures!.summary).toMatchObject({ min: 5, max: 5 });
    expect(metrics.latency!.summary.n).toBe(90);
    expect(warnings.join()).toMatch(/30 tasks failed with TASK_FAILED; the first: .*every fourth/);
  });

  test('tasks that are not run are failures beside those that are', async () => {
    const skipping = subject({ submit: ({ id, run }) => (id % 4 === 0 ? Promise.resolve() : run()) });
    const { metrics, warnings } = await runScheduler({ tasks: 20, repetitions: 6, subject: skipping });
    expect(metrics.failures!.summary).toMatchObject({ min: 5, max: 5 });
    expect(warnings.join()).toMatch(/30 tasks failed with SUBJECT_FAILED; the first: .*task 0 was never run/);
  });

  test('submit has to settle after run(), and what run() fails with then is no unhandled rejection', async () => {
    const hasty = subject({
      submit: async ({ run }) => {
        void run();
      },
    });
    const file = new URL('../executors/fixtures/tasks.ts', import.meta.url);
    for (const task of [
      { type: 'sleep', duration: '1 ms' },
      { file, export: 'throws' },
    ] as const) {
      await expect(runScheduler({ tasks: 5, subject: hasty, task })).rejects.toMatchObject({
        code: 'NOTHING_MEASURED',
        message: expect.stringMatching(/settled, but the run\(\) of task 0 had not ended/) as string,
        cause: { code: 'SUBJECT_FAILED' },
      });
    }
  });

  test('an error of the task that the subject keeps to itself is a failure', async () => {
    const file = new URL('../executors/fixtures/tasks.ts', import.meta.url);
    const silent = subject({ submit: ({ run }) => run().catch(() => undefined) });
    await expect(runScheduler({ tasks: 5, subject: silent, task: { file, export: 'throws' } })).rejects.toMatchObject({
      code: 'NOTHING_MEASURED',
      cause: { code: 'TASK_FAILED' },
    });
  });

  test('a wrong digest is a failed task', async () => {
    const lying = subject({ submit: async ({ id }) => ({ value: id, began: now(), ended: now(), thread: 1 }) });
    const { metrics } = await runScheduler({
      tasks: 4,
      repetitions: 1,
      subject: lying,
      task: { type: 'cpu', duration: '10 µs' },
    });
    expect(metrics.failures!.summary.median).toBe(3);
  });

  test('times of another clock are told, not taken', async () => {
    const elsewhere = subject({ submit: async ({ id }) => ({ value: id, began: 1, ended: 2, thread: 1 }) });
    const run = runScheduler({ tasks: 4, subject: elsewhere });
    await expect(run).rejects.toMatchObject({
      code: 'SUBJECT_FAILED',
      message: expect.stringMatching(/not between its submission and its result/) as string,
    });
  });

  test('workers that the subject replaces between repetitions are not idle ones', async () => {
    let calls = 0;
    const replacing = subject({
      // Every repetition of 10 tasks, after the cold one, runs on two threads of its own.
      submit: async () => {
        const began = now();
        calls += 1;
        return { value: undefined, began, ended: now(), thread: 2 * Math.ceil(calls / 10) + (calls % 2) };
      },
    });
    const { metrics } = await runScheduler({ tasks: 10, workers: 2, repetitions: 6, warmUp: 1, subject: replacing });
    expect(metrics.loadBalance!.summary.min).toBeGreaterThan(0.5);
  });

  test('a full queue of the subject costs the memory figure, and no unhandled rejection', async () => {
    let waiting = 0;
    const bounded = subject({
      submit: ({ run }) => {
        if (waiting === 100) throw new Error('full');
        waiting += 1;
        return new Promise((_, reject) => {
          setImmediate(() => {
            waiting -= 1;
            void run().then(() => reject(new Error('late')));
          });
        });
      },
    });
    const half = subject({ submit: (task) => (task.id < 5 ? task.run() : bounded.submit(task)) });
    const { warnings, metrics } = await runScheduler({ tasks: 10, repetitions: 6, subject: half });
    expect(warnings.join('\n')).toMatch(/Memory per task could not be measured: full/);
    expect(metrics.memoryPerTask).toBeUndefined();
  });

  test('what opens too late is closed', async () => {
    let closed = 0;
    const slow = subject({
      open: () => new Promise((resolve) => setTimeout(resolve, 150)),
      close: () => (closed += 1),
    });
    await expect(runScheduler({ timeout: '50 ms', subject: slow })).rejects.toMatchObject({ code: 'SUBJECT_FAILED' });
    await expect.poll(() => closed).toBe(1);
  });

  test('abort ends a subject that hangs', async () => {
    const abort = AbortSignal.timeout(100);
    const hanging = subject({ submit: () => new Promise(() => undefined) });
    await expect(runScheduler({ tasks: 3, subject: hanging }, { signal: abort })).rejects.toMatchObject({
      code: 'ABORTED',
    });
  });
});
