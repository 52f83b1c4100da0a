/** Whether a run did the work that a target was stated for. */
import type { Json, Result } from '../model/result.ts';
import { formatQuantity } from '../model/units.ts';
import type { StatedWork } from './target.ts';

/** One way in which the work of a run differs from what was stated. */
export interface WorkDifference {
  /** `scenario`, `task`, `duration` or the parameter's name. */
  readonly what: string;
  /** The two sides, in words. */
  readonly stated: string;
  readonly run: string;
  /** Another kind of work, rather than more or less of the same. */
  readonly kind: boolean;
}

/** Compares the work of a run with the work that a target was stated for. */
export function differences(stated: StatedWork, result: Result): readonly WorkDifference[] {
  if (stated.scenario !== result.scenario) {
    return [{ what: 'scenario', stated: stated.scenario, run: result.scenario, kind: true }];
  }
  const found: WorkDifference[] = [];
  const task = result.parameters['task'];
  const type = typeOf(task);
  const otherType = stated.task !== undefined && type !== undefined && stated.task !== type;
  if (otherType) found.push({ what: 'task', stated: stated.task, run: type, kind: true });
  const duration = durationOf(task);
  if (!otherType && stated.duration !== undefined && duration !== undefined && duration !== stated.duration) {
    found.push({
      what: 'duration',
      stated: formatQuantity(stated.duration, 'ns'),
      run: typeof duration === 'number' ? formatQuantity(duration, 'ns') : inWords(duration),
      kind: false,
    });
  }
  // Targets are stated for worker threads where they say nothing else, and a result names everything else.
  const executor = result.parameters['executor'];
  if (executor !== undefined && stated.parameters?.['executor'] === undefined) {
    found.push({ what: 'executor', stated: 'threads', run: inWords(executor), kind: false });
  }
  for (const [what, wanted] of Object.entries(stated.parameters ?? {})) {
    const run = result.parameters[what];
    if (run === undefined) continue;
    const choices = Array.isArray(wanted) ? (wanted as readonly Json[]) : [wanted];
    if (!choices.some((choice) => same(choice, run))) {
      found.push({ what, stated: choices.map(inWords).join(' or '), run: inWords(run), kind: false });
    }
  }
  return found;
}

/** The type of task of a run: its parameter `task` is a name, or an object with a `type`. */
function typeOf(task: Json | undefined): string | undefined {
  if (typeof task === 'string') return task;
  const type = fieldOf(task, 'type');
  return typeof type === 'string' ? type : undefined;
}

/** How long the tasks of a run take: a number of ns where that is constant, else the distribution. */
function durationOf(task: Json | undefined): Json | undefined {
  const duration = fieldOf(task, 'duration');
  return fieldOf(duration, 'distribution') === 'constant' ? fieldOf(duration, 'value') : duration;
}

function fieldOf(value: Json | undefined, key: string): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, key) ? (value as Readonly<Record<string, Json>>)[key] : undefined;
}

/** Equal as JSON, whatever the order of keys. */
function same(one: Json, other: Json): boolean {
  return inWords(one) === inWords(other);
}

function inWords(value: Json): string {
  if (typeof value === 'string') return value;
  if (value === null || typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(inWords).join(', ')}]`;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{ ${entries.map(([key, inner]) => `${key}: ${inWords(inner)}`).join(', ')} }`;
}
