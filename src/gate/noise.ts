/**
 * What unchanged code looks like on a machine: from the differences of processes that measured the same code on both sides, how often
 * the rule would err, and the smallest slowdown that it would catch.
 */
import type { Pair } from '../twins/protocol.ts';
import { median } from '../statistics/quantiles.ts';
import { createRandom, type Random } from '../statistics/random.ts';
import { differenceOf, leaderOf } from './figure-difference.ts';
import { decide } from './procedure.ts';
import { planRule } from './rule.ts';

/** What the processes said of the leading figure of a benchmark. */
export interface NoiseSample {
  /** ln(head ÷ base) of the same code on both sides, one for each process. */
  readonly differences: readonly number[];
  /** The largest change of level inside the processes' blocks, as fractions. */
  readonly steps: readonly number[];
  /** How long measuring took, in s. */
  readonly seconds: number;
}

/** A machine's noise on one benchmark. */
export interface NoiseReport {
  readonly processes: number;
  /** The slowdown that shall be caught, as a fraction: what the shares below are for. */
  readonly margin: number;
  /** Robust standard deviation between processes, as a fraction: 1.4826 × the median absolute deviation. */
  readonly spread: number;
  /** The share of simulated runs in which unchanged code is called slower at the margin. */
  readonly falseFailures: number;
  /** The share of simulated runs in which unchanged code is called the same, or faster. */
  readonly same: number;
  /** The smallest slowdown that is caught in at least 90 % of simulated runs, while unchanged code passes as often; undefined: none. */
  readonly smallest: number | undefined;
  /** About how long unchanged code takes to be judged at the margin, in s. */
  readonly seconds: number;
  readonly remedy: Remedy;
}

/** What would help, by the cause of the noise. */
export type Remedy = 'none' | 'warm-up' | 'pin' | 'budget' | 'cannot be gated';

const margins: readonly number[] = [0.01, 0.02, 0.03, 0.05, 0.1, 0.15, 0.25, 0.5, 1];
const runs = 400;
const often = 0.9;

/** @param margin the smallest slowdown that shall be caught, as a fraction */
export function reportNoise(sample: NoiseSample, margin: number): NoiseReport {
  const { differences } = sample;
  const atMargin = simulate(differences, margin, 0);
  const smallest = margins.find((candidate) => {
    const unchanged = candidate === margin ? atMargin : simulate(differences, candidate, 0);
    return unchanged.same >= often && simulate(differences, candidate, Math.log1p(candidate)).slower >= often;
  });
  const centre = median(differences);
  const spread = 1.4826 * median(differences.map((difference) => Math.abs(difference - centre)));
  return {
    processes: differences.length,
    margin,
    spread,
    falseFailures: atMargin.slower,
    same: atMargin.same,
    smallest,
    seconds: (sample.seconds / differences.length) * atMargin.pairs,
    remedy: remedyFor({ spread, smallest, margin, step: median(sample.steps), split: atMargin.split }),
  };
}

interface Simulated {
  readonly slower: number;
  readonly same: number;
  readonly split: number;
  /** The median number of processes. */
  readonly pairs: number;
}

/** Runs of the procedure on processes drawn from the measured ones, with either sign: which side was which was drawn as well. */
function simulate(differences: readonly number[], margin: number, shift: number): Simulated {
  const rule = planRule({ margin, judgements: 1 });
  const random = createRandom(1);
  const ends = Array.from({ length: runs }, () => {
    const drawn: number[] = [];
    for (;;) {
      const step = decide(drawn, rule);
      if (step.state === 'decided') return step;
      while (drawn.length < step.pairs) drawn.push(draw(differences, random) + shift);
    }
  });
  const share = (holds: (end: (typeof ends)[number]) => boolean): number => ends.filter(holds).length / runs;
  return {
    slower: share(({ verdict }) => verdict === 'slower'),
    same: share(({ verdict }) => verdict === 'same' || verdict === 'faster'),
    split: share(({ cause }) => cause === 'split'),
    pairs: median(ends.map(({ pairs }) => pairs)),
  };
}

function draw(differences: readonly number[], random: Random): number {
  const difference = differences[random.integer(differences.length)]!;
  return random.integer(2) === 0 ? difference : -difference;
}

interface Cause {
  readonly spread: number;
  readonly smallest: number | undefined;
  readonly margin: number;
  readonly step: number;
  readonly split: number;
}

/** A level that still falls by this much between the halves of the measurement was not warm. */
const notWarm = 0.05;

function remedyFor({ spread, smallest, margin, step, split }: Cause): Remedy {
  if (smallest !== undefined && smallest <= margin) return 'none';
  if (split > 1 - often || spread > margin * 4) return 'pin';
  if (step > notWarm) return 'warm-up';
  return smallest === undefined || smallest > margin * 4 ? 'cannot be gated' : 'budget';
}

/** The pairs of one result as a sample of its leading figure; undefined when it has none that is sampled. */
export function sampleOf(pairs: readonly Pair[], seconds: number): NoiseSample | undefined {
  const differences = pairs.flatMap(({ figures }) => {
    const leader = leaderOf(figures);
    return leader === undefined ? [] : [differenceOf(leader.base, leader.head, leader)];
  });
  return differences.length === 0 ? undefined : { differences, steps: pairs.map(({ step }) => step), seconds };
}
