import { badOption } from './bad-option.ts';
import type { VirtualLoad } from './load.ts';
import { checkPrecedence } from './precedence.ts';

/** Times up to this are told apart to the ns: 104 days. */
export const longest: number = 2 ** 53;
/** Ids and links are 32-bit numbers. */
const mostTasks = 2 ** 29;

/**
 * Checks the columns of a load.
 *
 * @throws GateError `BAD_OPTION`
 */
export function checkLoad(load: VirtualLoad): void {
  if (typeof load !== 'object' || load === null) {
    throw badOption('load: it is missing.', 'Write { size, service } with the service time of every task in ns.');
  }
  const { size, window } = load;
  if (!Number.isInteger(size) || size < 1 || size > mostTasks) {
    throw badOption(
      `load.size: ${String(size)} is not a whole number from 1 to ${mostTasks}.`,
      'Simulate at least one task.',
    );
  }
  checkColumn(load.service, 'load.service', size, 0);
  if (load.estimates !== undefined) checkColumn(load.estimates, 'load.estimates', size, 0);
  if (load.priorities !== undefined) checkColumn(load.priorities, 'load.priorities', size, -longest);
  if (load.kinds !== undefined) checkKinds(load.kinds, size);
  if (load.arrivals !== undefined) checkArrivals(load.arrivals, size);
  if (window !== undefined && window !== Infinity && !(Number.isInteger(window) && window >= 1)) {
    throw badOption(
      `load.window: ${String(window)} is not a whole number of at least 1.`,
      'Write how many tasks may be submitted and unfinished at once, or leave it out.',
    );
  }
  if (load.predecessors === undefined) return;
  if (load.arrivals !== undefined || window !== undefined) {
    throw badOption(
      `load.predecessors: together with load.${load.arrivals === undefined ? 'window' : 'arrivals'} they would say twice when a task is submitted.`,
      'Leave out one of the two.',
    );
  }
  checkPrecedence(load.predecessors, size);
}

function checkColumn(column: unknown, where: string, size: number, least: number): asserts column is Float64Array {
  if (!(column instanceof Float64Array) || column.length < size) {
    const given = column instanceof Float64Array ? `has ${column.length} numbers` : 'is no Float64Array';
    throw badOption(`${where}: it ${given}.`, `Give a Float64Array with a number for each of the ${size} tasks.`);
  }
  for (let id = 0; id < size; id += 1) {
    if (column[id]! >= least && column[id]! <= longest) continue;
    throw badOption(
      `${where}.${id}: ${column[id]} does not lie between ${least} and ${longest}.`,
      'Give numbers within these bounds.',
    );
  }
}

function checkKinds(kinds: readonly string[], size: number): void {
  const wrong = Array.isArray(kinds) ? kinds.findIndex((kind: unknown) => typeof kind !== 'string') : 0;
  if (wrong === -1 && kinds.length >= size) return;
  throw badOption(
    wrong === -1 ? `load.kinds: it has ${kinds.length} texts.` : `load.kinds.${wrong}: it is no text.`,
    `Give a list with a text for each of the ${size} tasks.`,
  );
}

function checkArrivals(arrivals: Float64Array, size: number): void {
  checkColumn(arrivals, 'load.arrivals', size, 0);
  for (let id = 1; id < size; id += 1) {
    if (arrivals[id]! >= arrivals[id - 1]!) continue;
    throw badOption(
      `load.arrivals.${id}: ${arrivals[id]} is before the arrival of the task before it (${arrivals[id - 1]}).`,
      'Give arrivals in ascending order: ids are in the order of submission.',
    );
  }
}
