/** Noise for simulated processes: what a process of unchanged code would report, before its slowdown is added. */
import { createSampler } from '../../src/statistics/distributions.ts';
import type { Random } from '../../src/statistics/random.ts';

/** Starts the noise of one trial: consecutive calls are consecutive processes. */
export type Noise = (random: Random) => () => number;

/** Draws from differences that were measured, independently and with random roles. */
export function resample(differences: readonly number[]): Noise {
  return withRoles((random) => () => differences[random.integer(differences.length)]!);
}

/** The same without drawing roles again: for differences of changed code, whose sign means something. */
export function resampleAsMeasured(differences: readonly number[]): Noise {
  return (random) => () => differences[random.integer(differences.length)]!;
}

/** Made up, each with a way of its own to mislead a test. Standard deviations and steps in ln units. */
export const syntheticNoise: Readonly<Record<string, Noise>> = {
  'normal 2 %': withRoles((random) => normal(random, 0.02)),

  // Student's t with three degrees of freedom: an occasional process is off by tens of percent.
  'heavy tails 1 %': withRoles((random) => {
    const draw = normal(random, 1);
    return () => (0.01 * draw()) / Math.sqrt((draw() ** 2 + draw() ** 2 + draw() ** 2) / 3);
  }),

  // Whoever comes first is slower by 2 %, and the machine gets noisier from process to process.
  'drift and order': withRoles((random) => {
    const draw = normal(random, 0.01);
    let scale = 0.5;
    return () => 0.02 + draw() * (scale += 0.05);
  }),

  // One process resembles the one before it.
  'autocorrelated 2 %': withRoles((random) => {
    const draw = normal(random, 0.02);
    let state = draw();
    return () => (state = 0.9 * state + Math.sqrt(1 - 0.9 ** 2) * draw());
  }),

  // A coarse timer: most differences are exactly 0, the others one tick.
  'ticks of 2 %': withRoles((random) => {
    const draw = normal(random, 0.01);
    return () => Math.round(draw() / 0.02) * 0.02;
  }),

  // Each version flips between two modes that differ fivefold, and stays for some processes.
  'bimodal, sticky': withRoles((random) => flips(random, 0.25)),
  'bimodal, free': withRoles((random) => flips(random, 0.5)),
};

/** Roles drawn at random turn a difference around in half of the processes. */
function withRoles(noise: Noise): Noise {
  return (random) => {
    const next = noise(random);
    return () => (random.next() < 0.5 ? next() : -next());
  };
}

function flips(random: Random, chance: number): () => number {
  const draw = normal(random, 0.01);
  let first = random.integer(2);
  let second = random.integer(2);
  return () => {
    if (random.next() < chance) first = 1 - first;
    if (random.next() < chance) second = 1 - second;
    return (second - first) * Math.log(5) + draw();
  };
}

function normal(random: Random, deviation: number): () => number {
  const draw = createSampler({ kind: 'lognormal', median: 1, sigma: deviation }, random);
  return () => Math.log(draw());
}
