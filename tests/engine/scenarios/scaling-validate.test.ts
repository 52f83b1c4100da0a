import { describe, expect, test } from 'vitest';
import type { ScalingOptions } from '../../../src/scenarios/scaling/options.ts';
import { planScaling } from '../../../src/scenarios/scaling/validate.ts';

describe('the plan of a scaling benchmark', () => {
  test('has every default filled in', () => {
    const plan = planScaling({});
    expect(plan).toMatchObject({
      name: 'fifo',
      mode: 'strong',
      executor: { kind: 'threads' },
      rounds: 10,
      warmUp: 1,
      seed: 1,
      addedOne: false,
    });
    expect(plan.points.map(({ workers }) => workers)).toEqual([1, 2, 4, 8, 16, 32]);
    expect(plan.points.map(({ name }) => name).slice(0, 2)).toEqual(['fifo, 1 worker', 'fifo, 2 workers']);
    expect(plan.points.map(({ scheduler }) => scheduler.tasks)).toEqual([1000, 1000, 1000, 1000, 1000, 1000]);
    expect(plan.points[2]!.parameters).toEqual({
      depth: 1,
      mode: 'strong',
      seed: 1,
      strategy: 'fifo',
      task: 'noop',
      tasks: 1000,
      workers: 4,
    });
  });

  test('measures 1 worker, whether asked for or not, and the others in ascending order', () => {
    const plan = planScaling({ workers: [8, 3], name: 'mine' });
    expect(plan.points.map(({ name }) => name)).toEqual(['mine, 1 worker', 'mine, 3 workers', 'mine, 8 workers']);
    expect(plan.addedOne).toBe(true);
    expect(planScaling({ workers: [2, 1] }).addedOne).toBe(false);
  });

  test('weak scaling has as many tasks for each worker', () => {
    const weak = planScaling({ mode: 'weak', workers: [1, 4] });
    expect(weak.points.map(({ scheduler }) => scheduler.tasks)).toEqual([100, 400]);
    const few = planScaling({ mode: 'weak', workers: [1, 4], tasks: 7 });
    expect(few.points.map(({ parameters }) => parameters['tasks'])).toEqual([7, 28]);
  });

  test('in virtual time one round says it all', () => {
    const plan = planScaling({
      executor: 'simulator',
      task: { type: 'sleep', duration: '1 ms' },
      rounds: 20,
      warmUp: 5,
    });
    expect([plan.rounds, plan.warmUp]).toEqual([1, 0]);
    expect(plan.points[0]!.parameters).toMatchObject({ executor: 'simulator' });
  });

  test.each<[string, unknown, RegExp]>([
    ['no object', 3, /^options: 3 is not an object with the options of a scaling benchmark/],
    ['an unknown option', { repetitions: 3 }, /^repetitions: there is no such option/],
    ['a misspelt one', { round: 3 }, /Did you mean "rounds"\?/],
    ['a number of workers', { workers: 4 }, /^workers: 4 is not a list of numbers of workers/],
    ['no workers', { workers: [] }, /^workers: \[\] is not a list of at least one number of workers/],
    ['half a worker', { workers: [1, 2.5] }, /^workers\.1: 2\.5 is not a whole number of at least 1/],
    ['a count twice', { workers: [1, 2, 2] }, /^workers: 2 is listed twice/],
    ['more threads than can be', { workers: [5000] }, /^workers: 5000 is not a whole number from 1 to 1024/],
    ['another mode', { mode: 'medium' }, /^mode: 'medium' is not 'strong' or 'weak'/],
    ['no round', { rounds: 0 }, /^rounds: 0 is not a whole number of at least 1/],
    ['less than no warm-up', { warmUp: -1 }, /^warmUp: -1 is not a whole number of at least 0/],
    ['no task', { tasks: 0 }, /^tasks: 0 is not a whole number of at least 1/],
    ['all strategies', { strategy: 'all' }, /^strategy: bench\.scaling measures one strategy/],
    ['two strategies', { strategy: ['fifo', 'priority'] }, /^strategy: bench\.scaling measures one strategy/],
    ['an unknown strategy', { strategy: 'fifi' }, /^strategy: there is no strategy "fifi"\. Did you mean "fifo"\?/],
    [
      'an unknown executor',
      { executor: 'thread' },
      /^executor: there is no executor 'thread'\. Did you mean "threads"\?/,
    ],
    ['an unknown task', { task: { type: 'slep', duration: '1 ms' } }, /^task: there is no type of task "slep"/],
    ['a duration without a unit', { timeout: '30' }, /^timeout: "30" is not a duration/],
    ['a depth of 0', { depth: 0 }, /^depth: 0 is not a whole number from 1 to 4096/],
    ['an empty name', { name: ' ' }, /^name: '' is not a text that is not empty/],
  ])('refuses %s', (_, options, message) => {
    expect(() => planScaling(options as ScalingOptions)).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^BAD_/), message: expect.stringMatching(message) }),
    );
  });

  test('refuses a module in virtual time', () => {
    const file = new URL('../executors/fixtures/tasks.ts', import.meta.url);
    expect(() => planScaling({ executor: 'simulator', task: { file } })).toThrow(
      expect.objectContaining({ code: 'BAD_OPTION' }),
    );
  });
});
