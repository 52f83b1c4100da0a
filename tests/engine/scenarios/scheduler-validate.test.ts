import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { GateError } from '../../../src/model/errors.ts';
import type { SchedulerOptions } from '../../../src/scenarios/scheduler/options.ts';
import { planScheduler } from '../../../src/scenarios/scheduler/validate.ts';
import { strategyNames } from '../../../src/schedulers/strategies.ts';

/** Options that the types would not let through. */
function faultOf(options: unknown): GateError {
  try {
    planScheduler(options as SchedulerOptions);
  } catch (error) {
    if (error instanceof GateError) return error;
    throw error;
  }
  throw new Error('no error');
}

const file = new URL('../executors/fixtures/tasks.ts', import.meta.url);

const ignore = (): void => undefined;

describe('options of a scheduler benchmark', () => {
  test('have defaults', () => {
    expect(planScheduler({})).toMatchObject({
      strategies: [{ name: 'fifo' }],
      several: false,
      tasks: 1000,
      speeds: Array.from({ length: availableParallelism() }, () => 1),
      depth: 1,
      task: { type: 'noop' },
      priority: { levels: [0] },
      seed: 1,
      repetitions: 10,
      warmUp: 2,
      window: 1000,
      timeout: 30e9,
      retries: 0,
      maxQueue: Infinity,
      executor: { kind: 'threads' },
      arrivals: undefined,
    });
  });

  test('are turned into base units', () => {
    const plan = planScheduler({
      strategy: 'all',
      workers: { speeds: [1, 0.5] },
      tasks: 10,
      window: 64,
      timeout: '250 ms',
      task: {
        type: 'cpu',
        duration: { distribution: 'exponential', mean: '2 ms' },
        priority: { levels: [1, 5], weights: [3, 1] },
      },
    });
    expect(plan.strategies.map(({ name }) => name)).toEqual(strategyNames);
    expect(plan).toMatchObject({ several: true, speeds: [1, 0.5], window: 10, timeout: 250e6 });
    expect(plan.task).toEqual({ type: 'cpu', duration: { kind: 'exponential', mean: 2e6 } });
    expect(plan.priority).toEqual({ levels: [1, 5], weights: [3, 1] });
    expect(planScheduler({ task: { file, export: 'throws', args: [1] } }).task).toEqual({
      type: 'module',
      file: fileURLToPath(file),
      name: 'throws',
      args: [1],
    });
  });

  test.each([
    [5, 'BAD_OPTION', /options: 5 is not an object/],
    [{ tasks: 0 }, 'BAD_OPTION', /tasks: 0 is not a whole number from 1/],
    [{ tasks: -5 }, 'BAD_OPTION', /tasks: -5 is not/],
    [{ tasks: 1.5 }, 'BAD_OPTION', /tasks: 1.5 is not/],
    [{ tasks: Number.NaN }, 'BAD_OPTION', /tasks: NaN is not/],
    [{ tasks: '10' }, 'BAD_OPTION', /tasks: '10' is not/],
    [{ taks: 10 }, 'BAD_OPTION', /taks: there is no such option. Did you mean "tasks"\?/],
    [{ workers: 0 }, 'BAD_OPTION', /workers: 0 is not a whole number from 1 to 1024/],
    [{ workers: { speeds: [] } }, 'BAD_OPTION', /workers.speeds: \[\] is not a list of at least one speed/],
    [{ workers: { speeds: [1, 0] } }, 'BAD_OPTION', /workers.speeds.1: 0 is not a speed above 0/],
    [{ workers: { speed: [1] } }, 'BAD_OPTION', /workers.*(speeds|speed)/],
    [{ depth: 0 }, 'BAD_OPTION', /depth/],
    [{ repetitions: 0 }, 'BAD_OPTION', /repetitions/],
    [{ warmUp: -1 }, 'BAD_OPTION', /warmUp/],
    [{ window: 0 }, 'BAD_OPTION', /window/],
    [{ seed: 0.5 }, 'BAD_OPTION', /seed/],
    [{ retries: -1 }, 'BAD_OPTION', /retries/],
    [{ maxQueue: -1 }, 'BAD_OPTION', /maxQueue/],
    [{ timeout: 30 }, 'BAD_OPTION', /timeout: 30 is not a duration such as "30 s"/],
    [{ timeout: '0 s' }, 'BAD_OPTION', /timeout: "0 s" leaves a task no time/],
    [{ timeout: '30 sek' }, 'BAD_QUANTITY', /timeout: unknown unit "sek"/],
    [{ strategy: 'work-staeling' }, 'BAD_OPTION', /no strategy "work-staeling". Did you mean "work-stealing"\?/],
    [{ strategy: [] }, 'BAD_OPTION', /the list is empty/],
    [{ strategy: ['fifo', 'fifo'] }, 'BAD_OPTION', /"fifo" is listed twice/],
    [{ strategy: ['fifo', {}] }, 'BAD_OPTION', /strategy.1/],
    [{ task: 'sleep' }, 'BAD_OPTION', /task: there is no type of task "sleep"/],
    [{ task: { type: 'slep', duration: '1 ms' } }, 'BAD_OPTION', /Did you mean "sleep"\?/],
    [{ task: { type: 'sleep' } }, 'BAD_OPTION', /task.duration.*missing/],
    [{ task: { type: 'sleep', duration: 5 } }, 'BAD_OPTION', /task.duration: 5 is not a duration/],
    [{ task: { type: 'sleep', duration: '5' } }, 'BAD_QUANTITY', /task.duration/],
    [{ task: { type: 'cpu', duration: '-1 ms' } }, 'BAD_QUANTITY', /task.duration/],
    [{ task: { type: 'noop', duration: '1 ms' } }, 'BAD_OPTION', /task.duration: there is no such option/],
    [
      { task: { type: 'sleep', duration: { distribution: 'expnential', mean: '1 ms' } } },
      'BAD_OPTION',
      /Did you mean "exponential"\?/,
    ],
    [
      { task: { type: 'sleep', duration: { distribution: 'exponential', median: '1 ms' } } },
      'BAD_OPTION',
      /task.duration.median/,
    ],
    [
      { task: { type: 'sleep', duration: { distribution: 'exponential', mean: 5 } } },
      'BAD_OPTION',
      /task.duration.mean: 5 is not a duration/,
    ],
    [
      { task: { type: 'sleep', duration: { distribution: 'uniform', min: '2 ms', max: '1 ms' } } },
      'BAD_OPTION',
      /task.duration/,
    ],
    [{ task: { type: 'noop', priority: 'high' } }, 'BAD_OPTION', /task.priority: 'high' is not a number/],
    [{ task: { type: 'noop', priority: { levels: [] } } }, 'BAD_OPTION', /task.priority.levels/],
    [{ task: { type: 'noop', priority: { levels: [1, 2], weights: [1] } } }, 'BAD_OPTION', /task.priority.weights/],
    [{ task: { file: './none.ts' } }, 'BAD_TASK', /task.file: there is no file .*none.ts/],
    [{ task: { file: new URL('https://example.org/x.ts') } }, 'BAD_OPTION', /not a file: URL/],
    [{ task: { file, exprot: 'x' } }, 'BAD_OPTION', /task.exprot: there is no such option. Did you mean "export"\?/],
    [{ task: { file, args: [() => 1] } }, 'BAD_OPTION', /task.args: they cannot be sent to a worker/],
    [{ subject: {} }, 'BAD_OPTION', /subject/],
    [{ subject: { name: 'mine' } }, 'BAD_OPTION', /subject.submit/],
    [{ subject: { name: 'mine', submit: ignore, opne: () => 1 } }, 'BAD_OPTION', /subject.opne.*Did you mean "open"\?/],
    [
      { subject: { name: 'mine', submit: ignore }, strategy: 'fifo' },
      'BAD_OPTION',
      /strategy: it has no meaning together with a subject/,
    ],
    [{ subject: { name: 'mine', submit: ignore }, workers: { speeds: [2] } }, 'BAD_OPTION', /workers.speeds/],
    [
      { subject: { name: 'mine', submit: ignore }, executor: 'simulator' },
      'BAD_OPTION',
      /executor: it has no meaning together with a subject/,
    ],
    [{ executor: 'threds' }, 'BAD_OPTION', /Did you mean "threads"\?/],
    [{ executor: 'processes', workers: 1025 }, 'BAD_OPTION', /workers: 1025 is not a whole number from 1 to 1024/],
    [{ executor: 'simulator', task: { file } }, 'BAD_OPTION', /task.file: nothing runs in a simulation/],
    [{ executor: 'simulator', maxQueue: 5 }, 'BAD_OPTION', /maxQueue: a simulation has no limit of the queue/],
    [{ executor: 'simulator', arrivals: { rate: '1/s' }, window: 2 }, 'BAD_OPTION', /window: .*Leave out window/s],
    [{ arrivals: { rate: '1/s' } }, 'UNSUPPORTED', /executor: 'simulator', or bench.stress/],
    [{ executor: 'processes', arrivals: { rate: '1/s' } }, 'UNSUPPORTED', /bench.stress/],
  ])('%j: %s', (options, code, message) => {
    const fault = faultOf(options);
    expect(fault.code).toBe(code);
    expect(fault.message).toMatch(message);
    expect(fault.fix).not.toBe('');
  });

  test('only what is required is said to be needed', () => {
    expect(faultOf({ subject: { name: 'mine' } }).fix).toBe('Needed here: name, submit.');
  });

  test('a distribution is shown as the options take it', () => {
    const duration = { distribution: 'lognormal', median: '2 ms' };
    expect(faultOf({ task: { type: 'sleep', duration } }).fix).toBe(
      "Write it like { distribution: 'lognormal', median: '10 ms', sigma: 0.5 }.",
    );
  });

  test('a subject may be an instance of a class', () => {
    class Mine {
      readonly name = 'mine';
      async submit(): Promise<void> {}
    }
    expect(planScheduler({ subject: new Mine() })).toMatchObject({ strategies: [], several: false });
  });
});
