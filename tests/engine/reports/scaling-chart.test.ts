import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderScalingChart } from '../../../src/reports/scaling-chart.ts';
import { scaledResult, scalingReport } from './sample-scaling.ts';

/** Where a mark stands: columns from the axis, rows from the top. */
function find(chart: string, mark: string): [column: number, row: number][] {
  return chart
    .split('\n')
    .slice(0, 15)
    .flatMap((line, row) =>
      Array.from(line).flatMap((each, at) => (each === mark ? [[at - 9, row] as [number, number]] : [])),
    );
}

describe('the chart', () => {
  test('linear points lie on the line from one corner to the other', () => {
    const chart = renderScalingChart(scalingReport([1, 2, 4, 8, 16].map((n) => scaledResult(n, n))));
    expect(find(chart, '●')).toEqual([
      [56, 0],
      [42, 4],
      [28, 7],
      [14, 11],
      [0, 14],
    ]);
    expect(chart.split('\n')[16]).toBe('         1             2             4             8             16  workers');
    expect(chart).toMatch(/^ {4}16x \|/m);
    expect(chart).toMatch(/^ {5}1x \|●/m);
    expect(chart).toContain('● measured   · linear');
    expect(chart).not.toContain('fitted');
  });

  test('what falls behind lies below the line, what is oversubscribed is hollow', () => {
    const chart = renderScalingChart(
      scalingReport([scaledResult(1, 1), scaledResult(2, 2), scaledResult(8, 2, { oversubscribed: true })]),
    );
    const [[column, row] = [0, 0]] = find(chart, '○');
    expect(column).toBe(56);
    expect(row).toBe(find(chart, '●')[0]![1]);
    expect(chart).toContain('○ more workers than cores');
  });

  test('a fitted law is drawn as far as it was fitted', () => {
    const chart = renderScalingChart(
      scalingReport([scaledResult(1, 1), scaledResult(4, 2), scaledResult(16, 2.5)], {
        amdahl: { fittedTo: [1, 4], serialFraction: { value: 1 / 3 }, maxSpeedUp: { value: 3 } },
      }),
    );
    const fitted = find(chart, '-');
    expect(fitted.length).toBeGreaterThan(5);
    expect(Math.max(...fitted.map(([column]) => column))).toBeLessThanOrEqual(28);
    expect(chart).toContain('- fitted');
  });

  test('slower with more workers than with one: below 1', () => {
    const chart = renderScalingChart(scalingReport([scaledResult(1, 1), scaledResult(2, 0.3)]));
    expect(chart).toMatch(/^ {3}1\/4x \|/m);
    expect(find(chart, '●')).toHaveLength(2);
  });

  test('one point is no chart', () => {
    expect(renderScalingChart(scalingReport([scaledResult(1, 1)]))).toBe('');
  });

  test('has a place for every point, whatever it is', () => {
    const speedUp = fc.double({ min: 0.001, max: 5000, noNaN: true });
    const more = fc.uniqueArray(fc.integer({ min: 2, max: 2000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(more, fc.array(speedUp, { minLength: 8, maxLength: 8 }), (workers, speedUps) => {
        const counts = workers.toSorted((one, other) => one - other);
        const points = [scaledResult(1, 1), ...counts.map((count, at) => scaledResult(count, speedUps[at]!))];
        const lines = renderScalingChart(scalingReport(points)).split('\n');
        expect(lines).toHaveLength(19);
        for (const line of lines.slice(0, 15)) expect(line.length).toBeLessThanOrEqual(9 + 57);
        // Points may cover each other, the last is always seen.
        expect(find(lines.join('\n'), '●').some(([column]) => column === 56)).toBe(true);
      }),
    );
  });
});
