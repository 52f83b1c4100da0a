import * as v from 'valibot';
import { GateError } from '../../model/errors.ts';
import type { Json } from '../../model/result.ts';
import type { ScalingMode } from '../../model/scaling.ts';
import { checkOption } from '../check-option.ts';
import type { SchedulerPlan } from '../scheduler/plan.ts';
import { parametersOf } from '../scheduler/result.ts';
import { planScheduler } from '../scheduler/validate.ts';
import type { ScalingOptions } from './options.ts';
import type { PlannedPoint, ScalingPlan } from './plan.ts';

const defaultWorkers: readonly number[] = [1, 2, 4, 8, 16, 32];
const defaultTasks: Readonly<Record<ScalingMode, number>> = { strong: 1000, weak: 100 };

const workerCount = v.pipe(
  v.number('a whole number of at least 1'),
  v.safeInteger('a whole number of at least 1'),
  v.minValue(1, 'a whole number of at least 1'),
);
const checkedElsewhere = v.optional(v.unknown());

/** What a run with one number of workers has in common with `bench.scheduler` is checked as there. */
const shape = v.strictObject(
  {
    name: checkedElsewhere,
    workers: v.optional(
      v.pipe(
        v.array(workerCount, 'a list of numbers of workers, such as [1, 2, 4, 8]'),
        v.minLength(1, 'a list of at least one number of workers, such as [1, 2, 4, 8]'),
      ),
    ),
    executor: checkedElsewhere,
    strategy: checkedElsewhere,
    mode: v.optional(v.picklist(['strong', 'weak'], "'strong' or 'weak'")),
    tasks: v.optional(workerCount),
    task: checkedElsewhere,
    depth: checkedElsewhere,
    seed: checkedElsewhere,
    rounds: v.optional(workerCount),
    warmUp: v.optional(
      v.pipe(
        v.number('a whole number of at least 0'),
        v.safeInteger('a whole number of at least 0'),
        v.minValue(0, 'a whole number of at least 0'),
      ),
    ),
    timeout: checkedElsewhere,
    retries: checkedElsewhere,
  },
  'an object with the options of a scaling benchmark',
);

/**
 * Checks the options and fills in the defaults.
 *
 * @throws GateError `BAD_OPTION`, `BAD_QUANTITY` or, for a task file that does not exist, `BAD_TASK`
 */
export function planScaling(options: ScalingOptions): ScalingPlan {
  const { workers = defaultWorkers, mode = 'strong', tasks, rounds = 10, warmUp = 1 } = checkOption(shape, options, '');
  requireOnce(workers);
  requireOneStrategy(options.strategy);
  const each = tasks ?? defaultTasks[mode];
  const counts = [...new Set([1, ...workers])].sort((one, other) => one - other);
  const points = counts.map((count) => planPoint(options, mode, count, mode === 'weak' ? each * count : each));
  const [{ scheduler }] = points as [PlannedPoint];
  const [strategy] = scheduler.strategies as [SchedulerPlan['strategies'][number]];
  // In virtual time every round would be the same.
  const once = scheduler.executor.kind === 'simulator';
  return {
    name: scheduler.name ?? strategy.name,
    mode,
    strategy,
    executor: scheduler.executor,
    task: scheduler.task,
    seed: scheduler.seed,
    rounds: once ? 1 : rounds,
    warmUp: once ? 0 : warmUp,
    points,
    addedOne: !workers.includes(1),
  };
}

function planPoint(options: ScalingOptions, mode: ScalingMode, workers: number, tasks: number): PlannedPoint {
  const { name, executor, strategy, task, depth, seed, timeout, retries } = options;
  const asked = { name, executor, strategy, task, depth, seed, timeout, retries };
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
  const scheduler = planScheduler({ ...given, workers, tasks });
  const [{ name: own }] = scheduler.strategies as [SchedulerPlan['strategies'][number]];
  return {
    workers,
    name: `${scheduler.name ?? own}, ${workers === 1 ? '1 worker' : `${workers} workers`}`,
    parameters: pointParameters(scheduler, own, mode),
    scheduler,
  };
}

/** As of a scheduler's result; all tasks are submitted at once, so that there is no window to tell of. */
function pointParameters(plan: SchedulerPlan, strategy: string, mode: ScalingMode): Readonly<Record<string, Json>> {
  const { window: _, ...parameters } = parametersOf(plan, 'strategy', strategy);
  const entries = Object.entries({ ...parameters, mode });
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

function requireOnce(workers: readonly number[]): void {
  const double = workers.find((count, index) => workers.indexOf(count) !== index);
  if (double === undefined) return;
  throw new GateError({
    code: 'BAD_OPTION',
    message: `workers: ${double} is listed twice.`,
    fix: 'Write every number of workers once; `rounds` says how often each is measured.',
  });
}

function requireOneStrategy(strategy: unknown): void {
  if (strategy !== 'all' && !Array.isArray(strategy)) return;
  throw new GateError({
    code: 'BAD_OPTION',
    message: 'strategy: bench.scaling measures one strategy, and several were given.',
    fix: 'Call bench.scaling once for each, with a `name` of its own.',
  });
}
