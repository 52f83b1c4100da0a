import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../src/statistics/random.ts';
import { judgeLeak } from '../../../src/statistics/judge-leak.ts';

const points = 25;
const between = 1000;
const seeds = Array.from({ length: 60 }, (_, index) => index + 1);

/** Heaps of a run with a measurement every 1,000 tasks: a base, what a shape adds by tasks done, and noise of up to ±`noise`. */
function judge(added: (tasks: number) => number, noise: number, seed = 1, n = points): ReturnType<typeof judgeLeak> {
  const random = createRandom(seed);
  const tasks = Array.from({ length: n }, (_, index) => index * between);
  return judgeLeak(
    tasks,
    tasks.map((done) => 40e6 + added(done) + (2 * random.next() - 1) * noise),
  );
}

/** Grows by 1 kB per task and falls back to nothing after every period. */
function sawtooth(period: number, phase: number): (tasks: number) => number {
  return (tasks) => 1024 * ((tasks + phase * period) % period);
}

describe('judgeLeak', () => {
  test('finds a planted leak of 1 kB per task, and says how large it is', () => {
    let held = 0;
    for (const seed of seeds) {
      const judged = judge((tasks) => 1024 * tasks, 300e3, seed);
      expect(judged).toMatchObject({ verdict: 'leak', reason: 'rises', n: 20 });
      const { estimate, lower, upper } = judged.slope!;
      expect(Math.abs(estimate - 1024)).toBeLessThan(60);
      if (lower <= 1024 && 1024 <= upper) held += 1;
    }
    expect(held).toBeGreaterThanOrEqual(57);
  });

  test('finds a leak under a sawtooth', () => {
    for (const phase of [0, 0.3, 0.6, 0.9]) {
      const saw = sawtooth(3000, phase);
      expect(judge((tasks) => 1024 * tasks + saw(tasks), 100e3).verdict).toBe('leak');
    }
  });

  test('calls noise no leak', () => {
    for (const seed of seeds) {
      for (const noise of [0, 50e3, 500e3]) expect(judge(() => 0, noise, seed)).toMatchObject({ verdict: 'no leak' });
    }
  });

  test('calls no sawtooth a leak that falls back at least twice, whatever its period and phase', () => {
    for (let period = 1300; period <= 12_000; period += 350) {
      for (let phase = 0; phase < 1; phase += 0.05) {
        for (const noise of [0, 100e3]) {
          const { verdict, reason } = judge(sawtooth(period, phase), noise, period);
          expect(verdict, `period ${period}, phase ${phase}, noise ${noise}: ${reason}`).not.toBe('leak');
        }
      }
    }
  });

  test('calls it no leak when caches fill, and none for sure when they fill soon', () => {
    for (const seed of seeds) {
      const soon = judge((tasks) => 5e6 * (1 - Math.exp(-tasks / 1500)), 20e3, seed);
      expect(soon.verdict).toBe('no leak');
      const late = judge((tasks) => 5e6 * (1 - Math.exp(-tasks / 5000)), 20e3, seed);
      expect(late.verdict).not.toBe('leak');
    }
  });

  test('does not accuse by little growth, however steady', () => {
    expect(judge((tasks) => 8 * tasks, 1e3)).toMatchObject({ verdict: 'no leak', reason: 'flat' });
    expect(judge((tasks) => 10 * tasks, 0, 1, 500)).toMatchObject({ verdict: 'no leak', reason: 'flat' });
    expect(judge((tasks) => 18 * tasks, 0, 1, 12)).toMatchObject({
      verdict: 'too short to say',
      reason: 'small growth',
    });
  });

  test('says when it cannot say', () => {
    expect(judge((tasks) => 1024 * tasks, 0, 1, 10)).toEqual({
      verdict: 'too short to say',
      reason: 'few points',
      n: 8,
    });
    for (const begin of [10_000, 12_000, 14_000]) {
      const late = judge((tasks) => 1024 * Math.max(0, tasks - begin), 1e3);
      expect(late.verdict).toBe('too short to say');
    }
    // Ten points between which anything could have happened.
    const wild = judge((tasks) => 600 * tasks, 8e6, 3, 12);
    expect(wild).toMatchObject({ verdict: 'too short to say', reason: 'wide interval' });
  });
});
