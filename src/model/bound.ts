/** Bounds: what a target demands of a figure, as people write it (`< 20 ms`) and as it is judged. */
import { GateError } from './errors.ts';
import type { Measurement } from './result.ts';
import { type Dimension, dimensionOf, parseQuantity, type WrittenUnit } from './units.ts';

/** The comparisons that a bound may demand. */
export type Comparator = '<' | '<=' | '>' | '>=';

/** A bound in text: a comparison, a number and a unit, such as `< 20 ms` or `> 75 %`; ratios and counts may go without a unit. */
export type BoundText = `${Comparator} ${number} ${WrittenUnit}` | `${Comparator} ${number}`;

/** A bound as it is judged. */
export interface Bound {
  /** As it was written. */
  readonly text: string;
  readonly comparator: Comparator;
  /** In base units. */
  readonly limit: number;
  /** Undefined when no unit was written. */
  readonly dimension: Dimension | undefined;
}

const pattern = /^\s*([<>=!≤≥]+)?\s*(.*)$/s;

/**
 * Reads a bound.
 *
 * @param where names the place for error messages, such as `latency.p99`
 * @throws GateError `BAD_TARGET` when there is no known comparison, `BAD_QUANTITY` when the rest is no number with a unit
 */
export function parseBound(text: string, where: string): Bound {
  if (typeof text !== 'string') {
    throw new GateError({
      code: 'BAD_TARGET',
      message: `${where}: a bound is a text, this is ${text === null ? 'null' : `of type ${typeof text}`}.`,
      fix: 'Write a comparison, a number and a unit, for example "< 20 ms".',
    });
  }
  const [, comparator = '', quantity = ''] = pattern.exec(text)!;
  if (!isComparator(comparator)) {
    throw new GateError({
      code: 'BAD_TARGET',
      message: `${where}: ${JSON.stringify(text)} ${comparator === '' ? 'has no comparison' : `has the unknown comparison ${JSON.stringify(comparator)}`}.`,
      fix: 'Start with one of <, <=, > and >=, for example "< 20 ms".',
    });
  }
  const { value, dimension } = parseQuantity(quantity, where);
  return { text: text.trim(), comparator, limit: value, dimension };
}

function isComparator(text: string): text is Comparator {
  return text === '<' || text === '<=' || text === '>' || text === '>=';
}

const nouns: Readonly<Record<Dimension, { readonly noun: string; readonly write: string }>> = {
  time: { noun: 'a time', write: 'ns, µs, ms or s' },
  size: { noun: 'a size', write: 'B, kB, MB or GB' },
  rate: { noun: 'a rate', write: 'tasks/s or ops/s' },
  bandwidth: { noun: 'a bandwidth', write: 'kB/s, MB/s or GB/s' },
  ratio: { noun: 'a ratio', write: '%, x or a bare number' },
  count: { noun: 'a count', write: 'a bare number' },
};

/**
 * Makes sure that a bound can be held against a figure of this unit.
 *
 * @throws GateError `BAD_TARGET` when the dimensions differ, or where a bare number would be misread
 */
export function requireFit(bound: Bound, figure: Pick<Measurement, 'name' | 'unit'>): void {
  const dimension = dimensionOf(figure.unit);
  const bare = bound.dimension === undefined;
  const fits = bare ? dimension === 'ratio' || dimension === 'count' : bound.dimension === dimension;
  if (!fits) {
    const { noun, write } = nouns[dimension];
    throw new GateError({
      code: 'BAD_TARGET',
      message: `${figure.name}: ${JSON.stringify(bound.text)} does not fit: ${figure.name} is ${noun}.`,
      fix: `${figure.name} is ${noun}; write ${write}.`,
    });
  }
  if (bare && figure.unit === '%' && Math.abs(bound.limit) > 1) {
    throw new GateError({
      code: 'BAD_TARGET',
      message: `${figure.name}: ${JSON.stringify(bound.text)} would mean ${bound.limit * 100} %: a bare number is a plain ratio, 1 is 100 %.`,
      fix: `Write the unit: "${bound.text} %" or "${bound.comparator} ${bound.limit * 100} %".`,
    });
  }
}

/** Whether a figure in base units keeps to the bound. Never for NaN. */
export function holds(measured: number, { comparator, limit }: Pick<Bound, 'comparator' | 'limit'>): boolean {
  switch (comparator) {
    case '<':
      return measured < limit;
    case '<=':
      return measured <= limit;
    case '>':
      return measured > limit;
    case '>=':
      return measured >= limit;
  }
}

/**
 * How far a figure lies from the bound, as a fraction of the bound: above 0 on the good side, below 0 on the bad one.
 * Undefined for a bound of 0, of which nothing is a fraction.
 */
export function marginOf(
  measured: number,
  { comparator, limit }: Pick<Bound, 'comparator' | 'limit'>,
): number | undefined {
  if (limit === 0) return undefined;
  const above = (measured - limit) / Math.abs(limit);
  return comparator === '<' || comparator === '<=' ? 0 - above : above;
}
