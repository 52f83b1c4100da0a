import { describe, expect, test } from 'vitest';
import { terminalReport } from '../../../src/reports/terminal.ts';
import { measurement, result, throughput } from './sample-results.ts';

describe('the terminal report', () => {
  test('shows every metric of a single result', () => {
    const memory = measurement({ name: 'memoryPerTask', unit: 'B', better: 'lower', median: [812] });
    const text = terminalReport.render([result('fifo', [throughput(100, 200, 300), memory])]);
    expect(text).toContain('scheduler fifo: workers 4, tasks 1,000, task (a 1, kind noop)');
    const cells = text.split('\n').map((line) => line.trim().split(/\s{2,}/));
    expect(cells).toContainEqual([
      'throughput',
      '3',
      '200 tasks/s',
      '25 %',
      '200 tasks/s',
      '200 tasks/s',
      '1 tasks/s',
      'repetition',
      'higher',
    ]);
    // One observation has neither tail nor deviation.
    expect(cells).toContainEqual(['memoryPerTask', '1', '812 B', 'repetition', 'lower']);
  });

  test('ranks several results of one scenario and shows other scenarios apart', () => {
    const other = { ...result('alone', [throughput(7, 7, 7)]), scenario: 'mine' };
    const text = terminalReport.render([
      result('fifo', [throughput(1, 1, 1)]),
      other,
      result('adaptive', [throughput(2, 2, 2)]),
    ]);
    expect(text.indexOf('adaptive')).toBeLessThan(text.indexOf('fifo'));
    expect(text.indexOf('fifo')).toBeLessThan(text.indexOf('mine alone'));
  });

  test('names each warning once, with the results that it is about', () => {
    const text = terminalReport.render([
      result('fifo', [throughput(1)], ['The machine is busy.', 'Three tasks failed.']),
      result('adaptive', [throughput(2)], ['The machine is busy.']),
    ]);
    expect(text.split('\n').filter((line) => line.startsWith('warning'))).toEqual([
      'warning: The machine is busy.',
      'warning: fifo: Three tasks failed.',
    ]);
  });
});
