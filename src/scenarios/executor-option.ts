/** The option `executor`: on what a scenario runs its tasks. */
import { inspect } from 'node:util';
import * as v from 'valibot';
import { type Costs, noCosts } from '../executors/simulator/costs.ts';
import type { SimulatedFaults } from '../executors/simulator/faults.ts';
import type { ExecutorKind } from '../executors/executor.ts';
import { GateError } from '../model/errors.ts';
import type { Json } from '../model/result.ts';
import { suggest } from '../model/suggest.ts';
import { type Duration, parseDuration } from '../model/units.ts';
import { checkOption } from './check-option.ts';

/** What a task costs in a simulation beside its own time. */
export interface CostsOption {
  /** Time of the coordinator for every start; it does one thing at a time. @default '0 ns' */
  readonly dispatch?: Duration;
  /** From there until the task runs in the worker. @default '0 ns' */
  readonly transfer?: Duration;
  /** Time of the coordinator for every end. @default '0 ns' */
  readonly retrieve?: Duration;
  /** Added for a task that another worker's queue held. @default '0 ns' */
  readonly steal?: Duration;
}

/** What goes wrong in a simulation, drawn from a seed. */
export interface FaultsOption {
  /** @default the run's seed */
  readonly seed?: number;
  /** Mean busy time of a worker between two crashes of it, exponentially distributed. @default it never crashes */
  readonly crashEvery?: Duration;
  /** How long a crashed worker takes to be back. @default '0 ns' */
  readonly restart?: Duration;
  /** Share of the starts (0 to 1) whose task throws. @default 0 */
  readonly taskFailures?: number;
}

/** Virtual time, with what costs time in it. */
export interface SimulatorOption {
  readonly type: 'simulator';
  /** `'calibrated'`: as measured on worker threads of this machine, once before the run. @default nothing costs time */
  readonly costs?: 'calibrated' | CostsOption;
  /** @default nothing goes wrong */
  readonly faults?: FaultsOption;
}

/** On what tasks run: threads, child processes, or virtual time in which nothing really runs. */
export type ExecutorOption = ExecutorKind | 'simulator' | SimulatorOption;

/** Virtual time, checked. */
export interface PlannedSimulator {
  readonly kind: 'simulator';
  readonly costs: 'calibrated' | Costs;
  readonly faults: SimulatedFaults | undefined;
}

/** The option `executor`, checked and with its defaults filled in. */
export type PlannedExecutor = { readonly kind: ExecutorKind } | PlannedSimulator;

const kinds = ['threads', 'processes', 'simulator'] as const;

const duration = v.string('a duration such as "3 µs"');
const share = v.pipe(
  v.number('a share from 0 to 1'),
  v.minValue(0, 'a share from 0 to 1'),
  v.maxValue(1, 'a share from 0 to 1'),
);

const costsShape = v.strictObject(
  {
    dispatch: v.optional(duration),
    transfer: v.optional(duration),
    retrieve: v.optional(duration),
    steal: v.optional(duration),
  },
  "'calibrated', or { dispatch: '3 µs', transfer: '10 µs', retrieve: '3 µs', steal: '1 µs' }",
);

const faultsShape = v.strictObject(
  {
    seed: v.optional(v.pipe(v.number('a whole number'), v.safeInteger('a whole number'))),
    crashEvery: v.optional(duration),
    restart: v.optional(duration),
    taskFailures: v.optional(share),
  },
  "{ crashEvery: '1 s', restart: '50 ms', taskFailures: 0.01 }",
);

const simulatorShape = v.strictObject({
  type: v.literal('simulator'),
  costs: v.optional(v.unknown()),
  faults: v.optional(v.unknown()),
});

/**
 * Checks the option `executor`.
 *
 * @throws GateError `BAD_OPTION`, `BAD_QUANTITY`
 */
export function planExecutor(given: unknown): PlannedExecutor {
  if (given === undefined || given === 'threads') return { kind: 'threads' };
  if (given === 'processes') return { kind: 'processes' };
  if (given === 'simulator') return { kind: 'simulator', costs: noCosts, faults: undefined };
  if (typeof given !== 'object' || given === null) throw noExecutor(given, 'executor');
  const { type } = given as { readonly type?: unknown };
  if (type === 'threads' || type === 'processes') {
    throw new GateError({
      code: 'BAD_OPTION',
      message: `executor: ${inspect(given, { depth: 1, breakLength: Infinity })}: ${type} take no options.`,
      fix: `Write executor: '${type}'.`,
    });
  }
  if (type !== 'simulator') throw noExecutor(type, 'executor.type');
  const { costs, faults } = checkOption(simulatorShape, given, 'executor');
  return { kind: 'simulator', costs: planCosts(costs), faults: planFaults(faults) };
}

/** The parameters of a result that say on what it ran: none for threads, which were all there was at first. */
export function executorParameters(executor: PlannedExecutor): Readonly<Record<string, Json>> {
  if (executor.kind !== 'simulator') return executor.kind === 'threads' ? {} : { executor: executor.kind };
  const { costs, faults } = executor;
  const free = costs !== 'calibrated' && Object.values(costs).every((cost) => cost === 0);
  return {
    executor: 'simulator',
    ...(free ? {} : { costs: costs === 'calibrated' ? costs : { ...costs } }),
    ...(faults === undefined ? {} : { faults: { ...faults } }),
  };
}

function noExecutor(given: unknown, where: string): GateError {
  const text = inspect(given, { depth: 0, breakLength: Infinity });
  return new GateError({
    code: 'BAD_OPTION',
    message: `${where}: there is no executor ${text}.${typeof given === 'string' ? suggest(given, kinds) : ''}`,
    fix: `Write 'threads', 'processes', 'simulator', or { type: 'simulator', costs: { dispatch: '3 µs' } }.`,
  });
}

function planCosts(given: unknown): 'calibrated' | Costs {
  if (given === undefined) return noCosts;
  if (given === 'calibrated') return given;
  const where = 'executor.costs';
  const { dispatch, transfer, retrieve, steal } = checkOption(costsShape, given, where);
  const time = (text: string | undefined, key: string): number =>
    text === undefined ? 0 : parseDuration(text, `${where}.${key}`);
  return {
    dispatch: time(dispatch, 'dispatch'),
    transfer: time(transfer, 'transfer'),
    retrieve: time(retrieve, 'retrieve'),
    steal: time(steal, 'steal'),
  };
}

function planFaults(given: unknown): SimulatedFaults | undefined {
  if (given === undefined) return undefined;
  const where = 'executor.faults';
  const { seed, crashEvery, restart, taskFailures } = checkOption(faultsShape, given, where);
  const every = crashEvery === undefined ? undefined : parseDuration(crashEvery, `${where}.crashEvery`);
  if (every === 0) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: `${where}.crashEvery: ${JSON.stringify(crashEvery)} leaves a worker no time to run anything.`,
      fix: 'Write a duration above zero, such as "1 s", or leave crashEvery out: then no worker crashes.',
    });
  }
  if (every === undefined && restart !== undefined) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: `${where}.restart: no worker crashes, so that none has to come back.`,
      fix: `Say how often they crash as well: { crashEvery: '1 s', restart: ${JSON.stringify(restart)} }.`,
    });
  }
  if (every === undefined && (taskFailures ?? 0) === 0) return undefined;
  return {
    ...(seed === undefined ? {} : { seed }),
    ...(every === undefined ? {} : { crashEvery: every }),
    ...(restart === undefined ? {} : { restart: parseDuration(restart, `${where}.restart`) }),
    ...(taskFailures === undefined ? {} : { taskFailures }),
  };
}
