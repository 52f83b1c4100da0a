/** Source text of bench files, and changes to the baselines that runs of them leave. */
import type { Project } from './project.ts';

/** Too short to be judged by its times: for what does not depend on them. */
export const brief = '{ time: 5, warmupTime: 0, warmupIterations: 0 }';

/** What every bench file below begins with: `spin(n)` is a function whose time grows with n. */
export const header = `
import { describe, expect, test } from 'vitest';
const spin = (n) => () => { let sum = 0; for (let i = 0; i < n; i++) sum += i % 7; return sum; };
`;

/** A bench file with one test for each name, which measures one plain benchmark called `loop`. */
export function benchFile(...tests: readonly string[]): string {
  return header + tests.map((name) => plainTest(name)).join('\n');
}

/** A test with one plain benchmark. */
export function plainTest(name: string, benchmark = 'loop'): string {
  return `test('${name}', async ({ bench }) => { await bench('${benchmark}', spin(20_000)).run(${brief}); });`;
}

interface Stored {
  parameters: Record<string, unknown>;
  environment: Record<string, unknown>;
  metrics: Record<string, { repetitions: Record<string, number[]> }>;
  commit: string | null;
  dirty: boolean;
}

/** A baseline file as JSON. */
export interface StoredFile {
  schema: number;
  results: Record<string, Stored>;
}

/** Where a bench file's results of a baseline lie. */
export function stored(benchFileName: string, baseline = 'baseline'): string {
  return `baselines/${baseline}/${benchFileName}.json`;
}

/** Reads a bench file's baseline. */
export function readStored(project: Project, benchFileName: string, baseline = 'baseline'): StoredFile {
  return JSON.parse(project.read(stored(benchFileName, baseline))) as StoredFile;
}

/** Changes every result of a bench file's baseline in place. */
export function editStored(
  project: Project,
  benchFileName: string,
  change: (result: Stored, key: string) => void,
): void {
  const file = readStored(project, benchFileName);
  for (const [key, result] of Object.entries(file.results)) change(result, key);
  project.write({ [stored(benchFileName)]: JSON.stringify(file) });
}

/**
 * Pretends that the baseline took so many times as long, which no noise hides: below 0.1 a later run is slower for sure,
 * above 10 it is faster for sure.
 */
export function scaleStored(project: Project, benchFileName: string, factor: number): void {
  editStored(project, benchFileName, ({ metrics }) => {
    for (const { repetitions } of Object.values(metrics)) {
      for (const [statistic, values] of Object.entries(repetitions)) {
        repetitions[statistic] = values.map(() => factor * values[0]!);
      }
    }
  });
}

/**
 * A statement that records a result of one metric with these repetitions: what is compared is known to the digit, and
 * only the path that it takes is tried.
 */
export function recorded(name: string, repetitions: readonly number[], parameters = '{}'): string {
  const summary =
    '{ n: 10, mean: 1, median: 1, min: 1, max: 1, sd: 0, p25: 1, p75: 1, p90: 1, p95: 1, p99: 1, "p99.9": 1 }';
  return `await bench.record({ scenario: 'own', name: '${name}', parameters: ${parameters}, warnings: [], metrics: {
    cost: { name: 'cost', unit: 'ns', better: 'lower', assume: 'sampled', about: 'A made-up time.', per: 'repetition',
      summary: ${summary}, repetitions: { median: [${repetitions.join(', ')}] } } } });`;
}

/** Ten repetitions of about so many nanoseconds. */
export function about(value: number): number[] {
  return Array.from({ length: 10 }, (_, at) => value * (1 + 0.001 * at));
}

/** A test that records one result. */
function recordedTest(test: string, value: number, parameters = '{}'): string {
  return `test('${test}', async ({ bench }) => {\n  ${recorded('cost', about(value), parameters)}\n});\n`;
}

/** A bench file with tests that each record one result, called `cost`, of this value. */
export function recordedFile(tests: Readonly<Record<string, number>>): string {
  return (
    header +
    Object.entries(tests)
      .map(([name, value]) => recordedTest(name, value))
      .join('\n')
  );
}

/** The first stored repetition of a test's recorded result. */
export function storedCost(
  project: Project,
  benchFileName: string,
  test: string,
  baseline = 'baseline',
): number | undefined {
  return readStored(project, benchFileName, baseline).results[`${test} > cost`]?.metrics['cost']?.repetitions[
    'median'
  ]?.[0];
}
