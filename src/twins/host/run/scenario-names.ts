import type { ScenarioName } from '../../scenario-entries.ts';
import type { ScenarioRequest } from '../scenario-engine.ts';

/**
 * The names that the results of a scenario's call will have; undefined where only the engine knows. Told from the options, so
 * that both sides' calls find each other before anything runs.
 */
export function scenarioResults(scenario: ScenarioName, options: ScenarioRequest): readonly string[] | undefined {
  switch (scenario) {
    case 'scheduler':
      return schedulerResults(options);
    case 'scaling':
      return scalingResults(options);
    case 'stress':
      return stressResults(options);
  }
}

function schedulerResults({ name, strategy, subject }: ScenarioRequest): readonly string[] | undefined {
  const own = ownName(name);
  if (subject !== undefined) return namesOf(own, [nameOf(subject)]);
  if (strategy === 'all') return undefined;
  return namesOf(own, Array.isArray(strategy) ? strategy.map(nameOf) : [nameOf(strategy ?? 'fifo')]);
}

/** A point for each number of workers; the engine adds 1 where it is left out. */
function scalingResults({ name, strategy, workers }: ScenarioRequest): readonly string[] | undefined {
  const first = ownName(name) ?? nameOf(strategy ?? 'fifo');
  const counts = workers ?? defaultWorkers;
  if (first === undefined || !Array.isArray(counts)) return undefined;
  return [...new Set([1, ...counts])].map((count) => `${first}, ${count} ${count === 1 ? 'worker' : 'workers'}`);
}

const defaultWorkers: readonly number[] = [1, 2, 4, 8, 16, 32];

function stressResults({ name, scenario, strategy, subject }: ScenarioRequest): readonly string[] | undefined {
  return namesOf(ownName(name), [nameOf(scenario ?? subject ?? strategy ?? 'fifo')]);
}

function ownName(name: unknown): string | undefined {
  return typeof name === 'string' ? name.trim() : undefined;
}

function namesOf(own: string | undefined, each: readonly (string | undefined)[]): readonly string[] | undefined {
  if (each.length === 1) {
    const name = own ?? each[0];
    return name === undefined ? undefined : [name];
  }
  if (each.includes(undefined)) return undefined;
  return each.map((name) => [own, name].join(' ').trim());
}

function nameOf(given: unknown): string | undefined {
  const name = typeof given === 'object' && given !== null ? (given as { name?: unknown }).name : given;
  return typeof name === 'string' ? name : undefined;
}
