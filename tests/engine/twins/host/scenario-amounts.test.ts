/** How much a process measures of a scenario, by how long its first runs took. */
import { expect, test } from 'vitest';
import type { Result } from '../../../../src/model/result.ts';
import {
  amountFor,
  type FirstRuns,
  ofLongRuns,
  shortened,
  usual,
} from '../../../../src/twins/host/scenario-amounts.ts';
import { resultOf } from '../../targets/made-results.ts';

const lasting = (makespan: number): Result => resultOf({ makespan: { unit: 'ns', values: [makespan] } });

const first = (took: number, makespan: number): FirstRuns => {
  return { took, longest: 100, results: [lasting(makespan), lasting(makespan)] };
};

test('short runs come several times, long ones once, and what only starts slowly has its repetitions', () => {
  expect(amountFor('scheduler', first(90, 40))).toBe(usual);
  expect(amountFor('scheduler', first(900, 400))).toBe(ofLongRuns);
  const { repetitions, warmUp } = usual;
  expect(amountFor('scaling', first(900, 40))).toEqual({ ...ofLongRuns, repetitions, warmUp });
  // They have had a round to warm up.
  expect(amountFor('scaling', first(900, 400))).toMatchObject({ most: 0 });
  // Under load there is no makespan: the load itself takes the time.
  const loaded = resultOf({ throughput: { unit: 'tasks/s', values: [1] } });
  expect(amountFor('stress', { took: 900, longest: 100, results: [loaded] })).toBe(ofLongRuns);
});

test('no more repetitions than were asked for, and what is wrong is left to the engine', () => {
  const most = { repetitions: 3, warmUp: 1 };
  expect(shortened('scheduler', { tasks: 5 }, most)).toEqual({ tasks: 5, repetitions: 3, warmUp: 1 });
  expect(shortened('scheduler', { repetitions: 2, warmUp: 0 }, most)).toEqual({ repetitions: 2, warmUp: 0 });
  expect(shortened('scheduler', { repetitions: 'many', warmUp: 9 }, most)).toEqual({ repetitions: 'many', warmUp: 1 });
  expect(shortened('scaling', { rounds: 10 }, most)).toEqual({ rounds: 3, warmUp: 1 });
  expect(shortened('scaling', {}, { repetitions: 1, warmUp: 0 })).toEqual({ rounds: 1, warmUp: 1 });
  expect(shortened('stress', { duration: '60 s' }, most)).toEqual({ duration: '60 s' });
});
