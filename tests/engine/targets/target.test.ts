import { describe, expect, test } from 'vitest';
import { targets } from '../../../src/targets/tables.ts';
import { isTarget, listTargets, type TargetTable } from '../../../src/targets/target.ts';

describe('listTargets', () => {
  test('a bound under a metric path is a target of that name, without stated work', () => {
    expect(listTargets({ 'latency.p99': '< 20 ms' })).toStrictEqual([
      { name: 'latency.p99', metric: 'latency.p99', bound: '< 20 ms' },
    ]);
  });

  test('targets and bounds may stand in one table, in its order', () => {
    const table = { fast: targets.pool.latencyP99, throughput: '> 1 /s' } as unknown as TargetTable;
    expect(listTargets(table).map(({ name }) => name)).toStrictEqual(['pool.latencyP99', 'throughput']);
  });

  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'A table of targets is an object, this is undefined.'],
    ['null', null, 'A table of targets is an object, this is null.'],
    ['a text', '< 20 ms', 'this is of type string'],
    ['a list', ['< 20 ms'], 'this is a list'],
    ['an empty table', {}, 'The table of targets is empty: nothing would be judged.'],
    ['one target', targets.pool.latencyP99, '"pool.latencyP99" is one target, not a table of targets.'],
    ['a table of tables', targets.strategies, '"load-balancing" is a table of targets, not a target.'],
    ['a bare number', { latency: 20 }, 'The row "latency" is neither a target nor a bound, but of type number.'],
    ['an undefined row', { latency: undefined }, 'The row "latency" is neither a target nor a bound, but undefined.'],
  ])('refuses %s', (_, table, message) => {
    const list = (): unknown => listTargets(table as TargetTable);
    expect(list).toThrow(message);
    expect(list).toThrow(expect.objectContaining({ code: 'BAD_TARGET', fix: expect.stringMatching(/^Give /) }));
  });
});

test('isTarget wants a name, a metric and a bound', () => {
  expect(isTarget({ name: 'a', metric: 'b', bound: '< 1' })).toBe(true);
  for (const value of [undefined, null, 'a', {}, { name: 'a', metric: 'b' }, { name: 'a', metric: 'b', bound: 1 }]) {
    expect(isTarget(value)).toBe(false);
  }
});
