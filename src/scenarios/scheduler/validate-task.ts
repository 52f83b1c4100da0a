import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import * as v from 'valibot';
import { GateError } from '../../model/errors.ts';
import { suggest } from '../../model/suggest.ts';
import { parseDuration } from '../../model/units.ts';
import { type Distribution, validateDistribution } from '../../statistics/distributions.ts';
import { checkOption } from '../check-option.ts';
import type { PlannedPriority, PlannedTask } from './plan.ts';

const priority = v.optional(v.unknown());
const types = ['noop', 'sleep', 'cpu'] as const;
const noopShape = v.strictObject({ type: v.literal('noop'), priority });
const timedShape = v.strictObject({ type: v.picklist(['sleep', 'cpu']), duration: v.unknown(), priority });
const moduleShape = v.strictObject({
  file: v.union([v.pipe(v.string(), v.minLength(1)), v.instance(URL)], 'a path or a file: URL'),
  export: v.optional(v.pipe(v.string('a name'), v.minLength(1, 'a name'))),
  args: v.optional(v.array(v.unknown(), 'a list of arguments')),
  priority,
});

/** Checks `task`. @throws GateError `BAD_OPTION`, `BAD_QUANTITY`, `BAD_TASK` */
export function planTask(given: unknown): PlannedTask {
  if (given === 'noop') return { type: 'noop' };
  if (typeof given !== 'object' || given === null) throw noTask(given);
  if ('file' in given) return planModule(given);
  const { type } = given as { readonly type?: unknown };
  if (type === 'noop') {
    checkOption(noopShape, given, 'task');
    return { type };
  }
  if (type === 'sleep' || type === 'cpu') {
    const { duration } = checkOption(timedShape, given, 'task');
    return { type, duration: planDuration(duration) };
  }
  throw noTask(type);
}

function noTask(given: unknown): GateError {
  return new GateError({
    code: 'BAD_OPTION',
    message: `task: there is no type of task ${JSON.stringify(given)}.${typeof given === 'string' ? suggest(given, types) : ''}`,
    fix: `Write 'noop', { type: 'sleep', duration: '10 ms' }, { type: 'cpu', duration: '1 ms' } or { file: new URL('./task.ts', import.meta.url) }.`,
  });
}

function planModule(given: object): PlannedTask {
  const { file, export: name = 'default', args = [] } = checkOption(moduleShape, given, 'task');
  const path = planFile(file);
  if (!existsSync(path)) {
    throw new GateError({
      code: 'BAD_TASK',
      message: `task.file: there is no file ${path}.`,
      fix: 'A relative path counts from the current directory; new URL("./task.ts", import.meta.url) counts from the file it is written in.',
    });
  }
  try {
    structuredClone(args);
  } catch (cause) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: `task.args: they cannot be sent to a worker: ${cause instanceof Error ? cause.message : String(cause)}`,
      fix: 'Pass plain data; make functions and connections inside of the task.',
      cause,
    });
  }
  return { type: 'module', file: path, name, args };
}

function planFile(file: string | URL): string {
  const text = String(file);
  if (!text.startsWith('file:')) {
    if (!(file instanceof URL)) return resolve(text);
    throw new GateError({
      code: 'BAD_OPTION',
      message: `task.file: ${text} is not a file: URL.`,
      fix: 'Write a path, or new URL("./task.ts", import.meta.url).',
    });
  }
  return fileURLToPath(text);
}

/** Which parameters of each distribution are durations; the others are plain numbers. */
const distributions: Readonly<
  Record<Distribution['kind'], { readonly times: readonly string[]; readonly plain: readonly string[] }>
> = {
  constant: { times: ['value'], plain: [] },
  uniform: { times: ['min', 'max'], plain: [] },
  exponential: { times: ['mean'], plain: [] },
  lognormal: { times: ['median'], plain: ['sigma'] },
  pareto: { times: ['min', 'max'], plain: ['alpha'] },
  bimodal: { times: ['small', 'large'], plain: ['share'] },
};

const where = 'task.duration';

/** Checks `task.duration`. */
function planDuration(given: unknown): Distribution {
  if (typeof given === 'string') return { kind: 'constant', value: parseDuration(given, where) };
  if (typeof given !== 'object' || given === null) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: `${where}: ${given === undefined ? 'it is missing' : `${inspect(given)} is not a duration`}.`,
      fix: `Write a number with a unit, such as '10 ms', or { distribution: 'exponential', mean: '2 ms' }.`,
    });
  }
  const { distribution: kind, ...parameters } = given as { readonly distribution?: unknown };
  const kinds = Object.keys(distributions);
  if (typeof kind !== 'string' || !Object.hasOwn(distributions, kind)) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: `${where}.distribution: there is no distribution ${JSON.stringify(kind)}.${typeof kind === 'string' ? suggest(kind, kinds) : ''}`,
      fix: `Distributions are ${kinds.join(', ')}.`,
    });
  }
  const { times, plain } = distributions[kind as Distribution['kind']];
  const entries = Object.entries(parameters).map(([key, value]: [string, unknown]): [string, unknown] => {
    if (!times.includes(key)) return [key, value];
    if (typeof value === 'string') return [key, parseDuration(value, `${where}.${key}`)];
    throw new GateError({
      code: 'BAD_OPTION',
      message: `${where}.${key}: ${inspect(value)} is not a duration.`,
      fix: `Write a number with a unit, such as '10 ms'.`,
    });
  });
  const unknown = entries.find(([key]) => ![...times, ...plain].includes(key))?.[0];
  if (unknown !== undefined) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: `${where}.${unknown}: there is no such option.${suggest(unknown, [...times, ...plain])}`,
      fix: `Options of a ${kind} distribution are ${[...times, ...plain].join(', ')}.`,
    });
  }
  const distribution = { kind, ...Object.fromEntries(entries) } as Distribution;
  validateDistribution(distribution, where);
  return distribution;
}

const number = v.pipe(v.number('a number'), v.finite('a finite number'));
const levelsShape = v.strictObject(
  {
    levels: v.pipe(v.array(number, 'a list of numbers'), v.minLength(1, 'a list of at least one number')),
    weights: v.optional(v.array(v.pipe(number, v.minValue(0, 'a number of 0 or more')), 'a list of numbers')),
  },
  'a number, or { levels: […] }',
);

/** Checks `task.priority`. */
export function planPriority(task: unknown): PlannedPriority {
  const given = (task as { readonly priority?: unknown } | undefined)?.priority ?? 0;
  if (typeof given !== 'object') return { levels: [checkOption(number, given, 'task.priority')], weights: [1] };
  const { levels, weights = levels.map(() => 1) } = checkOption(levelsShape, given, 'task.priority');
  const total = weights.reduce((sum: number, weight: number) => sum + weight, 0);
  if (weights.length === levels.length && total > 0) return { levels, weights };
  throw new GateError({
    code: 'BAD_OPTION',
    message: `task.priority.weights: ${JSON.stringify(weights)} does not fit ${levels.length} levels.`,
    fix: 'Write one weight for each level, and at least one of them above 0.',
  });
}
