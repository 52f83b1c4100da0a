import { describe, expect, test } from 'vitest';
import { findFigure, requireFigure } from '../../../src/model/metric-path.ts';
import { statisticNames } from '../../../src/model/result.ts';
import { hundredMilliseconds, resultOf } from '../targets/made-results.ts';

const result = resultOf({
  latency: hundredMilliseconds,
  throughput: { unit: 'tasks/s', values: [1500] },
  'cache.hits': { unit: 'count', values: [7] },
  'cache.hits.max': { unit: 'count', values: [9] },
});

describe('requireFigure', () => {
  test.each([
    ['latency', 50e6],
    ['latency.median', 50e6],
    ['latency.p50', 50e6],
    ['latency.mean', 50.5e6],
    ['latency.min', 1e6],
    ['latency.max', 100e6],
    ['latency.p99', 99e6],
    ['latency.p99.9', 100e6],
    ['throughput', 1500],
    ['cache.hits', 7],
    ['cache.hits.p99', 7],
    ['cache.hits.max', 9],
  ])('%s', (path, value) => expect(requireFigure(result, path).value).toBe(value));

  test('every statistic has the unit of its metric; the number of observations is a count', () => {
    for (const name of statisticNames) {
      expect(requireFigure(result, `latency.${name}`).unit).toBe(name === 'n' ? 'count' : 'ns');
    }
    expect(requireFigure(result, 'latency.n').value).toBe(100);
  });

  test('an unknown metric: did-you-mean, and what the result has', () => {
    expect(() => requireFigure(result, 'latncy')).toThrow(
      expect.objectContaining({
        code: 'BAD_METRIC',
        message: expect.stringMatching(
          /^The result "made" has no metric "latncy"\. Did you mean "latency"\?\nThis result has latency, throughput, cache\.hits, cache\.hits\.max; of each also \.n, \.mean, .*\.p99\.9\.$/,
        ),
      }),
    );
    expect(() => requireFigure(result, 'latncy.p99')).toThrow('no metric "latncy.p99". Did you mean "latency.p99"?');
    expect(() => requireFigure(result, 'colour')).toThrow('no metric "colour".\nThis result has');
    expect(() => requireFigure(result, '')).toThrow('no metric "".\n');
  });

  test('an unknown statistic: did-you-mean, and what there is', () => {
    expect(() => requireFigure(result, 'latency.p999')).toThrow(
      'latency has no statistic "p999". Did you mean "p99"?\nStatistics are n, mean',
    );
    expect(() => requireFigure(result, 'latency.average')).toThrow('latency has no statistic "average".\n');
    expect(() => requireFigure(result, 'latency.')).toThrow('latency has no statistic ""');
  });

  test('no name from an object’s prototype is a metric', () => {
    for (const path of ['constructor', 'toString.p99', '__proto__']) {
      expect(() => requireFigure(result, path)).toThrow(expect.objectContaining({ code: 'BAD_METRIC' }));
    }
  });

  test('a result without metrics says so', () => {
    expect(() => requireFigure(resultOf({}), 'latency')).toThrow('This result has no metrics.');
  });
});

test('findFigure answers undefined for an absent metric, and throws for an unknown statistic of one that is there', () => {
  expect(findFigure(result, 'memory')).toBeUndefined();
  expect(findFigure(result, 'memory.p99')).toBeUndefined();
  expect(() => findFigure(result, 'latency.p98')).toThrow(expect.objectContaining({ code: 'BAD_METRIC' }));
});

test('a bare count is its worst observation, whichever direction is better', () => {
  const counts = resultOf({
    failures: { unit: 'count', better: 'lower', values: [0, 0, 3] },
    inFlight: { unit: 'count', better: 'higher', values: [5, 500, 500] },
  });
  expect(requireFigure(counts, 'failures').value).toBe(3);
  expect(requireFigure(counts, 'inFlight').value).toBe(5);
  expect(requireFigure(counts, 'failures.median').value).toBe(0);
});
