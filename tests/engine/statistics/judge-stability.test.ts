import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../src/statistics/random.ts';
import { judgeStability } from '../../../src/statistics/judge-stability.ts';

/** Points of time with a throughput each: a shape from 0 to 1 of the run, and noise around it. */
function judge(n: number, shape: (at: number) => number, noise: number, seed = 1): ReturnType<typeof judgeStability> {
  const random = createRandom(seed);
  const times = Array.from({ length: n }, (_, index) => index * 1e9);
  const values = times.map((_, index) => {
    // Twelve uniform numbers make a normal one, near enough.
    const normal = Array.from({ length: 12 }, () => random.next()).reduce((sum, each) => sum + each, -6);
    return Math.max(0, 1000 * shape(index / (n - 1)) * (1 + noise * normal));
  });
  return judgeStability(times, values);
}

const seeds = Array.from({ length: 60 }, (_, index) => index + 1);

function verdicts(n: number, shape: (at: number) => number, noise: number): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const seed of seeds) {
    const { verdict } = judge(n, shape, noise, seed);
    counts[verdict] = (counts[verdict] ?? 0) + 1;
  }
  return counts;
}

describe('judgeStability', () => {
  test('what holds is stable, noise or not', () => {
    expect(judge(60, () => 1, 0)).toMatchObject({ verdict: 'stable', reason: 'steady', n: 60, spread: 0 });
    const counts = verdicts(60, () => 1, 0.1);
    expect(counts['stable']).toBeGreaterThanOrEqual(54);
    expect(counts['unstable']).toBeUndefined();
    expect(counts['drifting'] ?? 0).toBeLessThanOrEqual(1);
  });

  test('a sure change that is small is stable all the same', () => {
    const judged = judge(60, (at) => 1 - 0.05 * at, 0.001);
    expect(judged.verdict).toBe('stable');
    expect(judged.change!.upper).toBeLessThan(0);
  });

  test.each([
    ['a decline by a third', (at: number) => 1 - 0.33 * at],
    ['a rise by half', (at: number) => 1 + 0.5 * at],
    ['a fall by half in the middle', (at: number) => (at < 0.5 ? 1 : 0.5)],
  ])('%s is a drift', (_, shape) => {
    expect(verdicts(60, shape, 0.05)).toEqual({ drifting: seeds.length });
  });

  test('what swings is unstable', () => {
    const seesaw = judge(60, (at) => (Math.round(at * 59) % 2 === 0 ? 0.2 : 1.8), 0.01);
    expect(seesaw).toMatchObject({ verdict: 'unstable', reason: 'swing' });
    // A third of the time nothing happens, now and then.
    const stalls = judge(60, (at) => (Math.round(at * 59) % 3 === 0 ? 0 : 1), 0.01);
    expect(stalls.verdict).toBe('unstable');
    expect(judge(20, () => 0, 0)).toEqual({ verdict: 'unstable', reason: 'nothing happens', n: 20 });
  });

  test('too little, or too unsteady for its length, is too short to say', () => {
    expect(judge(9, () => 1, 0)).toEqual({ verdict: 'too short to say', reason: 'few points', n: 9 });
    const counts = verdicts(10, () => 1, 0.2);
    expect(counts['too short to say']).toBeGreaterThan(seeds.length / 2);
    expect(counts['stable'] ?? 0).toBeLessThan(10);
    expect(judge(10, () => 1, 0.2).change).toBeDefined();
  });
});
