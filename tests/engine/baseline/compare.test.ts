import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareRemoved, compareResult } from '../../../src/baseline/compare.ts';
import { storeResult } from '../../../src/baseline/store-result.ts';
import type { Measurement, Result } from '../../../src/model/result.ts';
import type { Comparison } from '../../../src/model/verdict.ts';
import { around, environment, measured, measurement, stored } from './samples.ts';

const origin = { commit: 'abc', dirty: false, environment };

/** Compares one metric of a result with what a baseline saved of it. */
function compareMetric(head: Measurement, base: Measurement, parameters: Result['parameters'] = {}): Comparison[] {
  const saved = storeResult(measured({ [base.name]: base }, { parameters }), origin);
  return compareResult(measured({ [head.name]: head }, { parameters }), saved, environment);
}

const exact = (value: number, also: Partial<Measurement> = {}): Measurement =>
  measurement([value, value], { name: 'bytes', assume: 'exact', unit: 'B', per: 'run', ...also });

/** A metric with a tail. */
function with99(p99: number): Measurement {
  return measurement(around(1000), { repetitions: { median: around(1000), p99: around(p99) } });
}

/** Both verdicts on a metric whose 99th percentile was 5 µs. */
function tailVerdicts(p99: number): string[] {
  return compareMetric(with99(p99), with99(5000)).map((found) => `${found.statistic} ${found.verdict}`);
}

/** The verdict on a quiet time that takes `factor` times as long. */
function slowed(time: number, factor: number, parameters: Result['parameters']): string {
  return compareMetric(measurement(around(time * factor)), measurement(around(time)), parameters)[0]!.verdict;
}

/** The verdict on an exact metric that was 1,234,567 and is measured in another environment. */
function elsewhere(head: number, better: 'higher' | 'lower'): string {
  const saved = stored({ bytes: exact(1_234_567, { better }) });
  const place = { ...environment, cpu: 'Another', cores: 64 };
  return compareResult(measured({ bytes: exact(head, { better }) }), saved, place)[0]!.verdict;
}

