import { describe, expect, test } from 'vitest';
import { type FittedPoints, fewestRounds, fitPoints } from '../../../src/scenarios/scaling/fit-points.ts';
import type { Estimate } from '../../../src/model/scaling.ts';
import { createRandom, type Random } from '../../../src/statistics/random.ts';
import { amdahlThroughput, gustafsonThroughput, uslThroughput } from '../../../src/statistics/scalability.ts';

const workers = [1, 2, 4, 8, 16, 32];

interface Noise {
  readonly rounds?: number;
  /** Standard deviation of the logarithm of a value, and of what its whole round has in common. */
  readonly sd?: number;
  readonly common?: number;
  readonly resamples?: number;
  /** Share of the values that take three times as long. */
  readonly spikes?: number;
}

/** About normal: the sum of twelve uniform numbers. */
function normal(random: Random): number {
  let sum = -6;
  for (let i = 0; i < 12; i += 1) sum += random.next();
  return sum;
}

/** Fits to throughputs by a law, measured with noise. */
function fitNoisy(law: (n: number) => number, seed: number, mode: 'strong' | 'weak', noise: Noise = {}): FittedPoints {
  const { rounds = 10, sd = 0.02, common = 0.05, resamples = 200, spikes = 0 } = noise;
  const random = createRandom(seed);
  const measured = Array.from({ length: rounds }, () => {
    const level = Math.exp(common * normal(random));
    return Float64Array.from(workers, (n) => {
      const spike = random.next() < spikes ? 1 / 3 : 1;
      return law(n) * level * spike * Math.exp(sd * normal(random));
    });
  });
  return fitPoints({ mode, workers, rounds: measured, fitted: workers.length, seed, resamples });
}

const seeds = Array.from({ length: 120 }, (_, seed) => seed + 1);

function holds({ interval }: Estimate, truth: number): boolean {
  const [lower, upper] = interval!;
  return lower <= truth && truth <= (upper ?? Infinity);
}

function shareOf(fits: readonly FittedPoints[], meets: (fit: FittedPoints) => boolean): number {
  return fits.filter(meets).length / fits.length;
}

/** An interval of 95 % in 120 tries: 4 standard errors below. */
const often = 0.95 - 4 * Math.sqrt((0.95 * 0.05) / seeds.length);

describe('the Universal Scalability Law', () => {
  const truth = { lambda: 100, sigma: 0.05, kappa: 0.0005 };
  const law = (n: number): number => uslThroughput(truth, n);
  const peak = Math.sqrt((1 - truth.sigma) / truth.kappa);

  test('intervals hold the truth about as often as they say', () => {
    const fits = seeds.map((seed) => fitNoisy(law, seed, 'strong'));
    for (const parameter of ['lambda', 'sigma', 'kappa'] as const) {
      expect(shareOf(fits, ({ usl }) => holds(usl![parameter], truth[parameter]))).toBeGreaterThan(often);
    }
    expect(shareOf(fits, ({ usl }) => usl!.peak !== 'not reached' && holds(usl!.peak, peak))).toBeGreaterThan(often);
    expect(shareOf(fits, ({ usl }) => usl!.lackOfFit!.doubted)).toBeLessThan(0.05);
  });

  test('intervals are as narrow as the noise: they can say something', () => {
    const { usl } = fitNoisy(law, 1, 'strong');
    const [low, high] = usl!.sigma.interval!;
    expect(low).toBeGreaterThan(0.02);
    expect(high).toBeLessThan(0.1);
    const [near, far] = (usl!.peak as Estimate).interval!;
    expect(near).toBeGreaterThan(peak * 0.7);
    expect(far).toBeLessThan(peak * 1.5);
    const wider = fitNoisy(law, 1, 'strong', { sd: 0.08 }).usl!.sigma.interval!;
    expect(wider[1]! - wider[0]).toBeGreaterThan((high! - low) * 1.5);
  });

  test('a tenth of the values three times too low does not carry the fit away', () => {
    const fits = seeds.map((seed) => fitNoisy(law, seed, 'strong', { spikes: 0.1 }));
    expect(shareOf(fits, ({ usl }) => holds(usl!.sigma, truth.sigma))).toBeGreaterThan(often);
    expect(shareOf(fits, ({ usl }) => Math.abs(usl!.sigma.value - truth.sigma) < 0.03)).toBeGreaterThan(0.9);
  });

  test('without coherency no peak is claimed', () => {
    const linear = (n: number): number => uslThroughput({ lambda: 100, sigma: 0.05, kappa: 0 }, n);
    const fits = seeds.map((seed) => fitNoisy(linear, seed, 'strong'));
    expect(shareOf(fits, ({ usl }) => usl!.peak === 'not reached' || usl!.peak.interval![1] === null)).toBeGreaterThan(
      often,
    );
    expect(shareOf(fits, ({ usl }) => usl!.kappa.interval![0] === 0)).toBeGreaterThan(often);
    expect(fitNoisy(linear, 1, 'strong', { sd: 0, common: 0 }).usl).toMatchObject({
      peak: 'not reached',
      kappa: { value: 0, interval: [0, 0] },
      lackOfFit: { probability: 1, doubted: false },
    });
  });

  test('the same seed gives the same intervals', () => {
    expect(fitNoisy(law, 3, 'strong')).toEqual(fitNoisy(law, 3, 'strong'));
  });
});

