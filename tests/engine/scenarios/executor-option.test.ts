import { describe, expect, test } from 'vitest';
import { GateError } from '../../../src/model/errors.ts';
import { executorParameters, planExecutor } from '../../../src/scenarios/executor-option.ts';

const free = { dispatch: 0, transfer: 0, retrieve: 0, steal: 0 };

describe('the option executor', () => {
  test.each([
    [undefined, { kind: 'threads' }],
    ['threads', { kind: 'threads' }],
    ['processes', { kind: 'processes' }],
    ['simulator', { kind: 'simulator', costs: free, faults: undefined }],
    [{ type: 'simulator' }, { kind: 'simulator', costs: free, faults: undefined }],
    [
      { type: 'simulator', costs: 'calibrated', faults: { taskFailures: 0 } },
      { kind: 'simulator', costs: 'calibrated', faults: undefined },
    ],
    [
      { type: 'simulator', costs: { dispatch: '3 µs', steal: '250 ns' } },
      { kind: 'simulator', costs: { ...free, dispatch: 3000, steal: 250 }, faults: undefined },
    ],
    [
      { type: 'simulator', faults: { seed: 7, crashEvery: '1 s', restart: '50 ms', taskFailures: 0.25 } },
      {
        kind: 'simulator',
        costs: free,
        faults: { seed: 7, crashEvery: 1e9, restart: 50e6, taskFailures: 0.25 },
      },
    ],
  ])('%j', (given, planned) => {
    expect(planExecutor(given)).toStrictEqual(planned);
  });

  test.each([
    ['thread', 'BAD_OPTION', /executor: there is no executor 'thread'. Did you mean "threads"\?/],
    [null, 'BAD_OPTION', /executor: there is no executor null/],
    [5, 'BAD_OPTION', /executor: there is no executor 5/],
    [{}, 'BAD_OPTION', /executor.type: there is no executor undefined/],
    [{ type: 'simulatr' }, 'BAD_OPTION', /Did you mean "simulator"\?/],
    [{ type: 'processes' }, 'BAD_OPTION', /processes take no options.*\nWrite executor: 'processes'/],
    [{ type: 'simulator', cost: {} }, 'BAD_OPTION', /executor.cost: there is no such option. Did you mean "costs"\?/],
    [{ type: 'simulator', costs: 'measured' }, 'BAD_OPTION', /executor.costs: 'measured' is not/],
    [{ type: 'simulator', costs: { dispatch: 3 } }, 'BAD_OPTION', /executor.costs.dispatch: 3 is not a duration/],
    [{ type: 'simulator', costs: { dispatch: '3' } }, 'BAD_QUANTITY', /executor.costs.dispatch/],
    [{ type: 'simulator', costs: { transfer: '-1 µs' } }, 'BAD_QUANTITY', /executor.costs.transfer/],
    [{ type: 'simulator', costs: { dispach: '1 µs' } }, 'BAD_OPTION', /executor.costs.dispach.*"dispatch"/],
    [
      { type: 'simulator', faults: { taskFailures: 1.5 } },
      'BAD_OPTION',
      /executor.faults.taskFailures: 1.5 is not a share/,
    ],
    [{ type: 'simulator', faults: { taskFailures: Number.NaN } }, 'BAD_OPTION', /executor.faults.taskFailures/],
    [{ type: 'simulator', faults: { seed: 1.5 } }, 'BAD_OPTION', /executor.faults.seed/],
    [{ type: 'simulator', faults: { crashEvery: '0 s' } }, 'BAD_OPTION', /crashEvery: "0 s" leaves a worker no time/],
    [{ type: 'simulator', faults: { restart: '1 ms' } }, 'BAD_OPTION', /executor.faults.restart: no worker crashes/],
    [
      { type: 'simulator', faults: { crashRate: 1 } },
      'BAD_OPTION',
      /executor.faults.crashRate: there is no such option/,
    ],
  ] as const)('%j: a clear error', (given, code, message) => {
    let fault: unknown;
    try {
      planExecutor(given);
    } catch (error) {
      fault = error;
    }
    expect(fault).toBeInstanceOf(GateError);
    expect(fault).toMatchObject({ code, message: expect.stringMatching(message) as string });
  });

  test('is named by parameters, so that numbers of another executor are never compared; threads stay unnamed', () => {
    expect(executorParameters(planExecutor('threads'))).toStrictEqual({});
    expect(executorParameters(planExecutor('processes'))).toStrictEqual({ executor: 'processes' });
    expect(executorParameters(planExecutor({ type: 'simulator', costs: { steal: '0 ns' } }))).toStrictEqual({
      executor: 'simulator',
    });
    const all = { type: 'simulator', costs: { retrieve: '1 µs' }, faults: { taskFailures: 0.5 } };
    expect(executorParameters(planExecutor(all))).toStrictEqual({
      executor: 'simulator',
      costs: { ...free, retrieve: 1000 },
      faults: { taskFailures: 0.5 },
    });
    expect(executorParameters(planExecutor({ type: 'simulator', costs: 'calibrated' }))).toStrictEqual({
      executor: 'simulator',
      costs: 'calibrated',
    });
  });
});