describe('a sampled metric', () => {
  test('states both sides, the change, its interval and the smallest that could be seen', () => {
    const [found] = compareMetric(measurement(around(2000)), measurement(around(1000)));
    expect(found).toMatchObject({
      result: 'r',
      metric: 'latency',
      statistic: 'median',
      unit: 'ns',
      better: 'lower',
      verdict: 'slower',
      repetitions: { base: 10, head: 10 },
    });
    expect(found!.head! / found!.base!).toBeCloseTo(2, 2);
    expect(found!.change).toBeCloseTo(1, 2);
    expect(found!.interval![0]).toBeGreaterThan(0.3);
    expect(found!.interval![0]).toBeLessThan(1 / 3);
    expect(found!.interval![1]).toBeGreaterThan(2);
    expect(found!.smallest).toBeGreaterThan(0.5);
    expect(found!.smallest).toBeLessThan(0.55);
    expect(found!.reason).toBeUndefined();
  });

  test('a throughput that halves is slower, and its change negative', () => {
    const rate = { name: 'throughput', unit: 'ops/s', better: 'higher' } as const;
    const [found] = compareMetric(measurement(around(500), rate), measurement(around(1000), rate));
    expect(found!.verdict).toBe('slower');
    expect(found!.change).toBeCloseTo(-0.5, 2);
    expect(found!.interval![1]).toBeLessThan(0);
    expect(found!.smallest).toBeCloseTo(1 - 1 / 1.5, 1);
  });

  test('median and 99th percentile are judged apart', () => {
    expect(tailVerdicts(5000)).toStrictEqual(['median same', 'p99 same']);
    expect(tailVerdicts(12_000)).toStrictEqual(['median same', 'p99 inconclusive']);
    expect(tailVerdicts(30_000)).toStrictEqual(['median same', 'p99 slower']);
  });

  test('too few repetitions on either side are inconclusive, all for one reason', () => {
    for (const [base, head] of [
      [5, 10],
      [10, 5],
      [1, 1],
    ] as const) {
      const [found] = compareMetric(measurement(around(9000, head)), measurement(around(1000, base)));
      expect(found).toMatchObject({ verdict: 'inconclusive', repetitions: { base, head } });
      expect(found!.reason).toBe('too few repetitions on a side: medians need 6, 99th percentiles 10');
    }
    expect(compareMetric(measurement(around(9000, 6)), measurement(around(1000, 6)))[0]!.verdict).toBe('slower');
  });

  test('another environment, other parameters, scenario or declaration: not comparable, with the reason', () => {
    const saved = stored(
      { latency: measurement(around(1000)) },
      { parameters: { tasks: 1, task: { kind: 'cpu', ms: 1 } } },
    );
    const now = measured(
      { latency: measurement(around(1000)) },
      { parameters: { task: { ms: 1, kind: 'cpu' }, tasks: 1 } },
    );
    const reason = (head: Result, place = environment): string | undefined => {
      const [found] = compareResult(head, saved, place);
      expect(found!.verdict).toBe(found!.reason === undefined ? 'same' : 'not comparable');
      return found!.reason;
    };
    expect(reason(now)).toBeUndefined();
    expect(reason(now, { ...environment, cores: 4, node: 26 })).toBe(
      'another environment (allowed cores: 2, then 4; Node major version: 24, then 26)',
    );
    expect(reason({ ...now, parameters: { tasks: 2, depth: 1 } })).toBe(
      'other parameters (depth: absent, then 1; task: {"kind":"cpu","ms":1}, then absent; tasks: 1, then 2)',
    );
    expect(reason({ ...now, scenario: 'scheduler' })).toBe('scenario: bench, then scheduler');
    expect(reason({ ...now, metrics: { latency: measurement(around(1000), { unit: 'B' }) } })).toBe(
      'declared otherwise (unit: ns, then B)',
    );
  });

  test('a round trip between threads that flips between 12 and 70 µs is inconclusive both ways', () => {
    const flip = (head: number, base: number, parameters: Result['parameters']): string =>
      compareMetric(measurement(around(head)), measurement(around(base)), parameters)[0]!.verdict;
    for (const parameters of [{ async: true }, { workers: 1 }, { workers: [1, 1] }]) {
      expect(flip(70_000, 12_000, parameters)).toBe('inconclusive');
      expect(flip(12_000, 70_000, parameters)).toBe('inconclusive');
      expect(flip(12_000, 12_000, parameters)).toBe('inconclusive');
    }
    expect(flip(70_000, 12_000, {})).toBe('slower');
    const [found] = compareMetric(measurement(around(12_000)), measurement(around(12_000)), { async: true });
    expect(found!.reason).toMatch(/^times this short are mostly waiting for another thread/);
  });

  test('longer tasks on threads are judged: 10 ms twice as long on one core of two', () => {
    expect(slowed(1e7, 2, { workers: 1 })).toBe('slower');
    // All cores: one busy neighbour does the same.
    expect(slowed(1e7, 2, { workers: 2 })).toBe('inconclusive');
    expect(slowed(1e7, 2.5, { workers: 2 })).toBe('slower');
    expect(slowed(1e7, 1, { workers: 2 })).toBe('same');
  });

  test('waiting in a queue holds the hand-offs of all tasks ahead', () => {
    // 1000 tasks queued for one worker: 8 µs each, where a message takes 10 or 80.
    expect(slowed(8e6, 4, { workers: 1, tasks: 1000, window: 1000 })).toBe('inconclusive');
    expect(slowed(8e6, 4, { workers: 1, tasks: 1000, window: 1 })).toBe('slower');
    const rate = { name: 'throughput', unit: 'tasks/s', better: 'higher', per: 'repetition' } as const;
    const third = (base: number): string =>
      compareMetric(measurement(around(base / 3), rate), measurement(around(base), rate), { workers: 1 })[0]!.verdict;
    expect(third(50_000)).toBe('inconclusive');
    expect(third(100)).toBe('slower');
  });

  test('a baseline of zero or less has no percentage, and is judged all the same', () => {
    const growth = { name: 'growth', unit: 'B', per: 'repetition' } as const;
    const [found] = compareMetric(measurement(around(5e6), growth), measurement(around(-1e4), growth));
    expect(found).toMatchObject({ verdict: 'slower', base: -9999 });
    expect(found!.change).toBeUndefined();
    expect(found!.reason).toContain('no change in percent');
  });

  test('no figure is ever NaN or infinite', () => {
    const run = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 12 });
    const unit = fc.constantFrom('ns', 'B', 'tasks/s', '%', 'count', 'x');
    const better = fc.constantFrom('higher', 'lower');
    const parameters = fc.constantFrom<Result['parameters']>({}, { workers: 4, tasks: 0 }, { async: true });
    fc.assert(
      fc.property(run, run, unit, better, parameters, (base, head, unit, better, parameters) => {
        const side = (median: number[]): Measurement =>
          measurement(median, { unit, better, repetitions: { median, p99: median } });
        for (const found of compareMetric(side(head), side(base), parameters)) {
          const figures = [found.base, found.head, found.change, found.smallest, ...(found.interval ?? [])];
          expect(figures.filter((value) => value !== undefined && !Number.isFinite(value))).toStrictEqual([]);
        }
      }),
    );
  });

  test('a larger slowdown is never a better verdict, threads or not', () => {
    const run = fc
      .tuple(
        fc.double({ min: 100, max: 1e9, noNaN: true }),
        fc.array(fc.double({ min: 1, max: 2, noNaN: true }), { minLength: 6, maxLength: 10 }),
      )
      .map(([level, factors]) => factors.map((factor) => level * factor));
    const factor = fc.double({ min: 1, max: 30, noNaN: true });
    const parameters = fc.constantFrom<Result['parameters']>({}, { workers: 1 }, { workers: 4, tasks: 100 });
    fc.assert(
      fc.property(run, run, factor, parameters, (base, head, factor, parameters) => {
        const verdict = (by: number): string =>
          compareMetric(measurement(head.map((value) => value * by)), measurement(base), parameters)[0]!.verdict;
        expect(verdict(1) === 'slower' && verdict(factor) !== 'slower').toBe(false);
        expect(verdict(factor) === 'faster' && verdict(1) !== 'faster').toBe(false);
      }),
    );
  });
});

