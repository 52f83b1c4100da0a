import { describe, expect, test } from 'vitest';
import { runStress } from '../../../../src/scenarios/stress/run-stress.ts';
import type { StressProgress } from '../../../../src/scenarios/stress/options.ts';

const task = { type: 'sleep', duration: '5 ms' } as const;
const oneWorker = { workers: 1, task, arrivals: 'constant' } as const;

describe('the search for the highest rate', () => {
  test('ends between a rate that can be done and one that cannot', async () => {
    const seen: StressProgress[] = [];
    const result = await runStress(
      {
        ...oneWorker,
        findLimit: {
          targets: { 'latency.p99': '< 250 ms' },
          from: '20 tasks/s',
          to: '5000 tasks/s',
          step: '400 ms',
          precision: 0.5,
        },
      },
      { onProgress: (progress) => seen.push(progress) },
    );
    const { limit, metrics, parameters } = result;
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    // No more than 200 sleeps of 5 ms fit into a second.
    expect(limit!.rate).toBeGreaterThanOrEqual(20);
    expect(limit!.rate).toBeLessThan(300);
    expect(limit!.above).toBeGreaterThan(limit!.rate!);
    expect(limit!.above! / limit!.rate!).toBeLessThanOrEqual(1.5);
    expect(metrics.limitRate!.summary.median).toBe(limit!.rate);
    expect(metrics.latency!.summary.p99).toBeLessThan(250e6);
    expect(limit!.sentence).toMatch(/tasks\/s meet latency\.p99 < 250 ms; .* do not\.$/);
    const missed = limit!.trials.filter(({ met }) => !met);
    expect(missed.length).toBeGreaterThanOrEqual(2);
    for (const trial of missed) expect(trial.missed.join()).toMatch(/latency\.p99|still waited|took/);
    expect(seen.every(({ phase }) => phase === 'limit')).toBe(true);
    expect(seen.length).toBe(limit!.trials.length);
    expect(parameters['findLimit']).toMatchObject({ from: 20, to: 5000, step: 400e6, precision: 0.5 });
    // Not measured in a search.
    expect(metrics.memoryGrowth).toBeUndefined();
    expect(result.stability.memory.sentence).toBe('Memory was not measured, since it was a search.');
  });

  test('says when all rates meet the targets, or none does', async () => {
    const within = { from: '20 tasks/s', to: '40 tasks/s', step: '150 ms' } as const;
    const all = await runStress({ ...oneWorker, findLimit: { ...within, targets: { 'latency.p50': '< 2 s' } } });
    expect(all.limit).toMatchObject({ rate: 40 });
    expect(all.limit!.above).toBeUndefined();
    expect(all.limit!.sentence).toMatch(/^40 tasks\/s, the highest rate that was to be tried, meet/);
    const none = await runStress({ ...oneWorker, findLimit: { ...within, targets: { 'latency.min': '< 1 ms' } } });
    expect(none.limit!.rate).toBeUndefined();
    expect(none.limit!.above).toBe(20);
    expect(none.limit!.trials.map(({ met }) => met)).toEqual([false, false]);
    expect(none.metrics.limitRate).toBeUndefined();
    expect(none.limit!.sentence).toMatch(/^Not even 20 tasks\/s meet/);
  });
});
