import { describe, expect, test } from 'vitest';
import { testLackOfFit } from '../../../src/statistics/lack-of-fit.ts';
import { levelRounds } from '../../../src/statistics/level-rounds.ts';
import { createRandom, type Random } from '../../../src/statistics/random.ts';
import { columnMedians } from '../../../src/statistics/resample-rounds.ts';
import { fitUsl, uslThroughput } from '../../../src/statistics/scalability.ts';

const workers = Float64Array.of(1, 2, 4, 8, 16, 32);

/** About normal: the sum of twelve uniform numbers. */
function noise(random: Random, sd: number): number {
  let sum = -6;
  for (let i = 0; i < 12; i += 1) sum += random.next();
  return Math.exp(sd * sum);
}

function measure(truth: Float64Array, seed: number, { rounds = 10, sd = 0.03, common = 0 } = {}): Float64Array[] {
  const random = createRandom(seed);
  return Array.from({ length: rounds }, () => {
    const level = noise(random, common);
    return truth.map((value) => value * level * noise(random, sd));
  });
}

function probabilityOf(given: readonly Float64Array[], at: Float64Array = workers): number | undefined {
  const { rounds: rows } = levelRounds(given);
  const law = fitUsl(at, columnMedians(rows))!;
  const used = [law.lambda, law.sigma, law.kappa].filter((value) => value > 0).length;
  return testLackOfFit(
    rows,
    at.map((n) => uslThroughput(law, n)),
    used,
  );
}

function shareDoubted(truth: Float64Array, options: Parameters<typeof measure>[2]): number {
  const seeds = Array.from({ length: 200 }, (_, seed) => seed);
  return seeds.filter((seed) => probabilityOf(measure(truth, seed, options))! < 0.01).length / seeds.length;
}

const lawful = workers.map((n) => uslThroughput({ lambda: 100, sigma: 0.05, kappa: 0.0005 }, n));
const broken = Float64Array.of(1, 2, 2.13, 2.17, 2.14, 1.97);

describe('lack of fit', () => {
  test('a law that is right is hardly ever doubted', () => {
    expect(shareDoubted(lawful, {})).toBeLessThan(0.03);
  });

  test('CPU tasks on 2 cores do not lie on the law, and it shows', () => {
    expect(shareDoubted(broken, {})).toBe(1);
  });

  test('what slows a whole round down hides nothing', () => {
    expect(shareDoubted(broken, { common: 0.3 })).toBe(1);
    expect(shareDoubted(lawful, { common: 0.3 })).toBeLessThan(0.03);
  });

  test('is not known without points to spare or without replicates', () => {
    const three = Float64Array.of(1, 2, 4);
    const rows = measure(
      three.map((n) => uslThroughput({ lambda: 1, sigma: 0.2, kappa: 0.05 }, n)),
      1,
      { sd: 0.001 },
    );
    expect(probabilityOf(rows, three)).toBeUndefined();
    expect(probabilityOf(measure(lawful, 1, { rounds: 1 }))).toBeUndefined();
  });

  test('numbers without any noise fit exactly or not at all', () => {
    const times = (truth: Float64Array): Float64Array[] => [truth, truth, truth];
    expect(probabilityOf(times(lawful))).toBe(1);
    expect(probabilityOf(times(broken))).toBeLessThan(1e-9);
  });
});
