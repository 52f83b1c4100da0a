/** What a provider of the user's own measured: it answers Vitest only, which leaves the figures with the test. */
import type { RunnerTestCase } from 'vitest';
import type { Result } from '../../src/model/result.ts';
import { summarize } from '../../src/statistics/summary.ts';
import { record } from './session.ts';
import { callOf } from './site.ts';

type Task = RunnerTestCase['benchmarks'][number]['tasks'][number];

/**
 * Takes in what the test's benchmarks measured and nobody has recorded. What `bench.from()` read from a file is no
 * measurement of this run.
 *
 * @param from the place in the test's benchmarks where this try of it begins
 */
export async function recordForeign(test: RunnerTestCase, project: string, from: number): Promise<void> {
  const known = new Set(test.meta.benchgate?.results.map(({ result }) => result.name));
  const tasks = test.benchmarks.slice(from).flatMap((group) => group.tasks);
  for (const task of tasks.filter(({ name, fromStore }) => fromStore !== true && !known.has(name))) {
    const site = callOf(test, task.name);
    await record({ test, project, result: foreignResult(task), site });
  }
}

/** Of one repetition, which is all that is known: the order in which its samples were taken is not. */
function foreignResult({ name, latency }: Task): Result<'latency'> {
  const samples = (latency.samples ?? [latency.p50]).map((milliseconds) => milliseconds * 1e6);
  const summary = summarize(samples, name);
  return {
    scenario: 'bench',
    name,
    parameters: { provider: 'own' },
    metrics: {
      latency: {
        name: 'latency',
        unit: 'ns',
        better: 'lower',
        assume: 'sampled',
        about: 'The time of one call of the benchmarked function.',
        per: 'task',
        summary,
        repetitions: { median: [summary.median] },
      },
    },
    warnings: ['Measured by a provider of your own: there is one repetition only.'],
  };
}
