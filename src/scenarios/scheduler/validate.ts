import { availableParallelism } from 'node:os';
import * as v from 'valibot';
import { GateError } from '../../model/errors.ts';
import { suggest } from '../../model/suggest.ts';
import { parseDuration } from '../../model/units.ts';
import { resolveStrategy, strategies, strategyNames } from '../../schedulers/strategies.ts';
import type { Strategy } from '../../schedulers/strategy.ts';
import { planArrivals } from '../arrivals.ts';
import { checkOption } from '../check-option.ts';
import { planExecutor } from '../executor-option.ts';
import { requireFitting } from './require-fitting.ts';
import type { SchedulerOptions, SchedulerSubject } from './options.ts';
import type { SchedulerPlan } from './plan.ts';
import { planPriority, planTask } from './validate-task.ts';

/** More threads than this do not start on one machine; in virtual time it is their queues that take memory. */
const mostWorkers = { real: 1024, simulated: 1_000_000 } as const;

function whole(least: number, most: number = Number.MAX_SAFE_INTEGER) {
  const text =
    most === Number.MAX_SAFE_INTEGER
      ? `a whole number of at least ${least}`
      : `a whole number from ${least} to ${most}`;
  return v.pipe(v.number(text), v.integer(text), v.minValue(least, text), v.maxValue(most, text));
}

const speeds = v.pipe(
  v.array(
    v.pipe(v.number('a speed above 0'), v.finite('a speed above 0'), v.gtValue(0, 'a speed above 0')),
    'a list of speeds',
  ),
  v.minLength(1, 'a list of at least one speed'),
);
const seed = v.pipe(v.number('a whole number'), v.safeInteger('a whole number'));
const name = v.pipe(v.string('a text'), v.trim(), v.minLength(1, 'a text that is not empty'));

const shape = v.strictObject(
  {
    name: v.optional(name),
    strategy: v.optional(v.unknown()),
    executor: v.optional(v.unknown()),
    tasks: v.optional(whole(1, 100_000_000)),
    workers: v.optional(v.unknown()),
    depth: v.optional(whole(1, 4096)),
    task: v.optional(v.unknown()),
    seed: v.optional(seed),
    repetitions: v.optional(whole(1)),
    warmUp: v.optional(whole(0)),
    window: v.optional(whole(1)),
    arrivals: v.optional(v.unknown()),
    timeout: v.optional(v.string('a duration such as "30 s"')),
    retries: v.optional(whole(0, 255)),
    maxQueue: v.optional(v.union([whole(0), v.literal(Infinity)], 'a whole number of at least 0, or Infinity')),
    subject: v.optional(v.unknown()),
  },
  'an object with the options of a scheduler benchmark',
);

const subjectShape = v.strictObject(
  {
    name,
    open: v.optional(v.function('a function')),
    submit: v.function('a function that takes a task and answers a promise'),
    close: v.optional(v.function('a function')),
  },
  'an object with a name and a submit function',
);

/**
 * Checks the options and fills in the defaults.
 *
 * @throws GateError `BAD_OPTION`, `BAD_QUANTITY` or, for a task file that does not exist, `BAD_TASK`
 */
export function planScheduler(options: SchedulerOptions): SchedulerPlan {
  const checked = checkOption(shape, options, '');
  const subject = planSubject(checked.subject, options);
  const executor = planExecutor(checked.executor);
  const most = executor.kind === 'simulator' ? mostWorkers.simulated : mostWorkers.real;
  const plannedSpeeds = planSpeeds(checked.workers, most);
  if (subject !== undefined && plannedSpeeds.some((speed) => speed !== 1)) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: `workers.speeds: the workers of the subject ${JSON.stringify(subject.name)} are its own; their speed cannot be set.`,
      fix: 'Write a number of workers, which the subject gets in open().',
    });
  }
  const tasks = checked.tasks ?? 1000;
  const given = options.strategy ?? 'fifo';
  const plan: SchedulerPlan = {
    name: checked.name,
    strategies: subject === undefined ? planStrategies(given) : [],
    several: subject === undefined && (given === 'all' || Array.isArray(given)),
    subject,
    executor,
    tasks,
    speeds: plannedSpeeds,
    depth: checked.depth ?? 1,
    task: planTask(checked.task ?? 'noop'),
    priority: planPriority(checked.task),
    seed: checked.seed ?? 1,
    repetitions: checked.repetitions ?? 10,
    warmUp: checked.warmUp ?? 2,
    window: Math.min(checked.window ?? tasks, tasks),
    arrivals: planArrivals(checked.arrivals),
    timeout: planTimeout(checked.timeout ?? '30 s'),
    retries: checked.retries ?? 0,
    maxQueue: checked.maxQueue ?? Infinity,
  };
  requireFitting(plan, options);
  return plan;
}

