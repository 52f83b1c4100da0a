/** `bench.record` takes what is a result, and says of anything else what is wrong with it. */
import { expect, test } from 'vitest';
import { createProject } from './project.ts';

const benchFile = `
  import { expect, test } from 'vitest';
  const figure = { n: 1, mean: 1, median: 1, min: 1, max: 1, sd: 0, p25: 1, p75: 1, p90: 1, p95: 1, p99: 1, 'p99.9': 1 };
  const metric = { name: 'size', unit: 'B', better: 'lower', assume: 'exact', about: 'Bytes.', per: 'run', summary: figure, repetitions: { median: [1] } };
  const result = { scenario: 'own', name: 'bundle', parameters: {}, metrics: { size: metric }, warnings: [] };
  test('sound', async ({ bench }) => {
    await bench.record(result);
    expect(result).toMeetTarget('size', '<= 1 B');
  });
  test('no summary', ({ bench }) => bench.record({ ...result, metrics: { size: { ...metric, summary: undefined } } }));
  test('no number', ({ bench }) => bench.record({ ...result, metrics: { size: { ...metric, repetitions: { median: [NaN] } } } }));
  test('no unit', ({ bench }) => bench.record({ ...result, metrics: { size: { ...metric, unit: 'apples' } } }));
  test('nothing', ({ bench }) => bench.record());
`;

test('what is wrong with a result is named', async () => {
  using project = createProject({ 'own.bench.js': benchFile });
  const { code, text } = await project.vitest([]);
  expect(code).toBe(1);
  expect(text).toMatch(/✓ sound/);
  expect(text).toContain('bench.record(result).metrics.size.summary');
  expect(text).toContain('bench.record(result).metrics.size.repetitions.median.0');
  expect(text).toContain('bench.record(result).metrics.size.unit');
  expect(text).toMatch(/bench\.record\(result\): undefined is not a result/);
  expect(text).toContain('4 failed | 1 passed');
});
