import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/model/result.ts';
import type { StatedWork } from '../../../src/targets/target.ts';
import { differences } from '../../../src/targets/work.ts';
import { resultOf } from './made-results.ts';

const stated: StatedWork = { scenario: 'scheduler', task: 'noop', parameters: { tasks: [10, 50], workers: 4 } };

function against(parameters: Readonly<Record<string, Json>>, scenario = 'scheduler'): unknown {
  return differences(stated, resultOf({}, parameters, scenario));
}

describe('differences', () => {
  test('the same work has none, whichever of several values it took', () => {
    expect(against({ task: 'noop', tasks: 10, workers: 4 })).toStrictEqual([]);
    expect(against({ task: { type: 'noop' }, tasks: 50, workers: 4, seed: 1 })).toStrictEqual([]);
  });

  test('another scenario is work of another kind, whatever else differs', () => {
    expect(against({ task: 'sleep', tasks: 7 }, 'stress')).toStrictEqual([
      { what: 'scenario', stated: 'scheduler', run: 'stress', kind: true },
    ]);
  });

  test('another kind of task is work of another kind', () => {
    const difference = { what: 'task', stated: 'noop', run: 'sleep', kind: true };
    expect(against({ task: 'sleep' })).toStrictEqual([difference]);
    expect(against({ task: { type: 'sleep', duration: 1e6 } })).toStrictEqual([difference]);
  });

  test('other numbers are more or less of the same work', () => {
    expect(against({ task: 'noop', tasks: 60, workers: 2 })).toStrictEqual([
      { what: 'tasks', stated: '10 or 50', run: '60', kind: false },
      { what: 'workers', stated: '4', run: '2', kind: false },
    ]);
  });

  test('tasks of the same type may take longer than stated', () => {
    const sleeping: StatedWork = { scenario: 'scheduler', task: 'sleep', duration: 1e6 };
    const runOf = (duration: Json): unknown =>
      differences(sleeping, resultOf({}, { task: { type: 'sleep', duration } }));
    expect(runOf(1e6)).toStrictEqual([]);
    expect(runOf({ distribution: 'constant', value: 1e6 })).toStrictEqual([]);
    expect(runOf(5e6)).toStrictEqual([{ what: 'duration', stated: '1 ms', run: '5 ms', kind: false }]);
    expect(runOf({ distribution: 'exponential', mean: 1e6 })).toStrictEqual([
      { what: 'duration', stated: '1 ms', run: '{ distribution: exponential, mean: 1000000 }', kind: false },
    ]);
    expect(differences(sleeping, resultOf({}, { task: 'sleep' }))).toStrictEqual([]);
    expect(differences(sleeping, resultOf({}, { task: { type: 'cpu', duration: 5e6 } }))).toHaveLength(1);
  });

  test('a run on another executor than threads is said to be one', () => {
    expect(against({ task: 'noop', tasks: 10, workers: 4, executor: 'simulator' })).toStrictEqual([
      { what: 'executor', stated: 'threads', run: 'simulator', kind: false },
    ]);
    const own: StatedWork = { scenario: 'scheduler', parameters: { executor: ['processes', 'simulator'] } };
    expect(differences(own, resultOf({}, { executor: 'simulator' }))).toStrictEqual([]);
  });

  test('what a result does not say is not compared', () => expect(against({})).toStrictEqual([]));

  test('objects are compared by what they hold, not by the order of keys', () => {
    const nested: StatedWork = { scenario: 'own', parameters: { size: { low: 1, high: [2] } } };
    expect(differences(nested, resultOf({}, { size: { high: [2], low: 1 } }, 'own'))).toStrictEqual([]);
    expect(differences(nested, resultOf({}, { size: { high: [3], low: 1 } }, 'own'))).toStrictEqual([
      { what: 'size', stated: '{ high: [2], low: 1 }', run: '{ high: [3], low: 1 }', kind: false },
    ]);
  });
});
