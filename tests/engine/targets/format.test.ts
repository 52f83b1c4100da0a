import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { evaluateTargets } from '../../../src/targets/evaluate.ts';
import { formatTargetReport } from '../../../src/targets/format.ts';
import { targets } from '../../../src/targets/tables.ts';
import { hundredMilliseconds, resultOf } from './made-results.ts';

const result = resultOf({
  latency: { ...hundredMilliseconds, repetitions: { median: [48e6, 50e6, 55e6], p99: [98e6, 99e6, 120e6] } },
  throughput: { unit: 'tasks/s', values: [1000] },
  failures: { unit: 'count', values: [2] },
});

describe('formatTargetReport', () => {
  test('a table of bounds', () => {
    const report = evaluateTargets(result, {
      'latency.p99': '< 20 ms',
      latency: '<= 100 ms',
      'latency.mean': '< 1 s',
      throughput: '>= 1000 tasks/s',
      failures: '<= 0',
      memory: '< 1 MB',
    });
    expect(formatTargetReport(report)).toBe(
      [
        'metric             measured            bound  verdict       by how much  doubt',
        '------------  -------------  ---------------  ------------  -----------  ---------------------------------------',
        'latency.p99           99 ms          < 20 ms  missed        395 % above  n = 100, 3 repetitions: 98 ms to 120 ms',
        'latency               50 ms        <= 100 ms  met            50 % below  n = 100, 3 repetitions: 48 ms to 55 ms',
        'latency.mean        50.5 ms            < 1 s  met            95 % below  n = 100, p25 to p75: 25 ms to 75 ms',
        'throughput    1,000 tasks/s  >= 1000 tasks/s  met                 equal  n = 1',
        'failures                  2             <= 0  missed            2 above  n = 1',
        'memory                                < 1 MB  not measured',
        '',
        'memory: The result "made" has no metric "memory".',
      ].join('\n'),
    );
  });

  test('names targets whose name is not their metric, and says what was not judged', () => {
    const text = formatTargetReport(evaluateTargets(result, targets.workflow));
    expect(text).toMatch(/^target +metric +measured +bound +verdict +by how much +doubt\n-/);
    expect(text).toContain('workflow.linear10    makespan');
    expect(text).toContain(
      'workflow.linear10: Not judged: Stated for a chain of 10 nodes; this run: scenario scheduler instead of workflow.',
    );
    expect(text).toMatch(/\nNo row could be judged\.$/);
  });

  test('has colours only when told', () => {
    const report = evaluateTargets(result, { latency: '< 1 s', throughput: '< 1 tasks/s' });
    const plain = formatTargetReport(report);
    const coloured = formatTargetReport(report, { colors: true });
    expect(stripVTControlCharacters(plain)).toBe(plain);
    expect(coloured).toContain('\u001B[31mmissed\u001B[39m');
    expect(stripVTControlCharacters(coloured)).toBe(plain);
  });

  test('a difference that rounding hides in the figure shows in its distance', () => {
    const close = resultOf({ latency: { unit: 'ns', values: [20_001_000] } });
    expect(formatTargetReport(evaluateTargets(close, { latency: '< 20 ms' }))).toMatch(
      /20 ms +< 20 ms +missed +0\.005 % above/,
    );
  });
});
