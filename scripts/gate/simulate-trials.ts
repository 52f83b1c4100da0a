/** Runs the procedure over and over on noise, and counts what becomes of it. */
import { decide, type Decided } from '../../src/gate/procedure.ts';
import type { Rule } from '../../src/gate/rule.ts';
import { normalQuantile } from '../../src/statistics/normal.ts';
import { createRandom, type Random } from '../../src/statistics/random.ts';
import type { Noise } from './simulate-noise.ts';

/** One trial from the first process to the verdict. */
export function runTrial(noise: Noise, slowdown: number, rule: Rule, random: Random): Decided {
  const next = noise(random);
  const shift = Math.log1p(slowdown);
  const differences: number[] = [];
  for (;;) {
    const step = decide(differences, rule);
    if (step.state === 'decided') return step;
    while (differences.length < step.pairs) differences.push(next() + shift);
  }
}

/** Many trials from one seed. */
export function runTrials(noise: Noise, slowdown: number, rule: Rule, trials: number, seed: number): Decided[] {
  const random = createRandom(seed);
  return Array.from({ length: trials }, () => runTrial(noise, slowdown, rule, random.fork()));
}

/**
 * Two-sided 95 % interval of a rate: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
 * Journal of the American Statistical Association 22 (1927).
 */
export function wilson(count: number, trials: number): [lower: number, upper: number] {
  const z = normalQuantile(0.975);
  const rate = count / trials;
  const scale = 1 + z ** 2 / trials;
  const middle = (rate + z ** 2 / (2 * trials)) / scale;
  const half = (z / scale) * Math.sqrt((rate * (1 - rate)) / trials + z ** 2 / (4 * trials ** 2));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
