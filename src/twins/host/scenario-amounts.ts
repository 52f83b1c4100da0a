/** How much of a scenario a process measures: many short runs say more than one long one, since processes differ. */
import type { Result } from '../../model/result.ts';
import type { ScenarioName } from '../scenario-entries.ts';
import type { ScenarioRequest } from './scenario-engine.ts';

/** Timed repetitions of a run and those before them, and runs of a side. */
export interface Amount {
  readonly repetitions: number;
  readonly warmUp: number;
  readonly fewest: number;
  readonly most: number;
}

export const usual: Amount = { repetitions: 3, warmUp: 1, fewest: 2, most: 4 };
/**
 * Where the first runs of both sides alone take longer than a measurement should: they have warmed up, one pair follows, and more
 * processes instead.
 */
export const ofLongRuns: Amount = { repetitions: 1, warmUp: 0, fewest: 1, most: 1 };
/** The same where a run warms up by itself: the first runs are the measurement. */
const ofFirstRuns: Amount = { ...ofLongRuns, fewest: 0, most: 0 };
/** Where it was the start of many workers that took long: as many repetitions as usual, once those are there. */
const ofLongStarts: Amount = { ...ofLongRuns, repetitions: usual.repetitions, warmUp: usual.warmUp };

/** The first runs of both sides; times in ns. */
export interface FirstRuns {
  readonly took: number;
  /** How long a measurement should take. */
  readonly longest: number;
  readonly results: readonly Result[];
}

/** The amount that is worth its time. */
export function amountFor(scenario: ScenarioName, { took, longest, results }: FirstRuns): Amount {
  if (took <= longest) return usual;
  const inside = results.reduce((sum, { metrics }) => sum + (metrics['makespan']?.summary.mean ?? Infinity), 0);
  if (inside <= longest) return ofLongStarts;
  return scenario === 'scaling' ? ofFirstRuns : ofLongRuns;
}

/** The options of a call with no more repetitions than that. */
export function shortened(
  scenario: ScenarioName,
  options: ScenarioRequest,
  { repetitions, warmUp }: Pick<Amount, 'repetitions' | 'warmUp'>,
): ScenarioRequest {
  switch (scenario) {
    case 'scheduler':
      return {
        ...options,
        repetitions: fewer(options['repetitions'], repetitions),
        warmUp: fewer(options['warmUp'], warmUp),
      };
    case 'scaling':
      // Each run has workers of its own, which have to load the task first.
      return {
        ...options,
        rounds: fewer(options['rounds'], repetitions),
        warmUp: fewer(options['warmUp'], usual.warmUp),
      };
    case 'stress':
      // A run under load has no repetitions; told to be brief, it makes its stages short itself.
      return options;
  }
}

/** What is no number is left for the engine to complain of. */
function fewer(given: unknown, most: number): unknown {
  if (given === undefined) return most;
  return typeof given === 'number' ? Math.min(given, most) : given;
}
