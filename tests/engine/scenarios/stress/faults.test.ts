import { describe, expect, test } from 'vitest';
import type { FaultName } from '../../../../src/model/stress.ts';
import type { StressOptions } from '../../../../src/scenarios/stress/options.ts';
import { runStress } from '../../../../src/scenarios/stress/run-stress.ts';
import { TaskSource } from '../../../../src/scenarios/stress/task-source.ts';
import { planStress } from '../../../../src/scenarios/stress/validate.ts';

const load = { workers: 2, inFlight: 40, tasks: 400, task: { type: 'sleep', duration: '1 ms' } } as const;

/** How many of the tasks have each fault, by the seed alone. */
function drawn(options: StressOptions): Partial<Record<FaultName, number>> {
  const source = new TaskSource(planStress(options), undefined);
  const counts: Partial<Record<FaultName, number>> = {};
  for (let task = 0; task < (options.tasks ?? 0); task += 1) {
    const { fault } = source.next();
    if (fault !== undefined) counts[fault.name] = (counts[fault.name] ?? 0) + 1;
  }
  return counts;
}

function balance(counts: Awaited<ReturnType<typeof runStress>>['counts']): number {
  return counts.completed + counts.failed + counts.cancelled + counts.refused;
}

describe('faults on purpose', () => {
  test.for([
    ['threads', 1],
    ['threads', 4],
    ['processes', 1],
  ] as const)(
    'every one is accounted for by name, and recovered (%s, depth %i)',
    { timeout: 120_000 },
    async ([executor, depth]) => {
      const options = {
        ...load,
        executor,
        depth,
        timeout: '400 ms',
        faults: { throw: 0.05, exit: 0.01, hang: 0.005, slow: { share: 0.05, factor: 3 }, seed: 3 },
      } as const;
      const { counts, faults, metrics, warnings } = await runStress(options, { brief: true });
      const expected = drawn(options);
      expect(Object.keys(expected).toSorted()).toEqual(['exit', 'hang', 'slow', 'throw']);
      expect(Object.fromEntries(faults.map(({ fault, injected }) => [fault, injected]))).toEqual(expected);
      for (const { injected, recovered, lost } of faults) expect([recovered, lost]).toEqual([injected, 0]);
      expect(counts).toMatchObject({ submitted: 400, completed: 400, failed: 0 });
      const failing = expected.throw! + expected.exit! + expected.hang!;
      // At a greater depth neighbours of a crash are started again too, and suspects once more, alone.
      expect(counts.retries).toBeGreaterThanOrEqual(failing);
      expect(depth > 1 || counts.retries === failing).toBe(true);
      expect(metrics.recovered!.summary.median).toBe(1);
      expect(metrics.retries!.summary.median).toBe(counts.retries);
      expect(metrics.recoveryTime!.summary.n).toBeGreaterThan(0);
      expect(depth > 1 || metrics.recoveryTime!.summary.n <= failing).toBe(true);
      expect(warnings).toEqual([]);
    },
  );

  test('a worker recovers with its next success: one that hangs is out for as long as a task may take', async () => {
    const options = { ...load, workers: 1, tasks: 60, faults: { hang: 0.05 }, timeout: '200 ms' } as const;
    const hanging = drawn(options).hang!;
    const { metrics } = await runStress(options, { brief: true });
    // On the only worker every fault is followed by a success before the next one, or by the next one.
    expect(metrics.recoveryTime!.summary.n).toBeLessThanOrEqual(hanging);
    expect(metrics.recoveryTime!.summary.min).toBeGreaterThanOrEqual(200e6);
  });

  test('the same seed draws the same faults, whatever the tasks are', () => {
    const faults = { throw: 0.1, exit: 0.05 } as const;
    const plain = drawn({ ...load, faults });
    expect(drawn({ ...load, faults })).toEqual(plain);
    expect(drawn({ ...load, faults, task: 'noop', inFlight: 3 })).toEqual(plain);
    expect(drawn({ ...load, faults: { ...faults, seed: 1 } })).toEqual(plain);
    expect(drawn({ ...load, faults: { ...faults, seed: 2 } })).not.toEqual(plain);
    expect(drawn({ ...load, tasks: 20_000, faults }).throw! / 20_000).toBeCloseTo(0.1, 1);
  });

  test('what fails at every attempt is lost, and the others are not', async () => {
    const slow = { share: 0.05, factor: 2 } as const;
    const options = { ...load, faults: { throw: 0.05, slow, attempts: 'all' } } as const;
    const poisoned = drawn(options).throw!;
    const { counts, faults, metrics, warnings } = await runStress(options, { brief: true });
    expect(counts).toMatchObject({
      submitted: 400,
      completed: 400 - poisoned,
      failed: poisoned,
      retries: 3 * poisoned,
    });
    const [thrown, slowed] = faults;
    expect(thrown).toEqual({ fault: 'throw', injected: 4 * poisoned, recovered: 0, lost: 4 * poisoned });
    // Slow once, and done: nothing that anybody had to recover from.
    const late = drawn(options).slow!;
    expect(slowed).toEqual({ fault: 'slow', injected: late, recovered: late, lost: 0 });
    expect(metrics.recovered!.summary.median).toBe(0);
    expect(metrics.failures!.summary.median).toBe(poisoned);
    // They are in the ledger: no failure that needs a warning.
    expect(warnings).toEqual([]);
  });

  test('as many attempts fail as asked for, and as many are made as allowed', async () => {
    const twice = await runStress({ ...load, faults: { throw: 0.05, attempts: 2 }, retries: 2 }, { brief: true });
    const tasks = drawn({ ...load, faults: { throw: 0.05 } }).throw!;
    expect(twice.faults).toEqual([{ fault: 'throw', injected: 2 * tasks, recovered: 2 * tasks, lost: 0 }]);
    const never = await runStress({ ...load, faults: { throw: 0.05 }, retries: 0 }, { brief: true });
    expect(never.faults).toEqual([{ fault: 'throw', injected: tasks, recovered: 0, lost: tasks }]);
    expect(never.counts.failed).toBe(tasks);
  });

  test('workers that run out of memory are recovered from', async () => {
    const options = { ...load, tasks: 100, heapLimit: '32 MB', faults: { outOfMemory: 0.03 } } as const;
    const injected = drawn(options).outOfMemory!;
    expect(injected).toBeGreaterThan(0);
    const { faults, counts } = await runStress(options, { brief: true });
    expect(faults).toEqual([{ fault: 'outOfMemory', injected, recovered: injected, lost: 0 }]);
    expect(balance(counts)).toBe(100);
  });

  test('faults that came to no task are told', async () => {
    const { warnings, faults, metrics } = await runStress(
      { ...load, tasks: 20, faults: { throw: 1e-6 } },
      { brief: true },
    );
    expect(warnings).toEqual(['faults.throw: at a share of 0.000001 it came to none of the tasks.']);
    expect(faults).toEqual([]);
    expect(metrics.recovered).toBeUndefined();
  });
});
