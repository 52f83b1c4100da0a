import { availableParallelism } from 'node:os';
import { describe, expect, test } from 'vitest';
import { GateError } from '../../../../src/model/errors.ts';
import { namedScenarios, stressScenarios } from '../../../../src/scenarios/stress/named-scenarios.ts';
import type { StressOptions } from '../../../../src/scenarios/stress/options.ts';
import { planStress } from '../../../../src/scenarios/stress/validate.ts';

/** Options that the types would not let through. */
function faultOf(options: unknown): GateError {
  try {
    planStress(options as StressOptions);
  } catch (error) {
    if (error instanceof GateError) return error;
    throw error;
  }
  throw new Error('no error');
}

const subject = { name: 'mine', submit: ({ run }: { readonly run: () => Promise<unknown> }) => run() };

describe('options of a run under load', () => {
  test('have defaults', () => {
    expect(planStress({})).toMatchObject({
      name: undefined,
      scenario: undefined,
      executor: 'threads',
      load: { stages: [{ duration: 10e9, loop: 'closed', from: 500, to: 500 }], tasks: Infinity },
      faults: undefined,
      cancel: 0,
      heapLimit: undefined,
      limit: undefined,
      seed: 1,
      scheduler: {
        strategies: [{ name: 'fifo' }],
        speeds: Array.from({ length: availableParallelism() }, () => 1),
        task: { type: 'noop' },
        retries: 0,
        timeout: 30e9,
        maxQueue: Infinity,
      },
    });
  });

  test('are turned into base units', () => {
    const plan = planStress({
      rate: '500 tasks/s',
      arrivals: 'constant',
      duration: '2 s',
      tasks: 100,
      heapLimit: '64 MB',
      cancel: 0.25,
      seed: 9,
      faults: { throw: 0.1, slow: { share: 0.2, factor: 3 }, exit: 0, attempts: 2 },
    });
    expect(plan.load).toEqual({
      stages: [{ duration: 2e9, loop: 'open', from: 500, to: 500 }],
      arrivals: 'constant',
      tasks: 100,
    });
    expect(plan).toMatchObject({ heapLimit: 64e6, cancel: 0.25, seed: 9 });
    expect(plan.faults).toEqual({
      kinds: [
        { name: 'throw', share: 0.1, fault: { type: 'throw' } },
        { name: 'slow', share: 0.2, fault: { type: 'slow', factor: 3 } },
      ],
      attempts: 2,
      seed: 9,
    });
    const found = planStress({
      findLimit: {
        targets: { 'latency.p99': '< 20 ms', throughput: '> 5 tasks/s' },
        from: '10 tasks/s',
        to: '1000 /s',
      },
    });
    expect(found.limit).toMatchObject({
      targets: [
        { path: 'latency.p99', bound: { comparator: '<', limit: 20e6 } },
        { path: 'throughput', bound: { limit: 5 } },
      ],
      from: 10,
      to: 1000,
      step: 2e9,
      precision: 0.05,
    });
  });

  test('a number of tasks alone sets no time', () => {
    expect(planStress({ tasks: 100 }).load.stages).toEqual([
      { duration: Infinity, loop: 'closed', from: 500, to: 500 },
    ]);
    expect(planStress({ tasks: 100, duration: '1 s' }).load.stages[0]!.duration).toBe(1e9);
  });

  test('ramps go on from the stage before, where it has a load of the same kind', () => {
    const { stages } = planStress({
      stages: [
        { duration: '1 s', inFlight: 10, ramp: true },
        { duration: '1 s', inFlight: 50, ramp: true },
        { duration: '1 s', rate: '100 tasks/s', ramp: true },
        { duration: '1 s', rate: '20 tasks/s' },
      ],
    }).load;
    expect(stages.map(({ loop, from, to }) => [loop, from, to])).toEqual([
      ['closed', 0, 10],
      ['closed', 10, 50],
      ['open', 0, 100],
      ['open', 20, 20],
    ]);
  });

  test('faults bring retries, a time for what hangs, and a small heap to fill', () => {
    expect(planStress({ faults: { throw: 0.1 } }).scheduler).toMatchObject({ retries: 3, timeout: 30e9 });
    expect(planStress({ faults: { slow: { share: 0.1, factor: 2 } } }).scheduler.retries).toBe(0);
    expect(planStress({ faults: { hang: 0.1 } }).scheduler).toMatchObject({ retries: 3, timeout: 1e9 });
    expect(planStress({ faults: { hang: 0.1 }, timeout: '5 s', retries: 1 }).scheduler).toMatchObject({
      retries: 1,
      timeout: 5e9,
    });
    expect(planStress({ faults: { outOfMemory: 0.1 } }).heapLimit).toBe(64e6);
    expect(planStress({ faults: { throw: 0.1, attempts: 'all' } }).faults!.attempts).toBe(Infinity);
    expect(planStress({ faults: { throw: 0 } }).faults).toBeUndefined();
    const own = planStress({ subject, faults: { throw: 0.1, hang: 0.1, outOfMemory: 0.1 } });
    expect(own.scheduler).toMatchObject({ retries: 0, timeout: 30e9 });
    expect(own.heapLimit).toBeUndefined();
  });

  test.each([
    [5, 'BAD_OPTION', /options: 5 is not an object/],
    [{ inFligt: 5 }, 'BAD_OPTION', /inFligt: there is no such option. Did you mean "inFlight"\?/],
    [{ inFlight: 0 }, 'BAD_OPTION', /inFlight: 0 is not a whole number from 1/],
    [{ inFlight: 5, rate: '5 tasks/s' }, 'BAD_OPTION', /rate: together with inFlight/],
    [{ rate: 5 }, 'BAD_OPTION', /rate: 5 is not a rate/],
    [{ rate: '5 ms' }, 'BAD_QUANTITY', /rate: "5 ms" is not a rate/],
    [{ rate: '0 tasks/s' }, 'BAD_QUANTITY', /rate: "0 tasks\/s" is not a rate/],
    [{ arrivals: 'poisson' }, 'BAD_OPTION', /arrivals: in a closed loop/],
    [{ rate: '5 tasks/s', arrivals: 'bursty' }, 'BAD_OPTION', /arrivals: 'bursty' is not/],
    [{ duration: '0 s' }, 'BAD_OPTION', /duration: "0 s" leaves no time/],
    [{ duration: 'soon' }, 'BAD_QUANTITY', /duration: "soon" is not/],
    [{ tasks: 0 }, 'BAD_OPTION', /tasks: 0 is not/],
    [{ stages: [] }, 'BAD_OPTION', /stages: \[\] is not a list of at least one stage/],
    [{ stages: [{ duration: '1 s' }] }, 'BAD_OPTION', /stages\.0: it has no load/],
    [{ stages: [{ duration: '1 s', inFlight: 1, rate: '1 /s' }] }, 'BAD_OPTION', /stages\.0: it has two loads/],
    [{ stages: [{ duration: '1 s', inFlight: 1, rampe: true }] }, 'BAD_OPTION', /stages\.0\.rampe: .* "ramp"/],
    [{ stages: [{ duration: '1 s', inFlight: 0 }] }, 'BAD_OPTION', /stages: all of them are pauses/],
    [{ stages: [{ duration: '1 s', inFlight: 1 }], duration: '2 s' }, 'BAD_OPTION', /duration: every stage has/],
    [{ stages: [{ duration: '1 s', inFlight: 1 }], inFlight: 2 }, 'BAD_OPTION', /stages: together with inFlight/],
    [{ faults: { throw: 1.5 } }, 'BAD_OPTION', /faults\.throw: 1\.5 is not a share from 0 to 1/],
    [{ faults: { throw: 0.6, exit: 0.5 } }, 'BAD_OPTION', /faults: the shares of throw, exit add up to 1\.1/],
    [{ faults: { throws: 0.5 } }, 'BAD_OPTION', /faults\.throws: .* "throw"/],
    [{ faults: { slow: { share: 0.5, factor: 0.5 } } }, 'BAD_OPTION', /faults\.slow\.factor: 0\.5 is not/],
    [{ faults: { throw: 0.5, attempts: 0 } }, 'BAD_OPTION', /faults\.attempts: 0 is not a whole number from 1 to 256/],
    [{ cancel: 2 }, 'BAD_OPTION', /cancel: 2 is not a share/],
    [{ heapLimit: '1 MB' }, 'BAD_OPTION', /heapLimit: "1 MB" is too little/],
    [{ heapLimit: '1 s' }, 'BAD_OPTION', /heapLimit: "1 s" is no size/],
    [{ scenario: 'soek' }, 'BAD_OPTION', /there is no scenario "soek". Did you mean "soak"\?/],
    [{ scenario: 5 }, 'BAD_OPTION', /there is no scenario 5\./],
    [{ strategy: 'all' }, 'BAD_OPTION', /strategy: one strategy/],
    [{ strategy: ['fifo'] }, 'BAD_OPTION', /strategy: one strategy/],
    [{ strategy: 'fifi' }, 'BAD_OPTION', /there is no strategy "fifi"/],
    [{ executor: 'simulator' }, 'BAD_OPTION', /executor: 'simulator' is not 'threads' or 'processes'/],
    [{ workers: 0 }, 'BAD_OPTION', /workers: 0 is not/],
    [{ task: 'nop' }, 'BAD_OPTION', /task: there is no type of task "nop"/],
    [{ seed: 1.5 }, 'BAD_OPTION', /seed: 1\.5 is not/],
    [{ timeout: '0 s' }, 'BAD_OPTION', /timeout: "0 s" leaves a task no time/],
    [{ retries: -1 }, 'BAD_OPTION', /retries: -1 is not/],
    [{ subject, retries: 1 }, 'BAD_OPTION', /retries: it has no meaning together with a subject/],
    [{ subject, cancel: 0.1 }, 'BAD_OPTION', /cancel: it has no meaning together with a subject/],
    [{ subject, heapLimit: '64 MB' }, 'BAD_OPTION', /heapLimit: it has no meaning together with a subject/],
    [{ subject, scenario: 'queue-full' }, 'BAD_OPTION', /scenario: "queue-full" changes workers and queues/],
    [{ findLimit: {} }, 'BAD_OPTION', /findLimit\.\w+ is missing/],
    [{ findLimit: { targets: {}, from: '1 /s', to: '2 /s' } }, 'BAD_TARGET', /without a target/],
    [
      { findLimit: { targets: { 'latency.p98': '< 1 s' }, from: '1 /s', to: '2 /s' } },
      'BAD_METRIC',
      /latency has no statistic "p98"/,
    ],
    [
      { findLimit: { targets: { latenzy: '< 1 s' }, from: '1 /s', to: '2 /s' } },
      'BAD_METRIC',
      /no metric "latenzy". Did you mean "latency"\?/,
    ],
    [
      { findLimit: { targets: { latency: '< 1 MB' }, from: '1 /s', to: '2 /s' } },
      'BAD_TARGET',
      /"< 1 MB" does not fit/,
    ],
    [
      { findLimit: { targets: { latency: '20 ms' }, from: '1 /s', to: '2 /s' } },
      'BAD_TARGET',
      /findLimit\.targets\.latency: "20 ms" has no comparison/,
    ],
    [
      { findLimit: { targets: { latency: '< 1 s' }, from: '3 /s', to: '2 /s' } },
      'BAD_OPTION',
      /findLimit\.to: "2 \/s" is below from/,
    ],
    [
      { findLimit: { targets: { latency: '< 1 s' }, from: '1 /s', to: '2 /s', step: '1 ms' } },
      'BAD_OPTION',
      /findLimit\.step: "1 ms" is too short/,
    ],
    [
      { findLimit: { targets: { latency: '< 1 s' }, from: '1 /s', to: '2 /s' }, inFlight: 5 },
      'BAD_OPTION',
      /inFlight: findLimit tries loads of its own/,
    ],
  ])('%j is refused with a fix', (options, code, message) => {
    const fault = faultOf(options);
    expect(fault).toMatchObject({ code, message: expect.stringMatching(message) as string });
    expect(fault.fix).not.toBe('');
  });
});