describe('an exact metric', () => {
  test('is equal or not, in any environment', () => {
    expect(elsewhere(1_234_567, 'lower')).toBe('same');
    expect(elsewhere(1_234_568, 'lower')).toBe('slower');
    expect(elsewhere(1_234_566, 'lower')).toBe('faster');
    expect(elsewhere(1_234_568, 'higher')).toBe('faster');
    expect(elsewhere(1_234_566, 'higher')).toBe('slower');
  });

  test('with a tail is judged by both, however small the change; a gain in one does not make up for a loss in the other', () => {
    const schedule = (median: number, p99: number): Measurement =>
      measurement([median], { assume: 'exact', repetitions: { median: [median], p99: [p99] } });
    const verdicts = (median: number, p99: number): string[] =>
      compareMetric(schedule(median, p99), schedule(1000, 5000)).map((found) => `${found.statistic} ${found.verdict}`);
    expect(verdicts(1000, 5000)).toStrictEqual(['median same', 'p99 same']);
    expect(verdicts(1000, 5001)).toStrictEqual(['median same', 'p99 slower']);
    expect(verdicts(500, 5001)).toStrictEqual(['median faster', 'p99 slower']);
    expect(verdicts(1001, 4999)).toStrictEqual(['median slower', 'p99 faster']);
  });

  test('of other work is not comparable', () => {
    const [found] = compareResult(
      measured({ bytes: exact(1) }, { parameters: { n: 2 } }),
      stored({ bytes: exact(1) }),
      environment,
    );
    expect(found!.verdict).toBe('not comparable');
  });

  test('that varies is not exact', () => {
    const varying = { ...exact(1), repetitions: { median: [1, 2] } };
    const [found] = compareMetric(varying, exact(1));
    expect(found).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringContaining('this run: declare it sampled'),
    });
    expect(compareMetric(exact(1), varying)[0]!.reason).toContain('the baseline: declare it sampled');
  });
});

