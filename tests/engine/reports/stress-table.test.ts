import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { StressReportable, StressSlice } from '../../../src/model/stress.ts';
import { renderSlices } from '../../../src/reports/slice-chart.ts';
import { renderSparkline } from '../../../src/reports/sparkline.ts';
import { renderStress } from '../../../src/reports/stress-table.ts';
import { result, throughput } from './sample-results.ts';

function slice(at: number, completed: number, more: Partial<StressSlice> = {}): StressSlice {
  return { at: at * 1e9, duration: 1e9, completed, failed: 0, throughput: completed, inFlight: 500, ...more };
}

const sample: StressReportable = {
  ...result('crash-storm', [throughput(1000)], ['Something to know.']),
  scenario: 'stress',
  parameters: { duration: 3e9, heapLimit: 64e6, inFlight: 500, task: 'noop' },
  counts: { submitted: 3010, completed: 3000, failed: 4, cancelled: 5, refused: 1, retries: 31 },
  faults: [
    { fault: 'throw', injected: 20, recovered: 16, lost: 4 },
    { fault: 'exit', injected: 15, recovered: 15, lost: 0 },
  ],
  slices: [slice(0, 1000, { p50: 1e6, p99: 4e6, rss: 80e6 }), slice(1, 500), slice(2, 1500, { p50: 2e6, p99: 2e6 })],
  stability: {
    throughput: { verdict: 'stable', sentence: 'Throughput is stable: so it is.', n: 60 },
    memory: { verdict: 'too short to say', sentence: 'Memory: too few points.', n: 3 },
  },
  leak: { verdict: 'no leak', sentence: 'No leak was seen.', n: 20 },
};

describe('the report of a run under load', () => {
  test('says what was run, where the tasks went, and what became of every fault', () => {
    const text = renderStress(sample);
    expect(text).toMatch(/^stress crash-storm: duration 3 s, heapLimit 64 MB, inFlight 500, task noop\n/);
    expect(text).toContain(
      '3,010 submitted = 3,000 completed + 4 failed + 5 cancelled + 1 refused; 31 starts more than tasks',
    );
    const lines = text.split('\n').map((line) => line.trim().split(/\s{2,}/));
    expect(lines).toContainEqual(['fault', 'injected', 'recovered', 'lost']);
    expect(lines).toContainEqual(['throw', '20', '16', '4']);
    expect(lines).toContainEqual(['exit', '15', '15', '0']);
    expect(text).toContain('Throughput is stable: so it is.\nMemory: too few points.\nNo leak was seen.');
    expect(text).toMatch(/warning: Something to know\.$/);
    expect(text).toMatch(/throughput .*1,000 tasks\/s/);
  });

  test('leaves out what there is nothing of', () => {
    const text = renderStress({ ...sample, faults: [], slices: [], warnings: [] });
    expect(text).not.toMatch(/injected|over |warning/);
    expect(text).not.toMatch(/\n{3}/);
  });

  test('shows the trials of a search', () => {
    const limit = {
      rate: 200,
      above: 250,
      sentence: '200 tasks/s meet latency.p99 < 20 ms; 250 tasks/s do not.',
      trials: [
        { rate: 200, met: true, throughput: 199, missed: [] },
        { rate: 250, met: false, throughput: 210, missed: ['latency.p99 31 ms, not < 20 ms'] },
      ],
    };
    const text = renderStress({ ...sample, limit });
    const lines = text.split('\n').map((line) => line.trim().split(/\s{2,}/));
    expect(lines).toContainEqual(['200 tasks/s', '199 tasks/s', 'met']);
    expect(lines).toContainEqual(['250 tasks/s', '210 tasks/s', 'latency.p99 31 ms, not < 20 ms']);
    expect(text).toContain(limit.sentence);
  });

  test('colours only when asked', () => {
    expect(stripVTControlCharacters(renderStress(sample))).toBe(renderStress(sample));
    const coloured = renderStress(sample, { colors: true });
    expect(coloured).not.toBe(renderStress(sample));
    expect(stripVTControlCharacters(coloured)).toBe(renderStress(sample));
  });
});

describe('charts over time', () => {
  test('have a column for each slice, from 0 to the most, and a blank where nothing is known', () => {
    const lines = renderSlices(sample.slices).split('\n');
    expect(lines[0]).toMatch(/over 3 s\s+least\s+most$/);
    const [throughputs, p50, , inFlight, rss] = lines.slice(2);
    expect(throughputs).toMatch(/^throughput\s+▆▃█\s+500 tasks\/s\s+1,500 tasks\/s$/);
    expect(p50).toMatch(/^latency p50\s+▅ █\s+1 ms\s+2 ms$/);
    expect(inFlight).toMatch(/^in flight\s+███\s+500\s+500$/);
    expect(rss).toMatch(/^rss\s+█\s+80 MB\s+80 MB$/);
    // Nothing failed, and heaps were not measured.
    expect(lines).toHaveLength(7);
    expect(renderSlices([])).toBe('');
  });

  test('join neighbours when there are more than fit: means, and of what is bad the worst', () => {
    const many = Array.from({ length: 140 }, (_, at) =>
      slice(at, at % 2 === 0 ? 100 : 300, { p99: at === 7 ? 9e6 : 1e6 }),
    );
    const [throughputs, p99] = renderSlices(many).split('\n').slice(2);
    expect(throughputs).toMatch(/^throughput\s+█{70}\s+200 tasks\/s\s+200 tasks\/s$/);
    expect(p99).toMatch(/^latency p99\s+▂{3}█▂{66}\s+1 ms\s+9 ms$/);
  });

  test('of nothing but zeros are flat', () => {
    expect(renderSparkline([0, 0, undefined, 0])).toBe('▁▁ ▁');
    expect(renderSparkline([])).toBe('');
    expect(renderSparkline([0, 1, 2, 3, 4, 5, 6, 7])).toBe('▁▂▃▄▅▆▇█');
  });
});
