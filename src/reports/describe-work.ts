/** The work that results have in common, in words. */
import type { Json, Result } from '../model/result.ts';
import { formatNumber } from '../model/units.ts';

/** The parameters that are equal in all results, such as `depth 1, task noop, tasks 1,000`. Empty for no results. */
export function describeWork(results: readonly Result[]): string {
  const [first, ...others] = results;
  if (first === undefined) return '';
  return Object.entries(first.parameters)
    .filter(([name, value]) => others.every((other) => inWords(other.parameters[name] ?? null) === inWords(value)))
    .map(([name, value]) => `${name} ${inWords(value)}`)
    .join(', ');
}

function inWords(value: Json): string {
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'string') return value;
  if (value === null || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[${value.map((inner: Json) => inWords(inner)).join(', ')}]`;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `(${entries.map(([name, inner]) => `${name} ${inWords(inner)}`).join(', ')})`;
}
