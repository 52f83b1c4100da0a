import { describe, expect, test } from 'vitest';
import { jsonReport, type ReportDocument } from '../../../src/reports/json.ts';
import { measurement, result, throughput } from './sample-results.ts';

const latency = measurement({ name: 'latency', unit: 'ns', better: 'lower', median: [1, 2, 3], p99: [4, 5, 6] });

describe('the JSON report', () => {
  test('carries every number unchanged', () => {
    const results = [result('fifo', [throughput(1.25, 2, 3), latency], ['A doubt.'])];
    const document = JSON.parse(jsonReport.render(results)) as ReportDocument;
    expect(document).toEqual({ schema: 'benchgate/report', version: 1, results });
  });

  test('is the same text whatever the order in which keys were written', () => {
    const one = result('fifo', [throughput(1, 2, 3), latency]);
    const other = {
      ...result('fifo', [latency, throughput(1, 2, 3)]),
      parameters: { task: { a: 1, kind: 'noop' }, tasks: 1000, workers: 4 },
    };
    expect(jsonReport.render([one])).toBe(jsonReport.render([other]));
  });

  test('leaves out what the contract does not name', () => {
    const results = [Object.assign(result('fifo', [throughput(1)]), { ranking: ['fifo'] })];
    expect(jsonReport.render(results)).not.toContain('ranking');
  });

  test('says where it was measured when that is known', () => {
    const environment = { cpu: 'a model', cores: 2, os: 'linux', arch: 'x64', node: 24 };
    const document = JSON.parse(jsonReport.render([], { environment })) as ReportDocument;
    expect(document.environment).toEqual(environment);
  });
});
