import { expect, test } from 'vitest';
import type { Measurement, Result } from '../../../src/model/result.ts';
import { renderOverview } from '../../../src/reports/overview.ts';
import { summarize } from '../../../src/statistics/summary.ts';

function measured(name: string, unit: Measurement['unit'], values: readonly number[]): Measurement {
  const repetitions = { median: values };
  const summary = summarize(values);
  return { name, unit, better: 'lower', assume: 'sampled', about: '', per: 'repetition', summary, repetitions };
}

function result(metrics: readonly Measurement[], warnings: readonly string[] = []): Result {
  const byName = Object.fromEntries(metrics.map((metric) => [metric.name, metric]));
  return { scenario: 'own', name: 'x', parameters: {}, metrics: byName, warnings };
}

test('one failure in ten repetitions is shown, and why it failed', () => {
  const failures = measured('failures', 'count', [0, 0, 0, 0, 1, 0, 0, 0, 0, 0]);
  const text = renderOverview([{ label: 'half', result: result([failures], ['1 task failed: boom']) }]);
  expect(text).toMatch(/^half +1$/m);
  expect(text).toContain('warning: half: 1 task failed: boom');
});

test('a result without the usual figures shows its first metric, with its doubt', () => {
  const labelled = [
    { label: 'ratio', result: result([measured('ratio', 'x', [1, 2, 3])]) },
    { label: 'run', result: result([measured('makespan', 'ns', [5e6, 5e6, 5e6])]) },
  ];
  const text = renderOverview(labelled);
  expect(text).toMatch(/^ratio .*ratio 2x ± 25 %$/m);
  expect(text).toMatch(/^run +5 ms +0 %$/m);
});

test('nothing measured is no table', () => {
  expect(renderOverview([])).toBe('');
});
