/**
 * What a measuring process knows of the scenarios of a bench file. The engine itself comes out of each side's bundle, since it is
 * part of what is compared; nothing of it is imported here.
 */
import type { Result } from '../../model/result.ts';
import type { scenarioEntries } from '../scenario-entries.ts';

/** Options of a scenario: as the user wrote them, whether right or wrong. */
export type ScenarioRequest = Readonly<Record<string, unknown>>;

/** One result, or several: of strategies, or of numbers of workers. */
export type ScenarioOutcome = Result | Iterable<Result>;

/** Runs one scenario. */
export type RunScenario = (
  options: ScenarioRequest,
  context: { readonly signal?: AbortSignal | undefined; readonly brief?: boolean },
) => Promise<ScenarioOutcome>;

/** The entries that a bundle offers; an older engine may lack the one or other. */
export type ScenarioEngine = Readonly<
  Partial<Record<(typeof scenarioEntries)[keyof typeof scenarioEntries], RunScenario>>
>;

/** The results of a run, in their order. */
export function resultsOf(outcome: ScenarioOutcome): readonly Result[] {
  return Symbol.iterator in outcome ? [...outcome] : [outcome];
}
