import type { SchedulerRequest } from '../scheduler-engine.ts';

/**
 * The names that the results of a call of the scheduler fixture will have; undefined where only the engine knows. Told from the
 * options, so that both sides' calls find each other before anything runs.
 */
export function schedulerNames({ name, strategy, subject }: SchedulerRequest): readonly string[] | undefined {
  const own = typeof name === 'string' ? name.trim() : undefined;
  if (subject !== undefined) return namesOf(own, [nameOf(subject)]);
  if (strategy === 'all') return undefined;
  return namesOf(own, Array.isArray(strategy) ? strategy.map(nameOf) : [nameOf(strategy ?? 'fifo')]);
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
