import { describe, expect, test } from 'vitest';
import { now } from '../../../../src/measurement/clock.ts';
import { runStress } from '../../../../src/scenarios/stress/run-stress.ts';
import { stressMetrics } from '../../../../src/scenarios/stress/metrics.ts';
import type { StressProgress } from '../../../../src/scenarios/stress/options.ts';
import type { StressResult } from '../../../../src/scenarios/stress/result.ts';
import type { Strategy } from '../../../../src/schedulers/strategy.ts';
import { strategies } from '../../../../src/schedulers/strategies.ts';
import { countThreads } from '../../executors/threads.ts';

const tasks = new URL('../../executors/fixtures/tasks.ts', import.meta.url);
const short = { type: 'sleep', duration: '1 ms' } as const;

function sumOf({ completed, failed, cancelled, refused }: StressResult['counts']): number {
  return completed + failed + cancelled + refused;
}

/** What holds for every run. */
function expectSound(result: StressResult): void {
  expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  expect(Object.keys(result.parameters)).toEqual(Object.keys(result.parameters).toSorted());
  for (const [name, metric] of Object.entries(result.metrics)) {
    expect(metric).toMatchObject(stressMetrics[name as keyof typeof stressMetrics]);
    for (const value of Object.values(metric.summary)) expect(Number.isFinite(value), `metric ${name}`).toBe(true);
  }
  const { counts, slices } = result;
  expect(sumOf(counts)).toBe(counts.submitted);
  expect(slices.reduce((sum, { completed }) => sum + completed, 0)).toBe(counts.completed);
  expect(slices.reduce((sum, { failed }) => sum + failed, 0)).toBe(counts.failed);
  for (const [index, { at, duration }] of slices.entries()) {
    expect(at).toBeCloseTo(index * slices[0]!.duration, 0);
    expect(duration).toBeGreaterThan(0);
  }
}

describe('a closed loop', () => {
  test('keeps so many tasks in flight, and says what it measured', async () => {
    const result = await runStress({ inFlight: 50, tasks: 2000, workers: 2 });
    expectSound(result);
    expect(result).toMatchObject({
      scenario: 'stress',
      kind: 'strategy',
      scheduler: 'fifo',
      name: 'fifo',
      warnings: [],
    });
    expect(result.parameters).toEqual({
      depth: 1,
      inFlight: 50,
      seed: 1,
      strategy: 'fifo',
      task: 'noop',
      tasks: 2000,
      workers: 2,
    });
    expect(result.counts).toEqual({
      submitted: 2000,
      completed: 2000,
      failed: 0,
      cancelled: 0,
      refused: 0,
      retries: 0,
    });
    const { metrics } = result;
    expect(metrics.concurrency!.summary.median).toBe(50);
    expect(metrics.latency!.summary.n).toBe(2000);
    expect(metrics.queueWait!.summary.n).toBe(2000);
    expect(metrics.execute!.summary.n).toBe(2000);
    expect(metrics.queueWait!.summary.mean).toBeLessThan(metrics.latency!.summary.mean);
    // What is not asked for is not there.
    for (const absent of ['lateness', 'refused', 'cancelled', 'recovered', 'recoveryTime', 'limitRate'] as const) {
      expect(metrics[absent]).toBeUndefined();
    }
    for (const present of ['memoryGrowth', 'heap', 'workerHeap', 'rss', 'collections', 'gcShare'] as const) {
      expect(metrics[present], `metric ${present}`).toBeDefined();
    }
    expect(metrics.workerHeap!.summary.n).toBe(2);
    expect(result.faults).toEqual([]);
  });

  test('goes on for its duration, which pauses for memory are no part of', async () => {
    const result = await runStress({ inFlight: 20, duration: '600 ms', workers: 2, task: short });
    expectSound(result);
    const last = result.slices.at(-1)!;
    expect(last.at + last.duration).toBeGreaterThanOrEqual(600e6);
    expect(result.parameters).toMatchObject({ duration: 600e6, inFlight: 20 });
    // Memory is measured on the way, as often as the tenth of the time allows that it may cost.
    expect(result.leak.n).toBeGreaterThan(1);
    expect(result.slices.some(({ heap }) => heap !== undefined)).toBe(true);
    // At 100 ms each there are too few slices for a verdict on throughput, and so there is no count of instabilities.
    expect(result.stability.throughput.verdict).toBe('too short to say');
    expect(result.metrics.instabilities).toBeUndefined();
  });

  test('follows its stages', async () => {
    const result = await runStress({
      workers: 2,
      task: short,
      stages: [
        { duration: '300 ms', inFlight: 4 },
        { duration: '50 ms', inFlight: 0 },
        { duration: '600 ms', inFlight: 40, ramp: true },
        { duration: '100 ms', rate: '100 tasks/s' },
      ],
    });
    expectSound(result);
    expect(result.metrics.concurrency!.summary.median).toBeGreaterThan(20);
    expect(result.metrics.concurrency!.summary.median).toBeLessThanOrEqual(40);
    expect(result.slices[0]!.inFlight).toBe(4);
    expect(result.parameters['stages']).toEqual([
      { duration: 300e6, inFlight: 4 },
      { duration: 50e6, inFlight: 0 },
      { duration: 600e6, inFlight: 40, ramp: true },
      { duration: 100e6, rate: 100 },
    ]);
    expect(result.parameters['arrivals']).toBe('poisson');
  });

  test('a full queue refuses what is more, and the loop goes on', async () => {
    const { counts, metrics, warnings } = await runStress(
      // For a time, and not a number that refusals would soon have used up.
      { workers: 2, task: short, inFlight: 50, maxQueue: 5, duration: '400 ms' },
      { brief: true },
    );
    expect(sumOf(counts)).toBe(counts.submitted);
    expect(counts.refused).toBeGreaterThan(0);
    expect(counts.failed).toBe(0);
    expect(metrics.refused!.summary.median).toBe(counts.refused);
    // Two in workers, five in the queue.
    expect(metrics.concurrency!.summary.median).toBeLessThanOrEqual(7);
    expect(warnings).toEqual([]);
  });

  test.for(['fifo', 'priority', 'work-stealing', 'load-balancing', 'adaptive', 'round-robin'] as const)(
    'cancelled tasks are accounted for (%s)',
    async (strategy) => {
      const { counts, metrics } = await runStress(
        {
          workers: 2,
          strategy,
          task: { ...short, priority: { levels: [0, 1] } },
          inFlight: 100,
          tasks: 600,
          cancel: 0.5,
        },
        { brief: true },
      );
      expect(sumOf(counts)).toBe(600);
      expect(counts.failed).toBe(0);
      expect(counts.cancelled).toBeGreaterThan(100);
      expect(counts.completed).toBeGreaterThan(100);
      expect(metrics.cancelled!.summary.median).toBe(counts.cancelled);
    },
  );
});

