import { describe, expect, test } from 'vitest';
import { type Calibration, calibrate, iterationsFor } from '../../../src/measurement/calibration.ts';
import { now } from '../../../src/measurement/clock.ts';
import { runKernel } from '../../../src/measurement/kernel.ts';
import { createRandom } from '../../../src/statistics/random.ts';

describe('calibrate', () => {
  test('finds the speed of a worker with known timing, although most batches are disturbed', async () => {
    const random = createRandom(4);
    // Starts cold at a third of its speed; 6 in 10 batches are slowed by up to half.
    let runs = 0;
    const { iterationsPerNs } = await calibrate(async (iterations) => {
      runs++;
      const disturbance = random.next() < 0.6 ? 1 + random.next() / 2 : 1;
      return (iterations / 0.8) * disturbance * (runs < 8 ? 3 : 1);
    });
    expect(iterationsPerNs).toBeCloseTo(0.8, 6);
  });

  test('says that a speed settled, and that one did not', async () => {
    expect(await calibrate(async (iterations) => iterations * 2)).toEqual({
      iterationsPerNs: 0.5,
      spread: 0,
      settled: true,
    });
    let runs = 0;
    const restless = await calibrate(async (iterations) => iterations * (1 + (runs++ % 2)));
    expect(restless.settled).toBe(false);
    expect(restless.spread).toBeGreaterThan(0.1);
  });

  test('runs the real kernel for a bounded number of iterations, and ends', async () => {
    let most = 0;
    const calibration = await calibrate(async (iterations) => {
      most = Math.max(most, iterations);
      const began = now();
      runKernel(iterations, 1);
      return now() - began;
    });
    expect(calibration.iterationsPerNs).toBeGreaterThan(0);
    expect(calibration.spread).toBeGreaterThanOrEqual(0);
    expect(Number.isInteger(most)).toBe(true);
    expect(most).toBeLessThan(1e9);
  });

  test.each([0, Number.NaN, -1, Infinity])('refuses a worker that reports %s ns', async (time) => {
    await expect(calibrate(async () => time)).rejects.toMatchObject({ code: 'BAD_TASK' });
  });

  test('lets the worker’s own error through', async () => {
    const failure = new Error('no worker');
    await expect(calibrate(() => Promise.reject(failure))).rejects.toBe(failure);
  });
});

describe('iterationsFor', () => {
  const calibration: Calibration = { iterationsPerNs: 0.5, spread: 0, settled: true };

  test('is proportional to the duration, and at least 1', () => {
    expect([0, 1, 1000, 1e6].map((ns) => iterationsFor(calibration, ns))).toEqual([0, 1, 500, 500_000]);
  });
});
