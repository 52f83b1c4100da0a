import { availableParallelism } from 'node:os';
import { describe, expect, test } from 'vitest';
import { efficiencyBand } from '../../../src/model/efficiency-band.ts';
import { renderScaling } from '../../../src/reports/scaling-table.ts';
import { scalingMetric, type ScalingMetric } from '../../../src/scenarios/scaling/metrics.ts';
import type { ScalingOptions, ScalingProgress } from '../../../src/scenarios/scaling/options.ts';
import type { ScalingPoint } from '../../../src/scenarios/scaling/result.ts';
import { runScaling } from '../../../src/scenarios/scaling/run-scaling.ts';
import { strategies } from '../../../src/schedulers/strategies.ts';
import { evaluateTargets } from '../../../src/targets/evaluate.ts';
import { targets } from '../../../src/targets/tables.ts';
import { countThreads } from '../executors/threads.ts';

const file = new URL('../executors/fixtures/tasks.ts', import.meta.url);
const sleeping = { type: 'sleep', duration: '2 ms' } as const;
const few = { workers: [1, 2], tasks: 20, task: sleeping, rounds: 3, warmUp: 0 } as const;

const broken = {
  ...strategies.fifo,
  start: () => {
    throw new Error('no such luck');
  },
};

function medianOf(point: ScalingPoint, metric: ScalingMetric): number {
  return point.metrics[metric]!.summary.median;
}

describe.each(['threads', 'processes'] as const)('bench.scaling on %s', (executor) => {
  test('answers points that are plain JSON, every metric as declared', async () => {
    const results = await runScaling({ ...few, executor });
    expect([...results]).toEqual(results.points);
    expect(results.points.map(({ name }) => name)).toEqual(['fifo, 1 worker', 'fifo, 2 workers']);
    expect(results.at(2)).toBe(results.points[1]);
    expect(JSON.parse(JSON.stringify(results))).toEqual(results.toJSON());
    for (const point of results) {
      expect(JSON.parse(JSON.stringify(point))).toStrictEqual(point);
      expect(point).toMatchObject({ scenario: 'scaling', oversubscribed: point.workers > availableParallelism() });
      expect(Object.keys(point.parameters)).toEqual(Object.keys(point.parameters).toSorted());
      expect(point.parameters).toMatchObject({ mode: 'strong', tasks: 20, workers: point.workers });
      expect(point.band).toBe(efficiencyBand(medianOf(point, 'efficiency')).name);
      for (const [name, metric] of Object.entries(point.metrics)) {
        expect(metric).toMatchObject(scalingMetric(name as ScalingMetric, 'sampled'));
        expect(metric.repetitions.median).toHaveLength(metric.per === 'run' ? 1 : 3);
        expect(metric.repetitions.p99?.length).toBe(metric.per === 'task' ? 3 : undefined);
        for (const value of Object.values(metric.summary)) expect(Number.isFinite(value)).toBe(true);
      }
      expect(point.metrics.latency!.summary.n).toBe(60);
      expect(point.metrics.workerShare!.summary.n).toBe(point.workers);
      expect(point.metrics.cpu).toBeDefined();
      expect(point.metrics.failures!.summary.max).toBe(0);
    }
    const [alone, both] = results.points as [ScalingPoint, ScalingPoint];
    expect(alone.metrics.speedUp!.repetitions.median).toEqual([1, 1, 1]);
    expect(medianOf(alone, 'efficiency')).toBe(1);
    const paired = both.metrics.throughput!.repetitions.median.map(
      (value, round) => value / alone.metrics.throughput!.repetitions.median[round]!,
    );
    expect(both.metrics.speedUp!.repetitions.median).toEqual(paired);
    expect(both.metrics.efficiency!.repetitions.median).toEqual(paired.map((value) => value / 2));
    // Waiting tasks do not need a core each.
    expect(medianOf(both, 'speedUp')).toBeGreaterThan(1.2);
    expect(results.amdahl).toMatchObject({ fittedTo: [1, 2] });
    expect(results.usl).toBeUndefined();
    expect(results.warnings).toEqual([
      '3 rounds give no intervals: at least 9 are needed.',
      'The Universal Scalability Law was not fitted: it takes at least 3 numbers of workers, and there are 2.',
    ]);
  });
});