describe.each([
  ['strong', 'amdahl', amdahlThroughput],
  ['weak', 'gustafson', gustafsonThroughput],
] as const)('of %s scaling, %s', (mode, name, throughput) => {
  const serial = 0.08;
  const law = (n: number): number => throughput({ lambda: 5, serial }, n);

  test('intervals hold the truth about as often as they say', () => {
    const fits = seeds.map((seed) => fitNoisy(law, seed, mode));
    expect(shareOf(fits, (fit) => holds(fit[name]!.serialFraction, serial))).toBeGreaterThan(often);
    expect(shareOf(fits, (fit) => fit[name]!.lackOfFit!.doubted)).toBeLessThan(0.05);
  });

  test('is fitted to its own mode only', () => {
    const fit = fitNoisy(law, 1, mode);
    expect([fit.amdahl !== undefined, fit.gustafson !== undefined]).toEqual([mode === 'strong', mode === 'weak']);
    expect(fit[name]!.fittedTo).toEqual(workers);
  });
});

describe('the largest speed-up', () => {
  test('is 1 ÷ s, with the bounds of s turned over', () => {
    const { amdahl } = fitNoisy((n) => amdahlThroughput({ lambda: 1, serial: 0.1 }, n), 2, 'strong');
    const { serialFraction, maxSpeedUp } = amdahl!;
    const [low, high] = serialFraction.interval!;
    expect(maxSpeedUp).toEqual({ value: 1 / serialFraction.value, interval: [1 / high!, 1 / low] });
  });

  test('has no limit without a serial part, and no bound where there may be none', () => {
    expect(fitNoisy((n) => n, 1, 'strong', { sd: 0 }).amdahl!.maxSpeedUp).toBe('unlimited');
    const doubtful = seeds.map((seed) => fitNoisy((n) => n, seed, 'strong').amdahl!.maxSpeedUp);
    const bounds = doubtful.map((most) => (most === 'unlimited' ? null : most.interval![1]));
    expect(bounds.filter((bound) => bound !== null && bound <= 32)).toEqual([]);
  });
});

describe('the best number of workers', () => {
  const peaked = (n: number): number => uslThroughput({ lambda: 1, sigma: 0.02, kappa: 0.01 }, n);

  test('is the one with the most throughput; the smallest within 5 % of it is enough', () => {
    // 1, 1.92, 3.39, 4.71, 4.33, 2.77
    const { best } = fitNoisy(peaked, 1, 'strong', { sd: 0.001 });
    expect(best).toEqual({ enough: 8, enoughInterval: [8, 8], workers: 8, interval: [8, 8] });
    const flat = Float64Array.from([1, 2, 3.9, 4, 4, 4.05]);
    const rounds = Array.from({ length: 9 }, () => flat);
    expect(fitPoints({ mode: 'strong', workers, rounds, fitted: 6, seed: 1 }).best).toMatchObject({
      enough: 4,
      workers: 32,
    });
  });

  test('has an interval where the rounds do not tell', () => {
    const { best } = fitNoisy((n) => Math.min(n, 8), 1, 'strong', { sd: 0.05 });
    expect(best.interval![0]).toBe(8);
    expect(best.interval![1]).toBe(32);
    expect(best.enough).toBe(8);
  });
});

describe('little to go by', () => {
  test('fewer than 9 rounds give no intervals', () => {
    for (const rounds of [1, fewestRounds - 1]) {
      const { usl, amdahl, best } = fitNoisy((n) => n / (1 + 0.1 * (n - 1)), 1, 'strong', { rounds });
      for (const estimate of [usl!.lambda, usl!.sigma, usl!.kappa, amdahl!.serialFraction]) {
        expect(estimate).not.toHaveProperty('interval');
      }
      expect(best).not.toHaveProperty('interval');
      expect(best).not.toHaveProperty('enoughInterval');
    }
    expect(fitNoisy((n) => n, 1, 'strong', { rounds: fewestRounds }).best).toHaveProperty('interval');
  });

  test('laws are fitted to the first points only, where told so', () => {
    // CPU tasks on 2 cores, as they were measured.
    const rounds = Array.from({ length: 9 }, () => Float64Array.of(1, 2, 2.13, 2.17, 2.14, 1.97));
    const { usl, amdahl, best } = fitPoints({ mode: 'strong', workers, rounds, fitted: 2, seed: 1 });
    expect(usl).toBeUndefined();
    expect(amdahl).toMatchObject({ fittedTo: [1, 2], serialFraction: { value: 0 }, maxSpeedUp: 'unlimited' });
    // 2.13 and 2.17: the fourth is within 5 % of the eighth, the second is not.
    expect(best).toMatchObject({ enough: 4, workers: 8 });
    expect(fitPoints({ mode: 'strong', workers, rounds, fitted: 1, seed: 1 })).not.toHaveProperty('amdahl');
  });

  test('the trap of 2 cores: fitted to all points the law is doubted', () => {
    const rounds = Array.from({ length: 10 }, (_, round) =>
      Float64Array.of(1, 2, 2.13, 2.17, 2.14, 1.97).map(
        (value, at) => value * (1 + 0.01 * Math.sin(round * 7 + at * 3)),
      ),
    );
    expect(fitPoints({ mode: 'strong', workers, rounds, fitted: 6, seed: 1 }).usl!.lackOfFit!.doubted).toBe(true);
  });
});
