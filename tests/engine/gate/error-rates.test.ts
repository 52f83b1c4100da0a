import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { syntheticNoise } from '../../../scripts/gate/simulate-noise.ts';
import { runTrials, wilson } from '../../../scripts/gate/simulate-trials.ts';
import { readDifferences } from '../../../src/gate/reading.ts';
import { planRule } from '../../../src/gate/rule.ts';
import type { Scale } from '../../../src/gate/scale.ts';
import { createRandom } from '../../../src/statistics/random.ts';

const kinds = Object.entries(syntheticNoise);

/** Nothing but the signed-rank bound: no floor under the estimate, and no process out of reach. */
const bare: Scale = { limit: 1e-300, divide: 0, reach: Infinity };

const rule = planRule({ margin: 0.02, judgements: 1 });

/** Whether any of the looks reads worse. */
function everWorse(differences: readonly number[], looks: readonly number[], levels: readonly number[]): boolean {
  return looks.some((pairs, look) => {
    const seen = differences.slice(0, pairs);
    return readDifferences(seen, { pass: 0.01, worse: levels[look]! }, bare) === 'worse';
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

describe('false alarms', () => {
  test('all sign patterns of ten differences: peeking keeps the level of the first two looks exactly', () => {
    const level = rule.levels.candidate[0]! + rule.levels.candidate[1]!;
    const magnitude = fc.oneof(fc.constantFrom(0, 1, 2), fc.double({ min: 0, max: 100, noNaN: true }));
    fc.assert(
      fc.property(fc.array(magnitude, { minLength: 10, maxLength: 10 }), (magnitudes) => {
        let alarms = 0;
        for (let signs = 0; signs < 1024; signs++) {
          const differences = magnitudes.map((value, index) => (signs & (1 << index) ? value : -value));
          if (everWorse(differences, rule.looks.slice(0, 2), rule.levels.candidate)) alarms++;
        }
        expect(alarms / 1024).toBeLessThanOrEqual(level);
      }),
      { numRuns: 12 },
    );
  });

  test.each(kinds)('%s: candidates and confirmations keep their levels without any floor', (_, noise) => {
    const random = createRandom(11);
    const trials = 600;
    let candidates = 0;
    let confirmations = 0;
    for (let trial = 0; trial < trials; trial++) {
      const next = noise(random.fork());
      const differences = Array.from({ length: 36 }, next);
      if (everWorse(differences, rule.looks, rule.levels.candidate)) candidates++;
      if (everWorse(differences, rule.confirmations, rule.levels.confirmation)) confirmations++;
    }
    expect(wilson(candidates, trials)[0]).toBeLessThan(sum(rule.levels.candidate));
    expect(wilson(confirmations, trials)[0]).toBeLessThan(sum(rule.levels.confirmation));
  });

  test.each(kinds)('%s: unchanged code is not slower', (_, noise) => {
    const outcomes = runTrials(noise, 0, rule, 400, 12);
    // Expected are 0.2 at most.
    expect(outcomes.filter(({ verdict }) => verdict === 'slower').length).toBeLessThanOrEqual(2);
  });
});

describe('a slowdown of the whole margin', () => {
  const single = kinds.filter(([kind]) => !kind.startsWith('bimodal'));

  test.each(single)('%s: is not passed more often than allowed', (_, noise) => {
    const outcomes = runTrials(noise, rule.margin, rule, 400, 13);
    const passed = outcomes.filter(({ verdict }) => verdict === 'same' || verdict === 'faster').length;
    expect(wilson(passed, outcomes.length)[0]).toBeLessThan(sum(rule.levels.pass));
  });

  test.each([
    ['normal 2 %', 0.05, 0.95],
    ['normal 2 %', 0.03, 0.85],
    ['normal 2 %', 0.02, 0.7],
    ['heavy tails 1 %', 0.03, 0.85],
    ['autocorrelated 2 %', 0.03, 0.85],
    ['drift and order', 0.05, 0.95],
  ])('%s at %d: is found in at least %d', (kind, margin, power) => {
    const outcomes = runTrials(syntheticNoise[kind]!, margin, planRule({ margin, judgements: 20 }), 300, 14);
    const found = outcomes.filter(({ verdict }) => verdict === 'slower').length;
    expect(wilson(found, outcomes.length)[1]).toBeGreaterThan(power);
    expect(found / outcomes.length).toBeGreaterThan(power - 0.03);
  });
});

describe('two modes far apart', () => {
  test.each(kinds.filter(([kind]) => kind.startsWith('bimodal')))('%s: inconclusive', (_, noise) => {
    for (const slowdown of [0, 0.05]) {
      const outcomes = runTrials(noise, slowdown, planRule({ margin: 0.05, judgements: 20 }), 400, 15);
      const open = outcomes.filter(({ verdict }) => verdict === 'inconclusive').length;
      expect(open / outcomes.length).toBeGreaterThan(0.9);
    }
  });
});

describe('the interval', () => {
  test.each(['normal 2 %', 'heavy tails 1 %', 'autocorrelated 2 %'])(
    '%s: covers the truth when the data stop it',
    (kind) => {
      for (const slowdown of [0, 0.02]) {
        const outcomes = runTrials(syntheticNoise[kind]!, slowdown, rule, 400, 16);
        const truth = Math.log1p(slowdown);
        const covered = outcomes.filter(({ interval: [lower, upper] }) => lower <= truth && truth <= upper).length;
        expect(wilson(covered, outcomes.length)[1]).toBeGreaterThan(0.93);
      }
    },
  );
});
