import { describe, expect, test } from 'vitest';
import { matchers } from '../../../plugin/worker/matchers.ts';
import type { BoundText } from '../../../src/model/bound.ts';
import { targets } from '../../../src/targets/tables.ts';
import { hundredMilliseconds, resultOf } from '../../engine/targets/made-results.ts';

expect.extend(matchers);

declare module 'vitest' {
  interface Matchers<R, T> {
    /** A matcher as a user adds it. */
    toBeNamed(name: string): R;
  }
}

const result = resultOf({
  latency: hundredMilliseconds,
  throughput: { unit: 'tasks/s', values: [1000] },
});

/** What an assertion fails with. */
function failureOf(assertion: () => void): Error & { actual?: unknown; expected?: unknown; code?: string } {
  try {
    assertion();
  } catch (error) {
    return error as Error;
  }
  throw new Error('The assertion passed.');
}

describe('toMeetTarget', () => {
  test('passes and fails by a bound', () => {
    expect(result).toMeetTarget('latency.p99', '<= 99 ms');
    expect(result).not.toMeetTarget('latency.p99', '< 99 ms');
    expect(result).toMeetTarget('throughput', '>= 1000 tasks/s');
    expect(result).not.toMeetTarget('throughput', '> 1000 tasks/s');
  });

  test('fails with a table, and with both sides for a diff', () => {
    const failure = failureOf(() => expect(result).toMeetTarget('latency.p99', '< 20 ms'));
    expect(failure.message).toBe(
      [
        'expect(result).toMeetTarget: scheduler "made" misses 1 of 1 target',
        '',
        'metric       measured    bound  verdict  by how much  doubt',
        '-----------  --------  -------  -------  -----------  -------',
        'latency.p99     99 ms  < 20 ms  missed   395 % above  n = 100',
      ].join('\n'),
    );
    expect(failure).toMatchObject({ actual: 'latency.p99 99000000 ns', expected: 'latency.p99 < 20 ms' });
  });

  test('fails under .not with the same table', () => {
    const failure = failureOf(() => expect(result).not.toMeetTarget('latency.p99', '< 1 s'));
    expect(failure.message).toBe(
      [
        'expect(result).not.toMeetTarget: scheduler "made" was to miss a target and meets all',
        '',
        'metric       measured  bound  verdict   by how much  doubt',
        '-----------  --------  -----  -------  ------------  -------',
        'latency.p99     99 ms  < 1 s  met      90.1 % below  n = 100',
      ].join('\n'),
    );
  });

  test('takes a target, shipped or of one’s own', () => {
    expect(result).not.toMeetTarget(targets.pool.latencyP99);
    expect(result).toMeetTarget({ name: 'own', metric: 'latency.min', bound: '<= 1 ms' });
    expect(failureOf(() => expect(result).toMeetTarget(targets.pool.latencyP99)).message).toContain(
      'pool.latencyP99  latency.p99     99 ms  < 20 ms  missed',
    );
  });

  test.each([
    ['latncy.p99', '< 20 ms', 'no metric "latncy.p99". Did you mean "latency.p99"?'],
    ['latency.p999', '< 20 ms', 'latency has no statistic "p999". Did you mean "p99"?'],
    ['latency', '< 20 MB', 'latency is a time; write ns, µs, ms or s.'],
    ['latency', '< 20 msec', 'unknown unit "msec"'],
    ['latency', '20 ms', 'latency: "20 ms" has no comparison.'],
    ['latency', undefined, 'toMeetTarget was given "latency" without a bound.'],
  ])('%s %s is an error, with and without .not', (path, text, message) => {
    const bound = text as BoundText;
    expect(failureOf(() => expect(result).toMeetTarget(path, bound)).message).toContain(message);
    expect(failureOf(() => expect(result).not.toMeetTarget(path, bound)).message).toContain(message);
  });
});

describe('toMeetTargets', () => {
  test('takes bounds by metric path', () => {
    expect(result).toMeetTargets({ throughput: '> 500 tasks/s', 'latency.p99': '< 1 s' });
    expect(result).not.toMeetTargets({ throughput: '> 500 tasks/s', 'latency.p99': '< 20 ms' });
  });

  test('takes a shipped table', () => {
    const good = resultOf({
      latency: { unit: 'ns', values: [1e6] },
      throughput: { unit: 'tasks/s', values: [5000] },
      memoryPerTask: { unit: 'B', values: [330] },
    });
    expect(good).toMeetTargets(targets.pool);
    const failure = failureOf(() => expect(good).not.toMeetTargets(targets.pool));
    expect(failure.message).toMatch(/pool\.efficiency4 +efficiency +> 75 % +other work/);
  });

  test('takes names of shipped targets, and suggests for one that it does not know', () => {
    expect(result).not.toMeetTargets(['pool.throughput', 'pool.latencyP50']);
    expect(failureOf(() => expect(result).toMeetTargets(['pool.throughput', 'pool.latencyP50'])).message).toContain(
      'misses 2 of 2 targets',
    );
    const wrong = ['pool.trougput'] as unknown as ['pool.throughput'];
    const meant = 'Did you mean "pool.throughput"?';
    expect(failureOf(() => expect(result).toMeetTargets(wrong)).message).toContain(meant);
    expect(failureOf(() => expect(result).not.toMeetTargets(wrong)).message).toContain(meant);
  });

  test('what was not measured fails, under .not as an error', () => {
    const table = { 'latency.p99': '< 20 ms', memory: '< 1 MB' } as const;
    const failure = failureOf(() => expect(result).toMeetTargets(table));
    expect(failure.message).toContain('misses 1 and did not measure 1 of 2 targets');
    expect(failure).toMatchObject({
      actual: 'latency.p99 99000000 ns\nmemory not measured',
      expected: 'latency.p99 < 20 ms\nmemory < 1 MB',
    });
    const negated = failureOf(() => expect(result).not.toMeetTargets(table));
    expect(negated).toMatchObject({ code: 'BAD_METRIC' });
    expect(negated.message).toContain('expect(result).not.toMeetTargets: scheduler "made" cannot be judged');
    expect(negated.message).toContain('Assert only what this run measures.');
  });

  test('a table of which nothing can be judged fails either way', () => {
    expect(failureOf(() => expect(result).toMeetTargets(targets.workflow)).message).toContain(
      'did other work than any of the targets was stated for',
    );
    expect(failureOf(() => expect(result).not.toMeetTargets(targets.workflow))).toMatchObject({ code: 'BAD_METRIC' });
  });

  test('what the machine cannot show passes, and is neither met nor missed', () => {
    const excused = { ...result, notJudged: { throughput: '8 workers compute on 2 cores.' } };
    expect(excused).toMeetTarget('throughput', '> 1000000 tasks/s');
    expect(excused).toMeetTargets({ throughput: '> 1000000 tasks/s', 'latency.p99': '< 1 s' });
    const failure = failureOf(() =>
      expect(excused).toMeetTargets({ throughput: '> 1000000 tasks/s', 'latency.p99': '< 20 ms' }),
    );
    expect(failure.message).toContain('misses 1 of 2 targets');
    const negated = failureOf(() => expect(excused).not.toMeetTarget('throughput', '> 1000000 tasks/s'));
    expect(negated).toMatchObject({ code: 'BAD_METRIC' });
    expect(negated.message).toContain('8 workers compute on 2 cores.');
  });

  test('an empty list of names is refused', () => {
    expect(failureOf(() => expect(result).toMeetTargets([])).message).toContain('The table of targets is empty');
  });
});

