/** What a provider of the user's own measured: it answers Vitest only, which leaves the figures with the test. */
import type { RunnerTestCase } from 'vitest';
import type { Result } from '../../src/model/result.ts';
import { summarize } from '../../src/statistics/summary.ts';
import { latencyResult } from './latency-result.ts';
import { type ForeignTask, record } from './session.ts';
import { callOf } from './site.ts';

/** Takes the results of these benchmarks in. */
export async function recordForeign(
  test: RunnerTestCase,
  project: string,
  tasks: readonly ForeignTask[],
): Promise<void> {
  for (const task of tasks) {
    const site = callOf(test, task.name);
    await record({ test, project, result: foreignResult(task), site });
  }
}

/** Of one repetition, which is all that is known: the order in which its samples were taken is not. */
function foreignResult({ name, latency }: ForeignTask): Result<'latency'> {
  const samples = (latency.samples ?? [latency.p50]).map((milliseconds) => milliseconds * 1e6);
  const summary = summarize(samples, name);
  return latencyResult({
    name,
    parameters: { provider: 'own' },
    summary,
    repetitions: { median: [summary.median] },
    warnings: ['Measured by a provider of your own: there is one repetition only.'],
  });
}