describe('bench.scaling', () => {
  test('the parts of the overhead are all of it', async () => {
    const { points } = await runScaling({ ...few, rounds: 1 });
    for (const point of points) {
      const perTask =
        medianOf(point, 'overheadDispatch') + medianOf(point, 'overheadTransfer') + medianOf(point, 'overheadIdle');
      const all = point.workers * medianOf(point, 'makespan');
      expect((perTask * 20) / all).toBeCloseTo(medianOf(point, 'overhead'), 3);
      expect(medianOf(point, 'overhead')).toBeLessThan(1);
    }
  });

  test('runs every point once in every round, in an order of the seed', async () => {
    const orderOf = async (seed: number): Promise<string> => {
      const seen: ScalingProgress[] = [];
      const options = { ...few, workers: [1, 2, 3], tasks: 3, warmUp: 1, rounds: 4, seed };
      await runScaling(options, { onProgress: (progress) => seen.push(progress) });
      expect(seen.filter(({ phase }) => phase === 'open').map(({ workers }) => workers)).toEqual([1, 2, 3]);
      expect(seen.filter(({ phase }) => phase === 'warm-up')).toHaveLength(3);
      const measured = seen.filter(({ phase }) => phase === 'measure');
      expect(measured.map(({ done, of }) => `${done}/${of}`)).toEqual(measured.map((_, index) => `${index}/12`));
      const rounds = [0, 3, 6, 9].map((from) => measured.slice(from, from + 3).map(({ workers }) => workers));
      for (const round of rounds) expect(round.toSorted((one, other) => one - other)).toEqual([1, 2, 3]);
      expect(new Set(rounds.map(String)).size).toBeGreaterThan(1);
      return String(rounds);
    };
    const once = await orderOf(5);
    expect(await orderOf(5)).toBe(once);
    expect(await orderOf(6)).not.toBe(once);
  });

  test('of 9 rounds everything has an interval, and a report is drawn of it', async () => {
    const results = await runScaling({ ...few, workers: [1, 2, 4], rounds: 9 });
    expect(results.usl!.sigma.interval).toHaveLength(2);
    expect(results.amdahl!.serialFraction.interval).toHaveLength(2);
    expect(results.best.interval).toHaveLength(2);
    const text = renderScaling(results);
    expect(text).toContain('coherency κ');
    expect(text).toBe(renderScaling(JSON.parse(JSON.stringify(results)) as typeof results));
    const brief = await runScaling({ ...few, workers: [1, 2, 4], rounds: 9 }, { brief: true });
    expect(brief.usl!.sigma).not.toHaveProperty('interval');
    expect(brief.points[0]!.metrics.startUp).toBeUndefined();
  });

  test('what computes is not judged beyond the cores, and not fitted there', async () => {
    const beyond = availableParallelism() * 2;
    const results = await runScaling({
      workers: [beyond],
      tasks: 8,
      task: { type: 'cpu', duration: '50 µs' },
      rounds: 2,
    });
    const point = results.at(beyond);
    expect(point).toMatchObject({ oversubscribed: true, notJudged: { speedUp: expect.any(String) as string } });
    expect(results.at(1)).not.toHaveProperty('notJudged');
    const report = evaluateTargets(point, { efficiency: '> 99 %', speedUp: '> 100 x' });
    expect(report).toMatchObject({ passed: true, judged: 0 });
    expect(report.rows.map(({ verdict }) => verdict)).toEqual(['not judged', 'not judged']);
    expect(evaluateTargets(point, { throughput: '> 1e15 tasks/s' }).passed).toBe(false);
    expect(results.amdahl).toBeUndefined();
    expect(results.warnings.join()).toMatch(
      /1 worker was added.*2 rounds give no intervals.*No law was fitted: it takes at least 2 numbers of workers up to the \d+ cores?, and there is 1/,
    );
    expect(point.warnings.join()).toMatch(/Oversubscribed: \d+ workers compute on \d+ cores?\..*2 rounds are too few/);
  });

  test('tasks that wait are judged beyond the cores as well', async () => {
    const beyond = availableParallelism() + 1;
    const point = (await runScaling({ ...few, workers: [1, beyond] })).at(beyond);
    expect(point.oversubscribed).toBe(true);
    expect(point).not.toHaveProperty('notJudged');
    expect(evaluateTargets(point, { speedUp: '> 100 x' }).rows[0]!.verdict).toBe('missed');
  });

  test('tasks of a module that wait are seen to wait', async () => {
    const workers = [1, availableParallelism() + 1];
    const waits = await runScaling({ ...few, workers, task: { file, export: 'sleeps', args: [5] } });
    expect(waits.amdahl!.fittedTo).toEqual(workers);
    expect(waits.points[0]!.parameters['task']).toMatchObject({ type: 'module', export: 'sleeps' });
  });

  test('where everything fails nothing is measured', async () => {
    const task = { file, export: 'throws' } as const;
    await expect(runScaling({ ...few, task })).rejects.toMatchObject({
      code: 'NOTHING_MEASURED',
      message: expect.stringMatching(/^fifo, [12] workers?: all 20 tasks failed; the first: .*no such luck/) as string,
    });
  });

  test.each([
    [{ task: { file, export: 'nothing' } }, 'BAD_TASK', /no export "nothing"/],
    [{ rounds: 0 }, 'BAD_OPTION', /^rounds: 0/],
    [{ strategy: broken }, 'SUBJECT_FAILED', /^Strategy "fifo" threw in start\(\): Error: no such luck/],
  ] as const)('%j: a clear error, and no thread is left', async (options, code, message) => {
    const before = countThreads();
    await expect(runScaling({ ...few, ...(options as ScalingOptions) })).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
    });
    await expect.poll(countThreads).toBeLessThanOrEqual(before ?? 0);
  });

  test('abort ends a run in the middle', async () => {
    const before = countThreads();
    const run = runScaling({ ...few, task: { type: 'sleep', duration: '10 s' } }, { signal: AbortSignal.timeout(300) });
    await expect(run).rejects.toMatchObject({ code: 'ABORTED' });
    await expect(runScaling({}, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'ABORTED' });
    await expect.poll(countThreads).toBeLessThanOrEqual(before ?? 0);
  });

  test('at() says what there is', async () => {
    const results = await runScaling({ ...few, rounds: 1, tasks: 2 });
    expect(() => results.at(3)).toThrow(
      expect.objectContaining({
        code: 'BAD_OPTION',
        message: expect.stringContaining('There are points with 1, 2 workers'),
      }),
    );
  });
});