describe('what is no result', () => {
  test.each<[string, unknown, string, string]>([
    ['a Promise', Promise.resolve(result), 'was given a Promise.', 'await bench.scheduler('],
    ['a list of results', [result], 'was given a list.', 'for (const result of results)'],
    [
      'several results',
      { get: () => result, *[Symbol.iterator]() {} },
      'given several results.',
      "results.get('fifo')",
    ],
    ['several points', { at: () => result, *[Symbol.iterator]() {} }, 'given several results.', 'results.at(4)'],
    ['nothing', undefined, 'was given undefined.', 'bench.scheduler('],
    ['a number', 12, 'was given a number.', 'bench.scheduler('],
    ['an object', { latency: 1 }, 'was given an object that is no result.', 'bench.scheduler('],
    ['a half result', { ...result, metrics: { latency: 1 } }, 'an object that is no result.', 'bench.scheduler('],
    ['a plain bench result', { latency: {}, throughput: {} }, "a result of Vitest's own bench().", 'toBeFasterThan'],
  ])('%s is an error with a fix, with and without .not', (_, received, given, fix) => {
    const failures = [
      failureOf(() => expect(received).toMeetTargets(targets.pool)),
      failureOf(() => expect(received).not.toMeetTarget(targets.pool.latencyP99)),
    ];
    for (const failure of failures) {
      expect(failure).toMatchObject({ name: 'GateError', code: 'BAD_TARGET' });
      expect(failure.message).toContain(given);
      expect(failure.message).toContain(fix);
    }
  });

  test('resolves waits for a Promise', async () => {
    await expect(Promise.resolve(result)).resolves.toMeetTarget('latency.p99', '< 1 s');
    const failing = async (): Promise<void> => {
      await expect(Promise.resolve(result)).resolves.toMeetTarget('latency.p99', '< 1 ms');
    };
    await expect(failing()).rejects.toThrow('misses 1 of 1');
  });
});

describe('expect.soft', () => {
  const reached: string[] = [];

  test.fails('fails the test, with a missed target', () => {
    expect.soft(result).toMeetTarget('latency.p99', '< 20 ms');
    reached.push('after a missed target');
  });

  test.fails('fails the test, with a name that the result does not have', () => {
    expect.soft(result).toMeetTarget('latncy.p99', '< 20 ms');
    reached.push('after an error');
  });

  test('and goes on behind the assertion', () => {
    expect(reached).toStrictEqual(['after a missed target', 'after an error']);
    expect.soft(result).toMeetTarget('latency.p99', '< 1 s');
  });
});

describe('beside the rest of expect', () => {
  test('a message of the user’s own stands in front', () => {
    expect(failureOf(() => expect(result, 'cold pool').toMeetTarget('latency', '< 1 ms')).message).toMatch(
      /^cold pool: expect\(result\)/,
    );
  });

  test('matchers of the user’s own', () => {
    expect.extend({
      toBeNamed: (received: { name: string }, name: string) => ({ pass: received.name === name, message: () => 'no' }),
    });
    expect(result).toBeNamed('made');
    expect(result).toMeetTarget('latency', '< 1 s');
  });

  test('as a part of a larger expectation', () => {
    const partly = expect as unknown as { toMeetTarget(path: string, bound: string): unknown };
    expect({ result }).toStrictEqual({ result: partly.toMeetTarget('latency', '< 1 s') });
    expect({ result }).not.toStrictEqual({ result: partly.toMeetTarget('latency', '< 1 ms') });
  });

  test('a result of one’s own scenario is judged by the metrics that it declares', () => {
    const own = resultOf({ 'frames.dropped': { unit: 'count', values: [3] } }, {}, 'video');
    expect(own).toMeetTargets({ 'frames.dropped': '< 5' });
    expect(failureOf(() => expect(own).toMeetTarget('frames.droped', '< 5')).message).toContain(
      'Did you mean "frames.dropped"?',
    );
  });
});
