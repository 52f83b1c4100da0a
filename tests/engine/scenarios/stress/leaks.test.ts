import { describe, expect, test } from 'vitest';
import { runStress } from '../../../../src/scenarios/stress/run-stress.ts';

const file = new URL('./fixtures/tasks-with-memory.ts', import.meta.url);
const load = { workers: 1, inFlight: 20, tasks: 4800 } as const;

// Each measures memory 25 times: on a busy machine that takes its time.
describe('leaks in real workers', { timeout: 120_000 }, () => {
  test.for(['threads', 'processes'] as const)('a leak of 1 kB per task is found in %s', async (executor) => {
    const result = await runStress({ ...load, executor, task: { file, export: 'leaks' } });
    const { leak, metrics, stability } = result;
    expect(leak.verdict, `judged by: ${leak.sentence}`).toBe('leak');
    expect(leak.sentence).toMatch(/^Leak: every task leaves 1\.\d+ kB \(.*\) behind, mostly in the workers\.$/);
    // 128 numbers of 8 B, the array that holds them, its entry in the list of all.
    expect(leak.slope!.estimate).toBeGreaterThan(1024);
    expect(leak.slope!.estimate).toBeLessThan(1300);
    expect(leak.slope!.lower).toBeGreaterThan(900);
    expect(leak.workers!.estimate).toBeGreaterThan(1024);
    expect(Math.abs(leak.main!.estimate)).toBeLessThan(150);
    expect(metrics.heapSlope!.summary.median).toBe(leak.slope!.estimate);
    expect(metrics.memoryGrowth!.summary.median).toBeGreaterThan(4800 * 1000);
    expect(stability.memory.verdict).toBe('drifting');
  });

  test('a sawtooth is none', async () => {
    const { leak } = await runStress({ ...load, task: { file, export: 'sawtooth', args: [700] } });
    expect(leak.verdict, `judged by: ${leak.sentence}`).toBe('no leak');
    expect(leak.n).toBeGreaterThanOrEqual(15);
  });

  test('garbage is none either, and is collected without being asked to', async () => {
    const { leak, metrics } = await runStress({ ...load, task: { file, export: 'litters' } });
    expect(leak.verdict, `judged by: ${leak.sentence}`).toBe('no leak');
    expect(metrics.collections!.summary.median).toBeGreaterThan(10);
    expect(metrics.gcShare!.summary.max).toBeGreaterThan(0);
    expect(metrics.gcShare!.summary.max).toBeLessThan(1);
    // The main thread's, then the worker's.
    expect(metrics.gcShare!.summary.n).toBe(2);
  });
});