describe('bench.scaling in virtual time', () => {
  const virtual = {
    executor: 'simulator',
    workers: [1, 2, 4, 8],
    tasks: 64,
    task: { type: 'sleep', duration: '10 ms' },
  } as const;

  test('tasks that cost nothing to start scale to the last digit', async () => {
    const results = await runScaling(virtual);
    expect(results).not.toHaveProperty('cores');
    for (const point of results) {
      expect(medianOf(point, 'speedUp')).toBe(point.workers);
      expect(medianOf(point, 'makespan')).toBe((64 / point.workers) * 10e6);
      expect([medianOf(point, 'efficiency'), medianOf(point, 'overhead')]).toEqual([1, 0]);
      expect(point.warnings).toEqual([]);
      expect(point.oversubscribed).toBe(false);
      for (const metric of Object.values(point.metrics)) expect(metric.assume).toBe('exact');
    }
    expect(results).toMatchObject({
      rounds: 1,
      amdahl: { serialFraction: { value: 0 }, maxSpeedUp: 'unlimited' },
      usl: { sigma: { value: 0 }, kappa: { value: 0 }, peak: 'not reached' },
      best: { enough: 8, workers: 8 },
      bend: { reason: 'none' },
      warnings: [],
    });
    expect(await runScaling(virtual)).toEqual(results);
  });

  test('a scheduler that takes its time for every start is contention', async () => {
    const results = await runScaling({
      ...virtual,
      workers: [1, 2, 4, 8, 16, 32],
      tasks: 960,
      executor: { type: 'simulator', costs: { dispatch: '1 ms' } },
    });
    expect(results.bend).toMatchObject({ reason: 'contention' });
    expect(results.bend.sentence).toContain('workers waited for the scheduler, which sees to one task at a time');
    // It starts no more than 1,000 tasks/s, however many workers there are.
    for (const point of results) expect(medianOf(point, 'throughput')).toBeLessThanOrEqual(1000);
    expect(results.best.enough).toBeLessThan(32);
  });

  test('too few tasks are found out', async () => {
    const { bend, points } = await runScaling({ ...virtual, tasks: 9 });
    expect(bend).toMatchObject({ reason: 'too few tasks', from: 2 });
    // 9 tasks on 8 workers take two rounds of them.
    expect(medianOf(points.at(-1)!, 'speedUp')).toBe(4.5);
    expect(medianOf(points.at(-1)!, 'overheadIdle')).toBeCloseTo((7 * 10e6) / 9, 3);
  });

  test('weak scaling: the work grows, the time does not', async () => {
    const results = await runScaling({ ...virtual, mode: 'weak', tasks: 10 });
    for (const point of results) {
      expect(medianOf(point, 'makespan')).toBe(100e6);
      expect(medianOf(point, 'speedUp')).toBeCloseTo(point.workers, 12);
    }
    expect(results).toMatchObject({ mode: 'weak', gustafson: { serialFraction: { value: 0 } } });
    expect(results.amdahl).toBeUndefined();
  });

  test('costs as this machine showed them are described, not judged', async () => {
    const { points } = await runScaling({ ...virtual, executor: { type: 'simulator', costs: 'calibrated' } });
    for (const { metrics, warnings } of points) {
      for (const metric of Object.values(metrics))
        expect(metric).toMatchObject({ better: 'neither', assume: 'sampled' });
      expect(warnings.join()).toMatch(/Simulated with costs as they were measured on this machine/);
    }
  });

  test('faults that were asked for are counted', async () => {
    const executor = { type: 'simulator', faults: { taskFailures: 0.2 } } as const;
    const { points } = await runScaling({ ...virtual, executor });
    for (const { metrics, warnings } of points) {
      expect(metrics.failures!.summary.max).toBeGreaterThan(0);
      expect(metrics.overhead).toBeUndefined();
      expect(warnings.join()).toMatch(/tasks? failed by the faults that were asked for/);
    }
    await expect(
      runScaling({ ...virtual, executor: { type: 'simulator', faults: { taskFailures: 1 } } }),
    ).rejects.toMatchObject({ code: 'NOTHING_MEASURED' });
  });

  test('what takes no time cannot be measured', async () => {
    await expect(runScaling({ executor: 'simulator' })).rejects.toMatchObject({
      code: 'NOTHING_MEASURED',
      message: expect.stringContaining('nothing takes any time') as string,
    });
  });
});

describe('targets of scaling', () => {
  test('are those of the number of workers', async () => {
    const options = { executor: 'simulator', workers: [1, 2, 4, 8, 16, 32], tasks: 416, task: sleeping } as const;
    for (const point of await runScaling(options)) {
      const table = targets.scaling[point.workers as keyof typeof targets.scaling];
      expect(evaluateTargets(point, table)).toMatchObject({
        passed: true,
        judged: 1,
        rows: [{ verdict: 'met' }],
      });
    }
  });
});
