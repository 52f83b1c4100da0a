/** Whether two results are of one thing: only then may their numbers be compared. */
import { environmentDifferences } from '../model/environment.ts';
import type { StoredMetric, StoredResult } from './file.ts';

/** What is judged: a measured or a saved result, with where it was measured. */
export type Comparable = Pick<StoredResult, 'scenario' | 'parameters' | 'metrics' | 'environment'>;

/** Why two measurements are not of one thing, in words; empty where they are. */
export function obstacles(head: Comparable, measured: StoredMetric, base: Comparable, saved: StoredMetric): string {
  if (head.scenario !== base.scenario) return `scenario: ${base.scenario}, then ${head.scenario}`;
  const parameters = parameterDifferences(base.parameters, head.parameters);
  if (parameters.length > 0) return `other parameters (${parameters.join('; ')})`;
  const declared = (['unit', 'better', 'assume', 'per'] as const).filter((key) => measured[key] !== saved[key]);
  if (declared.length > 0) {
    return `declared otherwise (${declared.map((key) => `${key}: ${saved[key]}, then ${measured[key]}`).join('; ')})`;
  }
  if (measured.assume === 'exact') return '';
  const places = environmentDifferences(base.environment, head.environment);
  return places.length === 0 ? '' : `another environment (${places.join('; ')})`;
}

/** What differs between the parameters of two results, in words. */
export function parameterDifferences(before: StoredResult['parameters'], after: StoredResult['parameters']): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .sort()
    .map((name) => ({ name, old: canonical(own(before, name)), now: canonical(own(after, name)) }))
    .filter(({ old, now }) => old !== now)
    .map(({ name, old, now }) => `${name}: ${old}, then ${now}`);
}

/** JSON with sorted keys, so that equal values are equal texts. */
function canonical(value: unknown): string {
  if (value === undefined) return 'absent';
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

/** A member of its own: a metric may be called `constructor`. */
export function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
