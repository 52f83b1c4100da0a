/** The stress table: tasks in flight, memory, a minute of running, and recovery from everything that can be injected. */
import { describe, expect, test } from 'vitest';
import { targets } from '../../src/index.ts';

const short = { type: 'sleep', duration: '1 ms' } as const;

describe('stress', { tags: ['scheduler'] }, () => {
  test.for([500, 1000, 5000])('%i tasks in flight', async (inFlight, { bench }) => {
    const result = await bench.stress({ name: `${inFlight} in flight`, inFlight, tasks: 8 * inFlight, workers: 4 });
    expect(result).toMeetTarget(targets.stress.concurrency);
    expect(result).toMeetTarget(targets.stress.memoryGrowth);
    expect(result).toMeetTargets({ concurrency: `>= ${inFlight}`, failures: '<= 0' });
  });

  test('faults of tasks and workers are recovered from', async ({ bench }) => {
    const result = await bench.stress({
      name: 'faults',
      inFlight: 100,
      tasks: 2000,
      workers: 4,
      task: short,
      faults: { throw: 0.02, exit: 0.002, hang: 0.001, slow: { share: 0.01, factor: 10 }, seed: 7 },
      timeout: '500 ms',
    });
    expect(result).toMeetTarget(targets.stress.errorRecovery);
    expect(result).toMeetTargets({ failures: '<= 0' });
    expect(result.faults.map(({ fault }) => fault)).toEqual(['throw', 'hang', 'slow', 'exit']);
    for (const { injected, lost } of result.faults) expect([injected > 0, lost]).toEqual([true, 0]);
  });

  // What another program did for a second has to show in one of three tries.
  test('the highest rate', { tags: ['long'], retry: 2 }, async ({ bench }) => {
    const result = await bench.stress({
      workers: 4,
      task: short,
      findLimit: {
        targets: { 'latency.p99': '< 50 ms' },
        from: '100 tasks/s',
        to: '6400 tasks/s',
        step: '1 s',
        precision: 0.2,
      },
    });
    expect(result).toMeetTarget('limitRate', '> 200 tasks/s');
  });
});

describe('under load for long', { tags: ['stress'] }, () => {
  test('60 s with 500 tasks in flight', async ({ bench }) => {
    const result = await bench.stress({ scenario: 'soak', workers: 4 });
    for (const target of ['concurrency', 'memoryGrowth', 'longRunning'] as const) {
      expect(result).toMeetTarget(targets.stress[target]);
    }
    expect(result.leak.verdict).toBe('no leak');
  });

  test.for(['crash-storm', 'memory-pressure'] as const)('%s', async (scenario, { bench }) => {
    const result = await bench.stress({ scenario, workers: 4 });
    expect(result).toMeetTarget(targets.stress.errorRecovery);
    expect(result).toMeetTargets({ failures: '<= 0' });
  });
});
