/** The scenarios of `bench`: runs one and records each of its results. */
import type { RunnerTestCase } from 'vitest';
import { type Result, runScaling, runScheduler, runStress, ScalingResults } from '../../src/index.ts';
import type { ScenarioName } from '../../src/twins/scenario-entries.ts';
import { record, recordScaling } from './session.ts';

interface Call {
  readonly test: RunnerTestCase;
  readonly project: string;
  readonly site: Error;
  readonly signal: AbortSignal;
}

/** One result, or several: of strategies, or of numbers of workers. */
type Outcome = Result | Iterable<Result>;

/** Each checks its own options, whatever the user wrote. */
type Run = (options: never, context: { readonly signal: AbortSignal }) => Promise<Outcome>;

const runs: Readonly<Record<ScenarioName, Run>> = {
  scheduler: runScheduler,
  scaling: runScaling,
  stress: runStress,
};

/** Runs the scenario for one test. */
export async function measureScenario(scenario: ScenarioName, call: Call, options: unknown): Promise<Outcome> {
  const { test, project, site, signal } = call;
  const outcome = await runs[scenario](options as never, { signal });
  const results = Symbol.iterator in outcome ? [...outcome] : [outcome];
  for (const result of results) await record({ test, project, result, site, repeatable: true });
  if (outcome instanceof ScalingResults) recordScaling(test, outcome.toJSON());
  return outcome;
}
