import * as v from 'valibot';
import { GateError } from '../../model/errors.ts';
import { suggest } from '../../model/suggest.ts';
import { parseQuantity } from '../../model/units.ts';
import { checkOption } from '../check-option.ts';
import type { SchedulerPlan } from '../scheduler/plan.ts';
import { planScheduler } from '../scheduler/validate.ts';
import { namedScenarios, type StressScenario, stressScenarios, withSlowWorkers } from './named-scenarios.ts';
import type { StressOptions } from './options.ts';
import type { PlannedFaults, StressPlan } from './plan.ts';
import { makesFail, planFaults, share } from './validate-faults.ts';
import { planLimit } from './validate-limit.ts';
import { mostInFlight, planLoad } from './validate-load.ts';

const inFlightText = `a whole number from 1 to ${mostInFlight}`;
const tasksText = 'a whole number from 1 to 100000000';
const shape = v.strictObject(
  {
    name: v.optional(v.unknown()),
    scenario: v.optional(v.unknown()),
    task: v.optional(v.unknown()),
    workers: v.optional(v.unknown()),
    depth: v.optional(v.unknown()),
    executor: v.optional(v.picklist(['threads', 'processes'], "'threads' or 'processes'")),
    strategy: v.optional(v.unknown()),
    subject: v.optional(v.unknown()),
    inFlight: v.optional(
      v.pipe(
        v.number(inFlightText),
        v.integer(inFlightText),
        v.minValue(1, inFlightText),
        v.maxValue(mostInFlight, inFlightText),
      ),
    ),
    rate: v.optional(v.string('a rate such as "500 tasks/s"')),
    arrivals: v.optional(v.picklist(['poisson', 'constant'], "'poisson' or 'constant'")),
    stages: v.optional(v.unknown()),
    duration: v.optional(v.string('a duration such as "10 s"')),
    tasks: v.optional(
      v.pipe(v.number(tasksText), v.integer(tasksText), v.minValue(1, tasksText), v.maxValue(100_000_000, tasksText)),
    ),
    faults: v.optional(v.unknown()),
    retries: v.optional(v.unknown()),
    timeout: v.optional(v.unknown()),
    maxQueue: v.optional(v.unknown()),
    cancel: v.optional(share),
    heapLimit: v.optional(v.string('a size such as "64 MB"')),
    findLimit: v.optional(v.unknown()),
    seed: v.optional(v.unknown()),
  },
  'an object with the options of a run under load',
);

/** How often tasks are run again where some of them are to fail. */
const usualRetries = 3;
/** A task that hangs keeps its worker for so long. */
const timeoutOfHanging = '1 s';
/** What can be filled up in less than a second. */
const smallHeap = '64 MB';
const leastHeap = 16e6;

/**
 * Checks the options and fills in the defaults, those of the named scenario first.
 *
 * @throws GateError `BAD_OPTION`, `BAD_QUANTITY`, `BAD_TASK`, `BAD_TARGET`, `BAD_METRIC`
 */
export function planStress(options: StressOptions): StressPlan {
  const given = checkOption(shape, options, '');
  const scenario = planScenario(given.scenario);
  const { merged, fit } = mergeDefaults(options, scenario);
  const checked = checkOption(shape, merged, '');
  const limit = planLimit(checked.findLimit);
  if (limit !== undefined) requireNoLoad(checked);
  // The seed is checked with the rest of what a scheduler has; a wrong one never gets further than that.
  const faults = planFaults(checked.faults, typeof checked.seed === 'number' ? checked.seed : 1);
  const scheduler = planShared(merged, scenario, faults);
  if (scheduler.subject !== undefined) requireOwnWorkers(merged, scenario);
  const heapText = checked.heapLimit ?? (exhausts(faults) && scheduler.subject === undefined ? smallHeap : undefined);
  return {
    name: scheduler.name,
    scenario,
    scheduler,
    executor: checked.executor ?? 'threads',
    load:
      limit === undefined
        ? planLoad(checked, fit)
        : { stages: [], arrivals: checked.arrivals ?? 'poisson', tasks: Infinity },
    faults,
    cancel: checked.cancel ?? 0,
    heapLimit: heapText === undefined ? undefined : planHeapLimit(heapText),
    limit,
    seed: scheduler.seed,
  };
}

function planScenario(given: unknown): StressScenario | undefined {
  if (given === undefined) return undefined;
  const found = stressScenarios.find((each) => each === given);
  if (found !== undefined) return found;
  throw new GateError({
    code: 'BAD_OPTION',
    message: `scenario: there is no scenario ${JSON.stringify(given)}.${typeof given === 'string' ? suggest(given, stressScenarios) : ''}`,
    fix: `Scenarios are ${stressScenarios.join(', ')}.`,
  });
}