describe('an open loop', () => {
  test('submits at its rate, whatever ends', async () => {
    const result = await runStress({ rate: '500 tasks/s', arrivals: 'constant', tasks: 60, workers: 2, task: short });
    expectSound(result);
    expect(result.counts).toMatchObject({ submitted: 60, completed: 60 });
    expect(result.metrics.lateness!.summary.n).toBe(60);
    expect(result.parameters).toMatchObject({ arrivals: 'constant', rate: 500, tasks: 60 });
    // The last one was to be submitted 59 gaps of 2 ms after the first.
    const last = result.slices.at(-1)!;
    expect(last.at + last.duration).toBeGreaterThan(118e6);
  });

  test('counts latency from the moment in which a task was to be submitted', async () => {
    const slow = { workers: 1, task: { type: 'sleep', duration: '20 ms' }, tasks: 30 } as const;
    const closed = await runStress({ ...slow, inFlight: 1 }, { brief: true });
    const open = await runStress({ ...slow, rate: '100 tasks/s', arrivals: 'constant' }, { brief: true });
    // A closed loop asks for the next one when the last is done, and never sees a queue. Twice as many as can be done arrive
    // here: the last of thirty waits for half of the time that all take.
    expect(closed.metrics.latency!.summary.median).toBeLessThan(open.metrics.latency!.summary.median / 3);
    expect(open.metrics.latency!.summary.max).toBeGreaterThan(10 * 20e6);
    expect(open.metrics.queueWait!.summary.max).toBeGreaterThan(10 * 20e6);
    expect(open.metrics.concurrency!.summary.median).toBeGreaterThan(10);
  });

  test('a task that the generator itself is late with has its latency counted from when it was to be submitted', async () => {
    let placed = 0;
    const stalling: Strategy = {
      ...strategies.fifo,
      name: 'stalling',
      start: (workers, seed) => {
        const whole = strategies.fifo.start(workers, seed);
        return {
          place: (task) => {
            placed += 1;
            // This thread does nothing else for 150 ms, in which 75 tasks are to be submitted.
            const end = now() + (placed === 20 ? 150e6 : 0);
            while (now() < end);
            return whole.place(task);
          },
          next: (worker) => whole.next(worker),
          ended: (task, worker, duration) => whole.ended(task, worker, duration),
          remove: (task) => whole.remove(task),
          get queued() {
            return whole.queued;
          },
        };
      },
    };
    const { metrics, counts } = await runStress(
      { workers: 1, strategy: stalling, rate: '500 tasks/s', arrivals: 'constant', tasks: 200 },
      { brief: true },
    );
    expect(counts.completed).toBe(200);
    // The 20 that came first in the stall waited for 110 ms of it, although none of them was submitted before it ended.
    expect(metrics.latency!.summary.p90).toBeGreaterThanOrEqual(105e6);
    expect(metrics.lateness!.summary.p90).toBeGreaterThanOrEqual(105e6);
    expect(metrics.execute!.summary.p90).toBeLessThan(50e6);
  });

  test('gives up on what still waits long after the load, and says so', async () => {
    const { counts, warnings, metrics } = await runStress({
      workers: 1,
      task: { type: 'sleep', duration: '50 ms' },
      rate: '1000 tasks/s',
      duration: '200 ms',
      timeout: '300 ms',
    });
    expect(sumOf(counts)).toBe(counts.submitted);
    expect(counts.cancelled).toBeGreaterThan(50);
    expect(metrics.cancelled!.summary.median).toBe(counts.cancelled);
    expect(warnings.join('\n')).toMatch(
      /tasks were still unfinished 300 ms after the load: more arrived than was done/,
    );
  });
});

