import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateTargets } from '../../../src/targets/evaluate.ts';
import { targets } from '../../../src/targets/tables.ts';
import type { BoundTable, TargetTable } from '../../../src/targets/target.ts';
import { hundredMilliseconds, resultOf } from './made-results.ts';

const result = resultOf({
  latency: hundredMilliseconds,
  throughput: { unit: 'tasks/s', values: [1000] },
  failures: { unit: 'count', values: [0] },
});

describe('a table of bounds', () => {
  test.each([
    ['< 1000 tasks/s', 'missed'],
    ['<= 1000 tasks/s', 'met'],
    ['> 1000 tasks/s', 'missed'],
    ['>= 1000 tasks/s', 'met'],
  ])('at equality, %s is %s', (bound, verdict) => {
    const report = evaluateTargets(result, { throughput: bound } as BoundTable);
    expect(report.rows[0]).toMatchObject({ verdict, measured: 1000, limit: 1000, margin: 0 });
    expect(report.passed).toBe(verdict === 'met');
  });

  test('a row holds all that is to be said of it', () => {
    expect(evaluateTargets(result, { 'latency.p50': '< 40 ms' })).toStrictEqual({
      passed: false,
      judged: 1,
      rows: [
        {
          name: 'latency.p50',
          metric: 'latency.p50',
          bound: '< 40 ms',
          limit: 40e6,
          verdict: 'missed',
          measured: 50e6,
          unit: 'ns',
          margin: -0.25,
          n: 100,
          spread: { of: 'quartiles', low: 25e6, high: 75e6, n: 100 },
          notes: [],
        },
      ],
    });
  });

  test('is passed when every row is met', () => {
    expect(evaluateTargets(result, { throughput: '>= 1000 tasks/s', 'latency.p99': '< 100 ms' }).passed).toBe(true);
    expect(evaluateTargets(result, { throughput: '>= 1000 tasks/s', 'latency.p99': '< 99 ms' }).passed).toBe(false);
  });

  test('a metric that was not measured fails, with a did-you-mean, beside rows that are met', () => {
    const report = evaluateTargets(result, { throughput: '> 1 tasks/s', 'latncy.p99': '< 20 ms' });
    expect(report.passed).toBe(false);
    expect(report.rows[1]).toStrictEqual({
      name: 'latncy.p99',
      metric: 'latncy.p99',
      bound: '< 20 ms',
      limit: 20e6,
      verdict: 'not measured',
      notes: ['The result "made" has no metric "latncy.p99". Did you mean "latency.p99"?'],
    });
  });

  test('a value that is no number is not measured', () => {
    const broken = resultOf({ latency: { unit: 'ns', values: [Number.NaN] } });
    const report = evaluateTargets(broken, { latency: '< 20 ms' });
    expect(report).toMatchObject({ passed: false, judged: 0 });
    expect(report.rows[0]).toMatchObject({
      verdict: 'not measured',
      notes: ['The value of latency is NaN, no number.'],
    });
  });

  test('a bound of 0 has no relative margin', () => {
    const [row] = evaluateTargets(result, { failures: '<= 0' }).rows;
    expect(row).toMatchObject({ verdict: 'met', measured: 0 });
    expect(row).not.toHaveProperty('margin');
  });

  test.each<[string, BoundTable, string]>([
    ['a unit that does not fit', { latency: '< 20 MB' }, 'BAD_TARGET'],
    ['a missing unit', { latency: '< 20' }, 'BAD_TARGET'],
    ['an unknown unit', { latency: '< 20 msec' as '< 20 ms' }, 'BAD_QUANTITY'],
    ['an unknown statistic', { 'latency.p98': '< 20 ms' }, 'BAD_METRIC'],
    ['an unreadable bound of a metric that is absent', { memory: '== 20 MB' as '< 20 MB' }, 'BAD_TARGET'],
  ])('%s is an error, not a verdict', (_, table, code) => {
    expect(() => evaluateTargets(result, table)).toThrow(expect.objectContaining({ code }));
  });

  test('the verdict is what the numbers say', () => {
    const value = fc.integer({ min: -1000, max: 1000 });
    fc.assert(
      fc.property(value, value, (measured, limit) => {
        const of = (bound: string): boolean =>
          evaluateTargets(resultOf({ m: { unit: 'count', values: [measured] } }), { m: bound } as BoundTable).passed;
        expect([of(`< ${limit}`), of(`<= ${limit}`), of(`> ${limit}`), of(`>= ${limit}`)]).toStrictEqual([
          measured < limit,
          measured <= limit,
          measured > limit,
          measured >= limit,
        ]);
      }),
    );
  });
});