/** Which options are a load: one that is given displaces that of the scenario. */
const loads = ['inFlight', 'rate', 'stages', 'findLimit'] as const;

function mergeDefaults(
  options: StressOptions,
  scenario: StressScenario | undefined,
): { readonly merged: StressOptions; readonly fit: boolean } {
  const written = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  if (scenario === undefined) return { merged: written, fit: false };
  const defaults: Record<string, unknown> = { ...namedScenarios[scenario].defaults };
  if (loads.some((key) => key in written)) for (const key of loads) delete defaults[key];
  // So many tasks, however long they take; stages end with the last of them.
  if ('tasks' in written && !('duration' in written)) delete defaults['duration'];
  if (options.subject !== undefined) for (const key of ofWorkers) delete defaults[key];
  return { merged: { ...defaults, ...written }, fit: !('stages' in written) };
}

/** Options that our own dispatcher and workers have and a scheduler of the user's own does not. */
const ofWorkers = ['retries', 'maxQueue', 'cancel', 'heapLimit'] as const;
/** Scenarios that are nothing without these. */
const needWorkers: ReadonlySet<StressScenario> = new Set([
  'slow-workers',
  'memory-pressure',
  'queue-full',
  'cancel-storm',
]);

function requireOwnWorkers(options: StressOptions, scenario: StressScenario | undefined): void {
  if (scenario !== undefined && needWorkers.has(scenario)) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: `scenario: ${JSON.stringify(scenario)} changes workers and queues, and those of a subject are its own.`,
      fix: `Scenarios for a subject are ${stressScenarios.filter((each) => !needWorkers.has(each)).join(', ')}.`,
    });
  }
  for (const option of ['cancel', 'heapLimit'] as const) {
    if (options[option] === undefined) continue;
    throw new GateError({
      code: 'BAD_OPTION',
      message: `${option}: it has no meaning together with a subject, which has queues and workers of its own.`,
      fix: `Leave ${option} out, or load a strategy instead of a subject.`,
    });
  }
}

/** What a benchmark of a scheduler has too, checked by the same code. */
function planShared(
  options: StressOptions,
  scenario: StressScenario | undefined,
  faults: PlannedFaults | undefined,
): SchedulerPlan {
  const { strategy, subject } = options as { readonly strategy?: unknown; readonly subject?: unknown };
  if (strategy === 'all' || Array.isArray(strategy)) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: 'strategy: one strategy is put under load at a time.',
      fix: 'Write its name, and call bench.stress once for each.',
    });
  }
  const shared: Record<string, unknown> = {};
  for (const key of [
    'name',
    'strategy',
    'subject',
    'executor',
    'task',
    'workers',
    'depth',
    'seed',
    'timeout',
    'retries',
    'maxQueue',
  ] as const) {
    if (options[key] !== undefined) shared[key] = options[key];
  }
  const hangs = faults?.kinds.some(({ name }) => name === 'hang') === true;
  if (subject === undefined && hangs) shared['timeout'] ??= timeoutOfHanging;
  if (subject === undefined && makesFail(faults)) shared['retries'] ??= usualRetries;
  const { workers } = options;
  if (
    scenario === 'slow-workers' &&
    subject === undefined &&
    Number.isSafeInteger(workers) &&
    (workers as number) > 0
  ) {
    shared['workers'] = { speeds: withSlowWorkers(workers as number) };
  }
  return planScheduler(shared);
}

function requireNoLoad(options: { readonly [key in keyof StressOptions]?: unknown }): void {
  const other = (['inFlight', 'rate', 'stages', 'duration', 'tasks'] as const).find(
    (key) => options[key] !== undefined,
  );
  if (other === undefined) return;
  throw new GateError({
    code: 'BAD_OPTION',
    message: `${other}: findLimit tries loads of its own.`,
    fix: `Leave ${other} out; findLimit has from, to and step.`,
  });
}

function exhausts(faults: PlannedFaults | undefined): boolean {
  return faults?.kinds.some(({ name }) => name === 'outOfMemory') === true;
}

function planHeapLimit(text: string): number {
  const { value, dimension } = parseQuantity(text, 'heapLimit');
  if (dimension === 'size' && value >= leastHeap) return value;
  throw new GateError({
    code: 'BAD_OPTION',
    message: `heapLimit: ${JSON.stringify(text)} is ${dimension === 'size' ? 'too little for a worker to start' : 'no size'}.`,
    fix: 'Write a size of at least "16 MB".',
  });
}