describe('whatever happens', () => {
  test('a run is told of its progress', async () => {
    const seen: StressProgress[] = [];
    await runStress(
      { inFlight: 4, duration: '500 ms', workers: 1, task: short },
      { onProgress: (progress) => seen.push(progress) },
    );
    expect(seen.length).toBeGreaterThanOrEqual(2);
    for (const progress of seen) expect(progress).toMatchObject({ phase: 'load', name: 'fifo', of: 500e6 });
    expect(seen.map(({ done }) => done)).toEqual(seen.map(({ done }) => done).toSorted((a, b) => a - b));
  });

  test('a brief run is short, of the same parameters, and without memory', async () => {
    const result = await runStress({ scenario: 'soak', workers: 2, task: short, inFlight: 10 }, { brief: true });
    expectSound(result);
    expect(result.name).toBe('soak');
    expect(result.parameters).toMatchObject({ duration: 60e9, scenario: 'soak', inFlight: 10 });
    const last = result.slices.at(-1)!;
    // A second, and what was in flight then.
    expect(last.at).toBeLessThan(5e9);
    expect(result.metrics.memoryGrowth).toBeUndefined();
    expect(result.leak).toEqual({
      verdict: 'too short to say',
      sentence: 'Leaks were not looked for, since the run was to be brief.',
      n: 0,
    });
  });

  test('tasks that fail by themselves are counted, and told by their error', async () => {
    const { counts, warnings } = await runStress({
      workers: 1,
      inFlight: 4,
      tasks: 20,
      task: { file: tasks, export: 'default', args: [1, 2] },
    });
    expect(counts.completed).toBe(20);
    expect(warnings).toEqual([]);
    const none = runStress({ workers: 1, inFlight: 4, tasks: 20, task: { file: tasks, export: 'throws' } });
    await expect(none).rejects.toMatchObject({
      code: 'NOTHING_MEASURED',
      message: expect.stringMatching(/of 20 tasks none completed \(20 failed, .*no such luck/) as string,
    });
  });

  test.each([
    [{ task: { file: tasks, export: 'nothing' } }, 'BAD_TASK', /no export "nothing"/],
    [{ task: { file: tasks, export: 'loops' }, timeout: '100 ms' }, 'NOTHING_MEASURED', /did not end within 100 ms/],
  ] as const)('%j: a clear error, and no thread is left', async (options, code, message) => {
    const before = countThreads();
    const run = runStress({ workers: 2, inFlight: 2, tasks: 4, ...options });
    await expect(run).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string });
    await expect.poll(countThreads).toBeLessThanOrEqual(before ?? 0);
  });

  test('abort ends a run in the middle, in either loop', async () => {
    const before = countThreads();
    const long = { workers: 2, task: { type: 'sleep', duration: '10 s' } } as const;
    for (const load of [{ inFlight: 4 }, { rate: '50 tasks/s' }] as const) {
      const run = runStress({ ...long, ...load }, { signal: AbortSignal.timeout(300) });
      await expect(run).rejects.toMatchObject({ code: 'ABORTED' });
    }
    await expect(runStress({}, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'ABORTED' });
    await expect.poll(countThreads).toBeLessThanOrEqual(before ?? 0);
  });

  test('a strategy that forgets tasks ends the run with an error', async () => {
    const forgetful: Strategy = {
      name: 'forgetful',
      about: 'Forgets every fifth task.',
      start: (workers, seed) => {
        const whole = strategies.fifo.start(workers, seed);
        return {
          place: (task) => (task.id % 5 === 4 ? -1 : whole.place(task)),
          next: (worker) => whole.next(worker),
          ended: (task, worker, duration) => whole.ended(task, worker, duration),
          remove: (task) => whole.remove(task),
          get queued() {
            return whole.queued;
          },
        };
      },
    };
    const run = runStress({ strategy: forgetful, workers: 2, inFlight: 10, tasks: 100 });
    await expect(run).rejects.toMatchObject({
      code: 'SUBJECT_FAILED',
      message: expect.stringMatching(/"forgetful" holds .* tasks back/) as string,
    });
  });

  test('tasks that compute are checked, on workers of unlike speed too', async () => {
    const { counts } = await runStress(
      {
        workers: { speeds: [1, 0.5] },
        inFlight: 8,
        tasks: 60,
        task: { type: 'cpu', duration: { distribution: 'uniform', min: '10 µs', max: '200 µs' } },
        faults: { slow: { share: 0.2, factor: 4 } },
      },
      { brief: true },
    );
    expect(counts).toMatchObject({ completed: 60, failed: 0 });
  });
});
