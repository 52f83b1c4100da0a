import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { ScalingReport, UslFit } from '../../../src/model/scaling.ts';
import { renderFits } from '../../../src/reports/scaling-fits.ts';
import { renderScaling } from '../../../src/reports/scaling-table.ts';
import { scaledResult, scalingReport } from './sample-scaling.ts';

const points = [scaledResult(1, 1), scaledResult(2, 1.9), scaledResult(4, 3)];

const usl: UslFit = {
  fittedTo: [1, 2, 4],
  lambda: { value: 100, interval: [98, 102] },
  sigma: { value: 0.05, interval: [0.04, 0.06] },
  kappa: { value: 0.01, interval: [0, 0.02] },
  peak: { value: 9.75, interval: [7, null] },
};

/** Cells of the lines of a text that have any. */
function cellsOf(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.trim().split(/\s{2,}/));
}

describe('the scaling report', () => {
  test('shows every point with its time, speed-up, efficiency and band', () => {
    const cells = cellsOf(renderScaling(scalingReport(points)));
    expect(cells[0]).toEqual(['scaling fifo: mode strong, tasks 100']);
    expect(cells.slice(1, 6)).toEqual([
      ['workers', 'time', '±', 'throughput', 'speed-up', '±', 'efficiency', 'band'],
      expect.anything(),
      ['1', '1 s', '0.5 %', '100 tasks/s', '1x', '0.5 %', '100 %', 'perfect'],
      ['2', '526 ms', '0.5 %', '190 tasks/s', '1.9x', '0.5 %', '95 %', 'perfect'],
      ['4', '333 ms', '0.5 %', '300 tasks/s', '3x', '0.5 %', '75 %', 'good'],
    ]);
  });

  test('shows where the time goes, without columns that nobody has', () => {
    const cells = cellsOf(renderScaling(scalingReport(points)));
    expect(cells[6]).toEqual(['workers', 'latency p50', 'p99', 'overhead', 'CPU']);
    expect(cells[8]).toEqual(['1', '10 ms', '20 ms', '5 %', '30 %']);
  });

  test('marks what is oversubscribed, and says so once', () => {
    const reason = '4 workers compute on 2 cores.';
    const crowded = scaledResult(4, 1.9, {
      oversubscribed: true,
      warnings: ['Oversubscribed: 4 workers compute on 2 cores.', 'Something else.'],
      notJudged: { efficiency: reason },
    });
    const text = renderScaling(scalingReport([...points.slice(0, 2), crowded], { cores: 2 }));
    expect(text).toMatch(/^ +4\* +526 ms/m);
    expect(text).toContain(
      '* more workers than the 2 cores\n  whose speed-up and efficiency no target is held against',
    );
    expect(text).not.toContain('Oversubscribed');
    expect(text).toContain('warning: 4 workers: Something else.');
    expect(renderScaling(scalingReport(points))).not.toContain('*');
  });

  test('ends with the reason for the bend and the doubts', () => {
    const lines = renderScaling(scalingReport(points, { warnings: ['A doubt.'] })).split('\n');
    expect(lines).toContain('Bend: contention. From 4 workers on it bends.');
    expect(lines.at(-1)).toBe('warning: A doubt.');
    const everywhere = points.map((point) => ({ ...point, warnings: ['The same.'] }));
    expect(renderScaling(scalingReport(everywhere)).match(/The same\./g)).toHaveLength(1);
    expect(renderScaling(scalingReport(everywhere))).toContain('warning: The same.');
  });

  test('is the same from JSON, and colours only when asked', () => {
    const report = scalingReport(points, { usl, warnings: ['A doubt.'] });
    const plain = renderScaling(report);
    expect(renderScaling(JSON.parse(JSON.stringify(report)) as ScalingReport)).toBe(plain);
    expect(stripVTControlCharacters(plain)).toBe(plain);
    const coloured = renderScaling(report, { colors: true });
    expect(coloured).not.toBe(plain);
    expect(stripVTControlCharacters(coloured)).toBe(plain);
    expect(plain.endsWith('\n')).toBe(false);
    expect(plain).not.toMatch(/ $/m);
  });
});

describe('the table of fits', () => {
  test('has every parameter with its interval', () => {
    const amdahl = {
      fittedTo: [1, 2],
      serialFraction: { value: 0.1, interval: [0.05, 0.2] },
      maxSpeedUp: { value: 10, interval: [5, 20] },
      lackOfFit: { probability: 0.0001, doubted: true },
    } as const;
    const text = renderFits(scalingReport(points, { usl, amdahl }));
    expect(cellsOf(text)).toEqual([
      ['law', 'figure', 'value', '95 % interval', 'fitted to'],
      expect.anything(),
      ['best', 'enough: within 5 % of the most', '2 workers', '2 to 4 workers'],
      ['most throughput', '4 workers', '4 to 4 workers', '1 to 4 workers'],
      ['Amdahl ?', 'serial fraction s', '0.1', '0.05 to 0.2', '1 to 2 workers'],
      ['largest speed-up 1 ÷ s', '10x', '5 to 20x'],
      ['USL', 'throughput of 1 worker λ', '100 tasks/s', '98 to 102 tasks/s', '1 to 4 workers'],
      ['contention σ', '0.05', '0.04 to 0.06'],
      ['coherency κ', '0.01', '0 to 0.02'],
      ['peak N*', '9.75 workers', '7 workers and more'],
      ['? the points do not lie on this curve'],
    ]);
  });

  test('says what has no limit, and nothing of intervals that there are not', () => {
    const gustafson = { fittedTo: [1, 2, 4], serialFraction: { value: 0.25 } };
    const text = renderFits(
      scalingReport(points, {
        mode: 'weak',
        gustafson,
        usl: { ...usl, peak: 'not reached' },
        amdahl: { fittedTo: [1, 2], serialFraction: { value: 0 }, maxSpeedUp: 'unlimited' },
        best: { enough: 1, workers: 1 },
      }),
    );
    expect(text).toMatch(/peak N\* +not reached$/m);
    expect(text).toMatch(/largest speed-up 1 ÷ s +unlimited$/m);
    expect(text).toMatch(/^Gustafson +serial fraction s +0\.25 +1 to 4 workers$/m);
    expect(text).toMatch(/^best .* 1 worker$/m);
  });
});
