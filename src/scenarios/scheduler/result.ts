import { relative, sep } from 'node:path';
import { inspect } from 'node:util';
import { GateError } from '../../model/errors.ts';
import type { Json, Result } from '../../model/result.ts';
import { suggest } from '../../model/suggest.ts';
import type { Distribution } from '../../statistics/distributions.ts';
import { executorParameters } from '../executor-option.ts';
import type { SchedulerMetric } from './metrics.ts';
import type { PlannedTask, SchedulerPlan } from './plan.ts';

/** What was measured of one strategy, or of one scheduler of the user's own. Plain JSON. */
export interface SchedulerResult extends Result<SchedulerMetric> {
  readonly scenario: 'scheduler';
  /** Which it was: the name of the strategy or of the subject. */
  readonly kind: 'strategy' | 'subject';
  readonly scheduler: string;
}

/** Results of several strategies on the same tasks and workers. */
export class SchedulerResults implements Iterable<SchedulerResult> {
  /** In the order in which they were asked for. */
  readonly results: readonly SchedulerResult[];
  /** Best median throughput first. */
  readonly ranking: readonly SchedulerResult[];

  constructor(results: readonly SchedulerResult[]) {
    this.results = results;
    this.ranking = results.toSorted((a, b) => throughput(b) - throughput(a));
  }

  /**
   * The result of a strategy by its name, or by the result's own.
   *
   * @throws GateError `BAD_OPTION` when there is none of this name
   */
  get(name: string): SchedulerResult {
    const found =
      this.results.find((result) => result.scheduler === name) ?? this.results.find((result) => result.name === name);
    if (found !== undefined) return found;
    const known = [...new Set(this.results.flatMap((result) => [result.scheduler, result.name]))];
    throw new GateError({
      code: 'BAD_OPTION',
      message: `get(): there is no result ${JSON.stringify(name)}.${suggest(name, known)}`,
      fix: `There are: ${known.join(', ')}.`,
    });
  }

  [Symbol.iterator](): Iterator<SchedulerResult> {
    return this.results[Symbol.iterator]();
  }

  toJSON(): { readonly results: readonly SchedulerResult[]; readonly ranking: readonly string[] } {
    return { results: this.results, ranking: this.ranking.map(({ name }) => name) };
  }
}

function throughput(result: SchedulerResult): number {
  return result.metrics.throughput?.summary.median ?? Number.NEGATIVE_INFINITY;
}

/** What a result is called: of several, each has the name of its scheduler. */
export function resultName({ name }: SchedulerPlan, scheduler: string, alone: boolean): string {
  return alone ? (name ?? scheduler) : [name, scheduler].join(' ').trim();
}

/** What makes results comparable: keys sorted, times in ns, nothing that depends on the machine. */
export function parametersOf(
  plan: SchedulerPlan,
  kind: 'strategy' | 'subject',
  scheduler: string,
): Readonly<Record<string, Json>> {
  const { levels, weights } = plan.priority;
  const parameters: Record<string, Json> = {
    [kind]: scheduler,
    tasks: plan.tasks,
    workers: plan.speeds.length,
    depth: plan.depth,
    seed: plan.seed,
    task: taskParameter(plan.task),
    window: plan.window,
    ...executorParameters(plan.executor),
  };
  if (plan.arrivals !== undefined) parameters['arrivals'] = { ...plan.arrivals };
  if (plan.speeds.some((speed) => speed !== 1)) parameters['speeds'] = [...plan.speeds];
  if (levels.length > 1 || levels[0] !== 0) parameters['priority'] = { levels: [...levels], weights: [...weights] };
  if (plan.retries > 0) parameters['retries'] = plan.retries;
  if (plan.maxQueue !== Infinity) parameters['maxQueue'] = plan.maxQueue;
  return sorted(parameters) as Readonly<Record<string, Json>>;
}

function taskParameter(task: PlannedTask): Json {
  switch (task.type) {
    case 'noop':
      return 'noop';
    case 'sleep':
    case 'cpu':
      return { type: task.type, duration: durationParameter(task.duration) };
    case 'module': {
      const file = relative(process.cwd(), task.file).split(sep).join('/');
      return { type: 'module', file, export: task.name, args: asJson(task.args) };
    }
  }
}

/** In ns; a distribution under the names that the options have. */
function durationParameter({ kind, ...shape }: Distribution): Json {
  return kind === 'constant' && 'value' in shape ? shape.value : { distribution: kind, ...shape };
}

/** Arguments can be more than JSON carries (bigints, cycles): those as text. */
function asJson(value: unknown): Json {
  try {
    return JSON.parse(JSON.stringify(value)) as Json;
  } catch {
    return inspect(value, { depth: 4, breakLength: Infinity });
  }
}

/** The same with the keys of all objects in order. */
export function sorted(value: Json): Json {
  // JSON has no negative zero: what is read back has to be equal.
  if (value === 0) return 0;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item: Json) => sorted(item));
  const entries = Object.entries(value as Readonly<Record<string, Json>>);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)]));
}
