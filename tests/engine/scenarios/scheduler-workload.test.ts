import { describe, expect, test } from 'vitest';
import { drive } from '../../../src/scenarios/scheduler/drive.ts';
import type { SchedulerOptions } from '../../../src/scenarios/scheduler/options.ts';
import { planScheduler } from '../../../src/scenarios/scheduler/validate.ts';
import { createWorkload } from '../../../src/scenarios/scheduler/workload.ts';

const calibration = { iterationsPerNs: 2, spread: 0, settled: true };
const workload = (options: SchedulerOptions) => createWorkload(planScheduler(options), calibration);

describe('the tasks of a run', () => {
  test('are decided by the seed', () => {
    const options = {
      tasks: 200,
      task: { type: 'sleep', duration: { distribution: 'exponential', mean: '2 ms' }, priority: { levels: [1, 2, 3] } },
    } as const;
    expect(workload(options)).toEqual(workload(options));
    expect(workload({ ...options, seed: 2 }).durations).not.toEqual(workload(options).durations);
    // Other priorities leave the durations as they are.
    const flat = workload({ ...options, task: { ...options.task, priority: 0 } });
    expect(flat.durations).toEqual(workload(options).durations);
  });

  test('compute as many iterations as the calibration says, and say what they expect', () => {
    const { requests, durations } = workload({ tasks: 3, seed: 5, task: { type: 'cpu', duration: '10 µs' } });
    expect(requests).toEqual(
      Array.from({ length: 3 }, () => ({
        job: { kind: 'cpu', iterations: 20_000, seed: 5 },
        kind: 'cpu',
        priority: 0,
        estimate: 10_000,
      })),
    );
    expect([...durations!]).toEqual([10_000, 10_000, 10_000]);
  });

  test('have priorities by weight; a weight of 0 never occurs', () => {
    const { requests } = workload({
      tasks: 1000,
      task: { type: 'noop', priority: { levels: [7, 8, 9], weights: [3, 0, 1] } },
    });
    const share = requests.filter(({ priority }) => priority === 7).length / 1000;
    expect(share).toBeGreaterThan(0.7);
    expect(share).toBeLessThan(0.8);
    expect(requests.some(({ priority }) => priority === 8)).toBe(false);
  });
});

describe('drive', () => {
  test('keeps as many tasks unfinished as the window says, and no more', async () => {
    let unfinished = 0;
    let most = 0;
    const order: number[] = [];
    await drive(50, 7, (index, done) => {
      order.push(index);
      unfinished += 1;
      most = Math.max(most, unfinished);
      setImmediate(() => {
        unfinished -= 1;
        done();
      });
    });
    expect(most).toBe(7);
    expect(order).toEqual(Array.from({ length: 50 }, (_, index) => index));
  });

  test('takes tasks that end at once, without depth', async () => {
    let count = 0;
    await drive(100_000, 1, (_, done) => {
      count += 1;
      done();
    });
    expect(count).toBe(100_000);
  });
});