function planTimeout(text: string): number {
  const timeout = parseDuration(text, 'timeout');
  if (timeout > 0) return timeout;
  throw new GateError({
    code: 'BAD_OPTION',
    message: `timeout: ${JSON.stringify(text)} leaves a task no time.`,
    fix: 'Write a duration above zero, such as "30 s".',
  });
}

function planSpeeds(workers: unknown, most: number): readonly number[] {
  if (workers === undefined) return Array.from({ length: availableParallelism() }, () => 1);
  if (typeof workers !== 'object') {
    const count = checkOption(whole(1, most), workers, 'workers');
    return Array.from({ length: count }, () => 1);
  }
  const few = v.pipe(speeds, v.maxLength(most, `a list of at most ${most} speeds`));
  return checkOption(v.strictObject({ speeds: few }, 'a number, or { speeds: […] }'), workers, 'workers').speeds;
}

function planStrategies(given: NonNullable<SchedulerOptions['strategy']>): readonly Strategy[] {
  if (given === 'all') return strategyNames.map((each) => strategies[each]);
  if (typeof given === 'string' && !Object.hasOwn(strategies, given)) {
    const known = [...strategyNames, 'all'];
    throw new GateError({
      code: 'BAD_OPTION',
      message: `strategy: there is no strategy ${JSON.stringify(given)}.${suggest(given, known)}`,
      fix: `Write one of ${known.join(', ')}, a list of them, or pass a strategy object of your own.`,
    });
  }
  if (!Array.isArray(given)) return [resolveStrategy(given as Strategy, 'strategy')];
  const resolved = given.map((each: Strategy, index) => resolveStrategy(each, `strategy.${index}`));
  const names = resolved.map((strategy) => strategy.name);
  const double = names.find((each, index) => names.indexOf(each) !== index);
  if (resolved.length > 0 && double === undefined) return resolved;
  throw new GateError({
    code: 'BAD_OPTION',
    message:
      double === undefined ? 'strategy: the list is empty.' : `strategy: ${JSON.stringify(double)} is listed twice.`,
    fix: `Write every strategy once, for example ['fifo', 'work-stealing'], or 'all'.`,
  });
}

function planSubject(given: unknown, options: SchedulerOptions): SchedulerSubject | undefined {
  if (given === undefined) return undefined;
  // An instance of a class is welcome: only its parts are looked at, wherever they come from.
  const { name: own, open, submit, close } = (given ?? {}) as Partial<SchedulerSubject>;
  const parts = Object.entries({ name: own, open, submit, close }).filter(([, part]) => part !== undefined);
  const keys = typeof given === 'object' && given !== null ? Object.entries(given) : [];
  const isPlain = typeof given === 'object' && given !== null && Object.getPrototypeOf(given) === Object.prototype;
  checkOption(subjectShape, isPlain ? Object.fromEntries(keys) : Object.fromEntries(parts), 'subject');
  for (const option of ['strategy', 'executor', 'arrivals', 'retries', 'maxQueue'] as const) {
    if (options[option] === undefined) continue;
    throw new GateError({
      code: 'BAD_OPTION',
      message: `${option}: it has no meaning together with a subject, which does its own scheduling.`,
      fix: `Leave ${option} out, or run the strategies in a call of their own.`,
    });
  }
  return given as SchedulerSubject;
}