describe('named scenarios', () => {
  test('are twelve, each of which is a set of options', () => {
    expect(stressScenarios).toHaveLength(12);
    for (const scenario of stressScenarios) {
      expect(planStress({ scenario })).toMatchObject({ scenario });
      expect(namedScenarios[scenario].about).toMatch(/\.$/);
    }
  });

  test('give way to what is written', () => {
    const stressed = planStress({ scenario: 'crash-storm', faults: { exit: 0.2 }, workers: 3, duration: '2 s' });
    expect(stressed.faults!.kinds).toEqual([{ name: 'exit', share: 0.2, fault: { type: 'exit' } }]);
    expect(stressed.scheduler.speeds).toHaveLength(3);
    expect(stressed.load.stages).toEqual([{ duration: 2e9, loop: 'closed', from: 200, to: 200 }]);
    // A load of another kind takes the place of theirs.
    expect(planStress({ scenario: 'crash-storm', rate: '5 tasks/s' }).load.stages).toMatchObject([
      { loop: 'open', from: 5, duration: 10e9 },
    ]);
    expect(planStress({ scenario: 'burst', inFlight: 7 }).load.stages).toMatchObject([{ from: 7, duration: 10e9 }]);
    expect(planStress({ scenario: 'find-the-limit', inFlight: 7 }).limit).toBeUndefined();
    expect(planStress({ scenario: 'soak', tasks: 10 }).load.stages).toMatchObject([{ duration: Infinity }]);
  });

  test('with stages are made as long as is wanted', () => {
    const { stages } = planStress({ scenario: 'spike', duration: '1 s' }).load;
    expect(stages.map(({ duration }) => Math.round(duration / 1e6))).toEqual([400, 200, 400]);
  });

  test('slow workers are half of them', () => {
    expect(planStress({ scenario: 'slow-workers', workers: 5 }).scheduler.speeds).toEqual([1, 1, 0.25, 0.25, 0.25]);
    expect(planStress({ scenario: 'slow-workers', workers: { speeds: [1, 0.1] } }).scheduler.speeds).toEqual([1, 0.1]);
  });

  test('leave out for a subject what its own queues and workers decide', () => {
    expect(planStress({ scenario: 'crash-storm', subject }).scheduler).toMatchObject({ retries: 0 });
    expect(planStress({ scenario: 'soak', subject }).load.stages).toMatchObject([{ duration: 60e9 }]);
  });
});
