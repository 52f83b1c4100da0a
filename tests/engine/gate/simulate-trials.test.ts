import { expect, test } from 'vitest';
import { syntheticNoise } from '../../../scripts/gate/simulate-noise.ts';
import { runTrials, wilson } from '../../../scripts/gate/simulate-trials.ts';
import { planRule } from '../../../src/gate/rule.ts';

test('rates carry the interval of Wilson', () => {
  // By hand from the formula, for 1 of 10 and for none of 10.
  expect(wilson(1, 10)).toEqual([expect.closeTo(0.01788, 4), expect.closeTo(0.40415, 4)]);
  expect(wilson(0, 10)).toEqual([0, expect.closeTo(0.27753, 4)]);
});

test('the same seed gives the same trials', () => {
  const noise = syntheticNoise['heavy tails 1 %']!;
  const rule = planRule({ margin: 0.02, judgements: 20 });
  expect(runTrials(noise, 0.02, rule, 5, 1)).toEqual(runTrials(noise, 0.02, rule, 5, 1));
  expect(runTrials(noise, 0.02, rule, 5, 2)).not.toEqual(runTrials(noise, 0.02, rule, 5, 1));
});