describe('doubt', () => {
  const repeated = resultOf({
    latency: { ...hundredMilliseconds, repetitions: { median: [48e6, 50e6, 55e6], p99: [98e6, 120e6] } },
    once: { unit: 'ns', values: [5] },
  });
  test.each([
    ['latency', { of: 'repetitions', low: 48e6, high: 55e6, n: 3 }],
    ['latency.p99', { of: 'repetitions', low: 98e6, high: 120e6, n: 2 }],
    ['latency.mean', { of: 'quartiles', low: 25e6, high: 75e6, n: 100 }],
    ['latency.max', undefined],
    ['once', undefined],
  ])('of %s', (path, spread) => {
    const [row] = evaluateTargets(repeated, { [path]: '< 1 s' }).rows;
    expect(row?.spread).toStrictEqual(spread);
  });
});

describe('work', () => {
  const onFour = { task: 'noop', tasks: 100, workers: 4 };

  test('the work that a target was stated for needs no note', () => {
    const [row] = evaluateTargets(resultOf({ latency: hundredMilliseconds }, onFour), {
      tail: targets.pool.latencyP99,
    }).rows;
    expect(row).toMatchObject({
      name: 'pool.latencyP99',
      verdict: 'missed',
      work: targets.pool.latencyP99.work,
      notes: [],
    });
  });

  test('a figure of other work is judged, with a note that says so', () => {
    const other = resultOf({ latency: hundredMilliseconds }, { task: 'cpu', tasks: 100, workers: 2 });
    const [row] = evaluateTargets(other, { tail: targets.pool.latencyP99 }).rows;
    expect(row?.verdict).toBe('missed');
    expect(row?.notes).toStrictEqual([
      'Stated for tasks of minimal work on 4 CPU workers of one machine; this run: task cpu instead of noop, workers 2 instead of 4.',
    ]);
  });

  test('a row of a shipped table that belongs to work of another kind is listed and not judged', () => {
    const report = evaluateTargets(
      resultOf(
        {
          throughput: { unit: 'tasks/s', values: [9000] },
          latency: { unit: 'ns', values: [1e6] },
          memoryPerTask: { unit: 'B', values: [300] },
        },
        onFour,
      ),
      targets.pool,
    );
    expect(report.rows.map(({ name, verdict }) => [name, verdict])).toStrictEqual([
      ['pool.throughput', 'met'],
      ['pool.latencyP50', 'met'],
      ['pool.latencyP99', 'met'],
      ['pool.efficiency4', 'other work'],
      ['pool.memoryPerTask', 'met'],
    ]);
    expect(report).toMatchObject({ passed: true, judged: 4 });
    expect(report.rows[3]?.notes).toStrictEqual([
      'Not judged: Stated for 400 tasks sleeping 10 ms on 4 workers; this run: task noop instead of sleep, tasks 100 instead of 400.',
    ]);
  });

  test('a row of a shipped table that belongs to this kind of work must have been measured', () => {
    const report = evaluateTargets(resultOf({ throughput: { unit: 'tasks/s', values: [9000] } }, onFour), targets.pool);
    expect(report.passed).toBe(false);
    expect(report.rows.map(({ verdict }) => verdict)).toStrictEqual([
      'met',
      'not measured',
      'not measured',
      'other work',
      'not measured',
    ]);
  });

  test('more or less of the same work is no excuse for a missing figure', () => {
    const fewer = resultOf({ throughput: { unit: 'tasks/s', values: [9000] } }, { task: 'noop', tasks: 7, workers: 2 });
    const { memoryPerTask } = targets.pool;
    expect(evaluateTargets(fewer, { memoryPerTask }).rows[0]?.verdict).toBe('not measured');
  });

  test('a report in which no row could be judged fails', () => {
    const report = evaluateTargets(
      resultOf({ throughput: { unit: 'tasks/s', values: [1] } }, onFour),
      targets.workflow,
    );
    expect(report).toMatchObject({ passed: false, judged: 0 });
    expect(new Set(report.rows.map(({ verdict }) => verdict))).toStrictEqual(new Set(['other work']));
  });

  test('a target of another scenario is not judged by a figure that has the same name', () => {
    const same = resultOf({ throughput: { unit: 'tasks/s', values: [1e9] }, latency: hundredMilliseconds }, onFour);
    const table: TargetTable = {
      other: {
        name: 'other',
        metric: 'throughput',
        bound: '> 1 tasks/s',
        stated: { scenario: 'workflow' },
      },
    };
    const report = evaluateTargets(same, table);
    expect(report).toMatchObject({ passed: false, judged: 0 });
    expect(report.rows[0]).toMatchObject({
      verdict: 'other work',
      notes: ['Not judged: Stated for other work; this run: scenario scheduler instead of workflow.'],
    });
    expect(evaluateTargets(same, targets.workflow)).toMatchObject({ passed: false, judged: 0 });
    expect(evaluateTargets(same, targets.pool).judged).toBe(3);
  });

  test('a target of one’s own without stated work fails when it was not measured', () => {
    const own: TargetTable = { cold: { name: 'cold', metric: 'coldStart', bound: '< 1 s', work: 'a fresh process' } };
    expect(evaluateTargets(result, own).rows[0]?.verdict).toBe('not measured');
  });

  test('a result of a scenario of one’s own is judged by the metrics that it declares', () => {
    const own = resultOf({ 'frames.dropped': { unit: 'count', values: [3] } }, {}, 'video');
    expect(
      evaluateTargets(own, { 'frames.dropped': '< 5', 'frames.dropped.max': '< 3' }).rows.map(({ verdict }) => verdict),
    ).toStrictEqual(['met', 'missed']);
  });

  test('a report is plain data', () => {
    const report = evaluateTargets(result, { 'latency.p99': '< 20 ms', memory: '< 1 MB' });
    expect(JSON.parse(JSON.stringify(report))).toStrictEqual(report);
  });
});

