import { GateError } from '../model/errors.ts';
import { suggest } from '../model/suggest.ts';
import { adaptive } from './adaptive.ts';
import { fifo } from './fifo.ts';
import { loadBalancing } from './load-balancing.ts';
import { priority } from './priority.ts';
import { roundRobin } from './round-robin.ts';
import type { Scheduler, Strategy } from './strategy.ts';
import { workStealing } from './work-stealing.ts';

/** The name of a strategy that comes with benchgate. */
export type StrategyName = 'fifo' | 'priority' | 'load-balancing' | 'work-stealing' | 'adaptive' | 'round-robin';

/** The strategies that come with benchgate, by name. */
export const strategies: Readonly<Record<StrategyName, Strategy>> = {
  fifo,
  priority,
  'load-balancing': loadBalancing,
  'work-stealing': workStealing,
  adaptive,
  'round-robin': roundRobin,
};

/** Their names, in the order in which they are shown. */
export const strategyNames: readonly StrategyName[] = Object.keys(strategies) as StrategyName[];

/**
 * The strategy that a user asked for, by name or as an object of their own. Of an own one the parts are checked here,
 * and those of the scheduler that it makes whenever one is started.
 *
 * @param where names the place for the error message, such as `bench.scheduler(): strategy`
 * @throws GateError `BAD_OPTION` when no strategy has this name (with a suggestion) or the object is no strategy
 */
export function resolveStrategy(nameOrStrategy: StrategyName | Strategy, where: string): Strategy {
  const given: unknown = nameOrStrategy;
  if (typeof given === 'string') {
    if (Object.hasOwn(strategies, given)) return strategies[given as StrategyName];
    throw new GateError({
      code: 'BAD_OPTION',
      message: `${where}: there is no strategy ${JSON.stringify(given)}.${suggest(given, strategyNames)}`,
      fix: `Write one of ${strategyNames.join(', ')}, or pass a strategy object of your own.`,
    });
  }
  if (strategyNames.some((name) => strategies[name] === given)) return given as Strategy;
  return checkStrategy(given, where);
}

const strategyParts: Readonly<Record<keyof Strategy, string>> = { name: 'string', about: 'string', start: 'function' };
const schedulerParts: Readonly<Record<Exclude<keyof Scheduler, 'steals'>, string>> = {
  place: 'function',
  next: 'function',
  ended: 'function',
  remove: 'function',
  queued: 'number',
};

function checkStrategy(given: unknown, where: string): Strategy {
  checkParts(given, strategyParts, `${where}: the strategy`);
  const own = given as Strategy;
  if (own.name.trim() === '') {
    throw new GateError({
      code: 'BAD_OPTION',
      message: `${where}: the name of the strategy is empty.`,
      fix: 'Give it a name such as "my-strategy"; results are reported under it.',
    });
  }
  return {
    name: own.name,
    about: own.about,
    start: (workers, seed) => {
      const scheduler: unknown = own.start(workers, seed);
      checkParts(scheduler, schedulerParts, `${where}: what start() of strategy ${JSON.stringify(own.name)} returned`);
      return scheduler as Scheduler;
    },
  };
}

function checkParts(given: unknown, parts: Readonly<Record<string, string>>, what: string): void {
  const needed = Object.entries(parts)
    .map(([name, type]) => `${name} (${type})`)
    .join(', ');
  if (typeof given !== 'object' || given === null) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: `${what} is ${given === null ? 'null' : typeof given}, not an object.`,
      fix: `It needs ${needed}.`,
    });
  }
  for (const [name, type] of Object.entries(parts)) {
    const part: unknown = (given as Record<string, unknown>)[name];
    if (typeof part === type) continue;
    throw new GateError({
      code: 'BAD_OPTION',
      message: `${what} has ${part === undefined ? `no ${name}` : `a ${name} of type ${typeof part}`}.`,
      fix: `It needs ${needed}.`,
    });
  }
}
