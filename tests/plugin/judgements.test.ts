import { expect, test } from 'vitest';
import { judgementsOf } from '../../plugin/node/twins/judgements.ts';
import { planRule } from '../../src/gate/rule.ts';

test('shards count as one run, and a revision has a hundred results', () => {
  expect(judgementsOf(10, 1)).toBe(240);
  expect(judgementsOf(10, 4)).toBe(4 * judgementsOf(10, 1));
  expect(judgementsOf(0, 2)).toBe(2 * judgementsOf(100, 1));
});

test('there is a rule for as many shards and results as anybody has', () => {
  const judgements = judgementsOf(10_000, 1000);
  expect(() => planRule({ margin: 0.05, judgements })).not.toThrow();
  expect(() => planRule({ margin: 0.05, judgements: judgements + 1 })).toThrow(/is not a number of figures/);
});
