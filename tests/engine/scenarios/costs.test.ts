import { describe, expect, test } from 'vitest';
import { simulate } from '../../../src/executors/simulator/simulate.ts';
import { resolveCosts } from '../../../src/scenarios/costs/resolve.ts';
import { calibrateCosts } from '../../../src/scenarios/costs/calibrate.ts';
import { fifo } from '../../../src/schedulers/fifo.ts';
import { countThreads } from '../executors/threads.ts';

describe('costs as real workers have them', () => {
  test('are finite times in ns that a simulation takes; no thread is left', async () => {
    const before = countThreads();
    const costs = await calibrateCosts();
    expect(Object.keys(costs)).toEqual(['dispatch', 'transfer', 'retrieve', 'steal']);
    for (const cost of Object.values(costs)) {
      expect(Number.isInteger(cost)).toBe(true);
      expect(cost).toBeGreaterThanOrEqual(0);
    }
    // To start a task, and to hand one over to another thread, takes time on any machine.
    expect(costs.dispatch).toBeGreaterThan(0);
    expect(costs.dispatch + costs.retrieve).toBeGreaterThan(costs.steal);
    expect(costs.transfer + costs.retrieve).toBeGreaterThan(0);
    const load = { size: 3, service: Float64Array.of(1e6, 1e6, 1e6) };
    const { makespan } = simulate({ strategy: fifo, speeds: [1], load, costs });
    expect(makespan).toBe(3 * (1e6 + costs.dispatch + costs.transfer + costs.retrieve));
    await expect.poll(countThreads).toBeLessThanOrEqual(before ?? 0);
  });

  test('of processes can be measured as well', async () => {
    const costs = await calibrateCosts('processes');
    expect(costs.dispatch).toBeGreaterThan(0);
    expect(Object.values(costs).every((cost) => Number.isInteger(cost) && cost >= 0)).toBe(true);
  });

  test('are measured once for all simulations of a process; stated ones are taken as they are', async () => {
    const [one, other] = await Promise.all([resolveCosts('calibrated'), resolveCosts('calibrated')]);
    expect(other).toBe(one);
    const stated = { dispatch: 1, transfer: 2, retrieve: 3, steal: 4 };
    expect(await resolveCosts(stated)).toBe(stated);
  });
});
