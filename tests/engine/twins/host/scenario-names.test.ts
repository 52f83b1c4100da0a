/** The names that both sides' calls find each other by are those that the engine gives. */
import { describe, expect, test } from 'vitest';
import { runScaling, runScheduler, runStress, type SchedulerOptions } from '../../../../src/index.ts';
import { scenarioResults } from '../../../../src/twins/host/run/scenario-names.ts';

const subject = { name: 'own', submit: (task: { readonly run: () => Promise<unknown> }) => task.run() };
const task = { type: 'sleep', duration: '1 ms' } as const;
const few = { executor: 'simulator', tasks: 4, workers: 2, task } as const;

describe('as the engine names them', () => {
  test.for([
    {},
    { name: ' named ' },
    { strategy: ['fifo', 'priority'] },
    { name: 'two', strategy: ['fifo', 'priority'] },
  ])('scheduler %j', async (options) => {
    const outcome = await runScheduler({ ...few, ...options } as SchedulerOptions);
    const names = 'ranking' in outcome ? [...outcome].map(({ name }) => name) : [outcome.name];
    expect(scenarioResults('scheduler', options)).toEqual(names);
  });

  test.for([{}, { workers: [4, 2] }, { name: ' named ', workers: [3, 1] }, { strategy: 'round-robin' }] as const)(
    'scaling %j',
    async (options) => {
      const results = await runScaling({ executor: 'simulator', tasks: 40, task, ...options });
      const names = [...results].map(({ name }) => name);
      expect(scenarioResults('scaling', options)!.toSorted()).toEqual(names.toSorted());
    },
  );

  test.for([{}, { name: 'named' }, { scenario: 'queue-full' }, { strategy: 'priority' }, { subject }] as const)(
    'stress %j',
    async (options) => {
      const result = await runStress({ tasks: 20, inFlight: 4, workers: 1, ...options }, { brief: true });
      expect(scenarioResults('stress', options)).toEqual([result.name]);
    },
  );
});

test('what only the engine knows', () => {
  expect(scenarioResults('scheduler', { strategy: 'all' })).toBeUndefined();
  expect(scenarioResults('scheduler', { subject: {} })).toBeUndefined();
  expect(scenarioResults('scaling', { workers: 'many' })).toBeUndefined();
  expect(scenarioResults('stress', { subject: {} })).toBeUndefined();
});
