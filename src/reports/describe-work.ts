/** The work that results have in common, in words. */
import type { Json, Result } from '../model/result.ts';
import { formatNumber, formatQuantity } from '../model/units.ts';

/** The parameters that are equal in all results, such as `depth 1, task noop, tasks 1,000`. Empty for no results. */
export function describeWork(results: readonly Result[]): string {
  const [first, ...others] = results;
  if (first === undefined) return '';
  return Object.entries(first.parameters)
    .filter(([name, value]) => others.every((other) => inWords(other.parameters[name] ?? null) === inWords(value)))
    .map(([name, value]) => `${name} ${inWords(value, name)}`)
    .join(', ');
}

/** Durations, parts of a task's duration, and of what a simulation costs: kept in ns. */
const times: ReadonlySet<string> = new Set([
  'duration',
  'mean',
  'median',
  'min',
  'max',
  'small',
  'large',
  'dispatch',
  'transfer',
  'retrieve',
  'steal',
  'crashEvery',
  'restart',
  'step',
]);
/** Kept in B. */
const sizes: ReadonlySet<string> = new Set(['heapLimit']);

function inWords(value: Json, name = ''): string {
  if (typeof value === 'number') {
    if (sizes.has(name)) return formatQuantity(value, 'B');
    return times.has(name) ? formatQuantity(value, 'ns') : formatNumber(value);
  }
  if (typeof value === 'string') return value;
  if (value === null || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[${value.map((inner: Json) => inWords(inner)).join(', ')}]`;
  // What kind it is comes first, as in `sleep, duration 10 ms`, and says so itself.
  const { type, distribution, ...others } = value as Readonly<Record<string, Json>>;
  const kinds = [type, distribution].filter((kind) => kind !== undefined).map((kind) => inWords(kind));
  const parts = Object.entries(others).map(([key, inner]) => `${key} ${inWords(inner, key)}`);
  return `(${[...kinds, ...parts.toSorted()].join(', ')})`;
}
