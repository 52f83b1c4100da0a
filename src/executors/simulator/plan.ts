import { resolveStrategy } from '../../schedulers/strategies.ts';
import type { Strategy } from '../../schedulers/strategy.ts';
import { badOption } from './bad-option.ts';
import { checkLoad, longest } from './check-load.ts';
import { type Costs, noCosts } from './costs.ts';
import type { SimulatedFaults } from './faults.ts';
import type { VirtualLoad } from './load.ts';
import type { SimulationOptions } from './simulate.ts';

/** What is to be simulated: checked, and with the defaults filled in. */
export interface SimulationPlan {
  readonly strategy: Strategy;
  readonly speeds: Float64Array;
  readonly depth: number;
  readonly overlap: boolean;
  readonly load: VirtualLoad;
  readonly costs: Costs;
  /** Undefined where nothing goes wrong. */
  readonly faults: Required<SimulatedFaults> | undefined;
  readonly retries: number;
  readonly seed: number;
  readonly record: boolean;
}

/** All tasks that may be in flight, on all workers together. */
const mostLanes = 2 ** 26;
/** Starts are counted in 16 bits. */
const mostRetries = 65_534;
/** Speeds beyond these would lose the digits of a time. */
const slowest = 1e-6;
const fastest = 1e6;

const known: readonly (keyof SimulationOptions)[] = [
  'strategy',
  'speeds',
  'depth',
  'overlap',
  'load',
  'costs',
  'faults',
  'retries',
  'seed',
  'record',
];

/**
 * Checks the options.
 *
 * @throws GateError `BAD_OPTION`
 */
export function planSimulation(options: SimulationOptions): SimulationPlan {
  checkKeys(options, known, '');
  const depth = checkNumber(options.depth ?? 1, 'depth', 1, mostLanes, true);
  const speeds = checkSpeeds(options.speeds, depth);
  checkLoad(options.load);
  const seed = checkNumber(options.seed ?? 1, 'seed', Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, true);
  return {
    strategy: resolveStrategy(options.strategy, 'strategy'),
    speeds,
    depth,
    overlap: checkBoolean(options.overlap ?? false, 'overlap'),
    load: options.load,
    costs: planCosts(options.costs),
    faults: planFaults(options.faults === undefined ? {} : options.faults, seed),
    retries: checkNumber(options.retries ?? 0, 'retries', 0, mostRetries, true),
    seed,
    record: checkBoolean(options.record ?? false, 'record'),
  };
}

function checkSpeeds(speeds: readonly number[], depth: number): Float64Array {
  if (!Array.isArray(speeds) || speeds.length === 0) {
    throw badOption('speeds: there is no worker.', 'Write the speed of each worker, such as [1, 1, 0.5].');
  }
  if (speeds.length * depth > mostLanes) {
    throw badOption(
      `speeds: ${speeds.length} workers of depth ${depth} may have more than ${mostLanes} tasks in flight.`,
      'Take fewer workers, or a smaller depth.',
    );
  }
  speeds.forEach((speed: unknown, worker) => checkNumber(speed, `speeds.${worker}`, slowest, fastest));
  return Float64Array.from(speeds);
}

function planCosts(costs: Partial<Costs> = {}): Costs {
  checkKeys(costs, Object.keys(noCosts), 'costs');
  for (const [name, cost] of Object.entries(costs)) checkNumber(cost, `costs.${name}`, 0, longest);
  return { ...noCosts, ...costs };
}

function planFaults(faults: SimulatedFaults, seed: number): Required<SimulatedFaults> | undefined {
  checkKeys(faults, ['seed', 'crashEvery', 'restart', 'taskFailures'], 'faults');
  const crashEvery = faults.crashEvery ?? Infinity;
  if (typeof crashEvery !== 'number' || !(crashEvery > 0)) {
    throw badOption(
      `faults.crashEvery: ${String(crashEvery)} is not a time above 0.`,
      'Write the mean busy time between two crashes of a worker in ns, or leave it out.',
    );
  }
  const planned = {
    seed: checkNumber(faults.seed ?? seed, 'faults.seed', Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, true),
    crashEvery,
    restart: checkNumber(faults.restart ?? 0, 'faults.restart', 0, longest),
    taskFailures: checkNumber(faults.taskFailures ?? 0, 'faults.taskFailures', 0, 1),
  };
  return crashEvery === Infinity && planned.taskFailures === 0 ? undefined : planned;
}

function checkKeys(given: unknown, keys: readonly string[], where: string): void {
  if (typeof given !== 'object' || given === null) {
    throw badOption(
      `${where || 'options'}: ${String(given)} is not an object.`,
      `Options here are ${keys.join(', ')}.`,
    );
  }
  const unknown = Object.keys(given).find((key) => !keys.includes(key));
  if (unknown === undefined) return;
  const path = where === '' ? unknown : `${where}.${unknown}`;
  throw badOption(`${path}: there is no such option.`, `Options here are ${keys.join(', ')}.`);
}

function checkNumber(given: unknown, where: string, least: number, most: number, whole = false): number {
  if (typeof given === 'number' && given >= least && given <= most && (!whole || Number.isInteger(given))) return given;
  const wanted = `a ${whole ? 'whole ' : ''}number from ${least} to ${most}`;
  throw badOption(`${where}: ${String(given)} is not ${wanted}.`, `Write ${wanted}.`);
}

function checkBoolean(given: unknown, where: string): boolean {
  if (typeof given === 'boolean') return given;
  throw badOption(`${where}: ${String(given)} is neither true nor false.`, 'Write true or false.');
}
