/** `bench.scheduler`: runs the scenario and records each of its results. */
import type { RunnerTestCase } from 'vitest';
import { runScheduler, type SchedulerOptions, type SchedulerResult, type SchedulerResults } from '../../src/index.ts';
import { record } from './session.ts';

interface Call {
  readonly test: RunnerTestCase;
  readonly project: string;
  readonly site: Error;
  readonly signal: AbortSignal;
}

/** Runs the scenario for one test. */
export async function measureScheduler(
  call: Call,
  options: SchedulerOptions,
): Promise<SchedulerResult | SchedulerResults> {
  const outcome = await runScheduler(options, { signal: call.signal });
  const results = 'ranking' in outcome ? [...outcome] : [outcome];
  for (const result of results) {
    await record({ test: call.test, project: call.project, result, site: call.site, repeatable: true });
  }
  return outcome;
}
