import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { strategyTable } from '../../../src/reports/strategy-table.ts';
import { measurement, result, throughput } from './sample-results.ts';

const latency = measurement({
  name: 'latency',
  unit: 'ns',
  better: 'lower',
  median: [1e6, 2e6, 3e6],
  p99: [8e6, 8e6, 8e6],
});

function rowsOf(table: string): string[] {
  return table.split('\n').slice(2);
}

describe('the strategy table', () => {
  test('ranks by throughput, whatever the order of the results, relative to the best', () => {
    const table = strategyTable.render([
      result('fifo', [throughput(50, 50, 50)]),
      result('round-robin', [throughput(200, 200, 200)]),
      result('adaptive', [throughput(100, 100, 100)]),
    ]);
    expect(
      rowsOf(table)
        .slice(0, 3)
        .map((row) => row.trim().split(/\s{2,}/)),
    ).toEqual([
      ['1', 'round-robin', '200 tasks/s', '0 %', '100 %'],
      ['2', 'adaptive', '100 tasks/s', '0 %', '50 %'],
      ['3', 'fifo', '50 tasks/s', '0 %', '25 %'],
    ]);
  });

  test('puts half of the interquartile range of the repetitions beside a figure', () => {
    // Quartiles of 1, 2, 3 ms are 1.5 and 2.5 ms: half of 1 ms is 25 % of 2 ms.
    const table = strategyTable.render([result('fifo', [throughput(90, 100, 110), latency])]);
    expect(table).toContain('latency p50');
    expect(
      rowsOf(table)[0]!
        .trim()
        .split(/\s{2,}/),
    ).toEqual(['1', 'fifo', '100 tasks/s', '5 %', '100 %', '2 ms', '25 %', '8 ms', '0 %']);
  });

  test('says nothing of doubt with two repetitions, and has no column for what nobody measured', () => {
    const table = strategyTable.render([result('fifo', [throughput(90, 110)])]);
    expect(table).not.toContain('±');
    expect(table).not.toContain('latency');
    expect(table).not.toContain('load balance');
  });

  test('counts the failures of all repetitions', () => {
    const failures = measurement({ name: 'failures', unit: 'count', better: 'lower', median: [0, 0, 6] });
    const mean = { ...failures, summary: { ...failures.summary, mean: 2 } };
    const table = strategyTable.render([result('fifo', [throughput(1, 1, 1), mean])]);
    expect(rowsOf(table)[0]).toMatch(/ 6$/);
  });

  test('marks ranks that the repetitions do not tell apart', () => {
    const table = strategyTable.render([
      result('a', [throughput(100, 110, 120)]),
      result('b', [throughput(99, 109, 119)]),
      result('c', [throughput(10, 11, 12)]),
    ]);
    expect(rowsOf(table).map((row) => row.trim().split(/\s+/)[0])).toEqual(['1', '2=', '3', '', '±', '=']);
    expect(table).toContain('= not told apart');
  });

  test('lists a result without throughput last and without a rank', () => {
    const table = strategyTable.render([result('broken', []), result('fifo', [throughput(1, 1, 1)])]);
    expect(
      rowsOf(table)
        .slice(0, 2)
        .map((row) => row.trim().split(/\s{2,}/)[0]),
    ).toEqual(['1', 'broken']);
  });

  test('colours only when asked, and keeps the columns aligned', () => {
    const results = [result('a', [throughput(100, 100, 100)]), result('b', [throughput(1, 1, 1)])];
    const plain = strategyTable.render(results);
    const coloured = strategyTable.render(results, { colors: true });
    expect(stripVTControlCharacters(plain)).toBe(plain);
    expect(coloured).not.toBe(plain);
    expect(stripVTControlCharacters(coloured)).toBe(plain);
  });
});