describe('what a run says is not to be judged', () => {
  const reason = '4 workers compute on 2 cores.';
  const crowded = {
    ...resultOf({
      efficiency: { unit: '%', values: [0.5], better: 'higher' },
      throughput: { unit: 'tasks/s', values: [7] },
    }),
    notJudged: { efficiency: reason },
  } as const;

  test('is listed with its figure and the reason, and fails nobody', () => {
    const report = evaluateTargets(crowded, { efficiency: '> 75 %', 'efficiency.p50': '> 10 %' });
    expect(report).toMatchObject({ passed: true, judged: 0 });
    for (const row of report.rows) {
      expect(row).toMatchObject({ verdict: 'not judged', measured: 0.5, notes: [`Not judged: ${reason}`] });
    }
  });

  test('excuses no other figure', () => {
    expect(evaluateTargets(crowded, { efficiency: '> 75 %', throughput: '> 7 tasks/s' })).toMatchObject({
      passed: false,
      judged: 1,
    });
    expect(evaluateTargets(crowded, { efficiency: '> 75 %', latency: '< 1 s' }).passed).toBe(false);
  });

  test('is still held against the unit', () => {
    expect(() => evaluateTargets(crowded, { efficiency: '> 75 ms' })).toThrow(
      expect.objectContaining({ code: 'BAD_TARGET' }),
    );
  });
});