describe('what is on one side only', () => {
  test('a result that the baseline does not have is new', () => {
    const found = compareResult(measured({ latency: measurement(around(5)), bytes: exact(7) }), undefined, environment);
    expect(found.map(({ metric, verdict }) => `${metric} ${verdict}`)).toStrictEqual(['latency new', 'bytes new']);
    expect(found[1]).toMatchObject({ head: 7 });
  });

  test('so is a metric, and what is gone is removed', () => {
    const found = compareResult(
      measured({ latency: measurement(around(5)), a: exact(1) }),
      stored({ latency: measurement(around(5)), b: exact(2) }),
      environment,
    );
    expect(found.map(({ metric, statistic, verdict }) => `${metric} ${statistic} ${verdict}`)).toStrictEqual([
      'latency median same',
      'a median new',
      'b median removed',
    ]);
  });

  test('a tail that one side lacks for want of samples is neither', () => {
    const tail = measurement(around(5), { repetitions: { median: around(5), p99: around(9) } });
    for (const [head, base] of [
      [tail, measurement(around(5))],
      [measurement(around(5)), tail],
    ] as const) {
      const found = compareMetric(head, base);
      expect(found.map(({ statistic, verdict }) => `${statistic} ${verdict}`)).toStrictEqual(['median same']);
    }
  });

  test('a whole result that is gone', () => {
    expect(compareRemoved('old', stored({ bytes: exact(2) }))).toStrictEqual([
      { result: 'old', metric: 'bytes', statistic: 'median', unit: 'B', better: 'lower', verdict: 'removed', base: 2 },
    ]);
  });

  test('metrics that only describe are not judged', () => {
    const peak = measurement(around(5), { better: 'neither' });
    expect(compareMetric(peak, peak)).toStrictEqual([]);
  });

  test('names that objects have of themselves are metrics like others', () => {
    const found = compareResult(measured({ constructor: exact(1), toString: exact(1) }), stored({}), environment);
    expect(found.map(({ verdict }) => verdict)).toStrictEqual(['new', 'new']);
  });
});

describe('what is sampled once per run', () => {
  const once = (values: readonly number[]): Measurement => measurement(values, { name: 'startUp', per: 'run' });

  test('is left out until both sides have enough observations', () => {
    for (const [head, base] of [
      [1, 1],
      [10, 1],
      [5, 10],
    ] as const) {
      expect(compareMetric(once(around(9e6, head)), once(around(1e6, base)))).toStrictEqual([]);
    }
    expect(compareMetric(once(around(9e6, 6)), once(around(1e6, 6)))[0]!.verdict).toBe('slower');
  });

  test('does not come and go either, unless the whole result does', () => {
    const latency = measurement(around(5));
    const [both, one] = [{ latency, startUp: once([1e6]) }, { latency }];
    const metrics = (found: readonly Comparison[]): string[] =>
      found.map(({ metric, verdict }) => `${metric} ${verdict}`);
    expect(metrics(compareResult(measured(both), stored(one), environment))).toStrictEqual(['latency same']);
    expect(metrics(compareResult(measured(one), stored(both), environment))).toStrictEqual(['latency same']);
    expect(metrics(compareResult(measured({ startUp: once([1]) }), undefined, environment))).toStrictEqual([
      'startUp new',
    ]);
    expect(metrics(compareRemoved('old', stored({ startUp: once([1]) })))).toStrictEqual(['startUp removed']);
  });

  test('an exact one is judged all the same', () => {
    const size = measurement([7], { name: 'size', per: 'run', assume: 'exact' });
    expect(compareMetric({ ...size, repetitions: { median: [8] } }, size)[0]!.verdict).toBe('slower');
  });
});

test('equal doubts have equal reasons, whatever the numbers', () => {
  const reasons = (head: (value: number) => Measurement, values: readonly number[], parameters = {}): Set<unknown> =>
    new Set(values.map((value) => compareMetric(head(value), head(value / 1.4), parameters)[0]!.reason));
  const time = (value: number): Measurement => measurement(around(value));
  expect(reasons(time, [1e3, 3e5, 7e7]).size).toBe(1);
  expect(reasons(time, [1e4, 3e4], { async: true }).size).toBe(1);
  expect([...reasons(time, [1e3]), ...reasons(time, [1e4], { async: true })].join()).not.toMatch(/\d/);
});

test('what is no number is refused, not judged', () => {
  const saved = stored({ latency: measurement(around(5)) });
  for (const bad of [Number.NaN, Infinity]) {
    const head = measurement(around(5), { repetitions: { median: [1, bad] } });
    expect(() => compareResult(measured({ latency: head }), saved, environment)).toThrow(
      expect.objectContaining({ code: 'BAD_METRIC' }),
    );
  }
});
