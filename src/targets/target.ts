/** Targets: what is demanded of a figure, and the work that the demand was stated for. */
import { GateError } from '../model/errors.ts';
import type { Json } from '../model/result.ts';
import type { BoundText } from '../model/bound.ts';
import type { MetricPath } from '../model/metric-path.ts';

/**
 * The work of a target as data, as far as a result's parameters show it. A run whose scenario or kind of task differs
 * did work of another kind; one that differs in numbers did more or less of the same.
 */
export interface StatedWork {
  /** The kind of scenario, such as `scheduler`. */
  readonly scenario: string;
  /** The type of task, such as `noop` or `sleep`; left out where the target does not say. */
  readonly task?: string;
  /** How long each task takes, in ns; left out where the target does not say. */
  readonly duration?: number;
  /** Parameters by name; an array lists the values of which the target allows any. Those that a result lacks are not compared. */
  readonly parameters?: Readonly<Record<string, Json>>;
}

/** A demand on one figure of a result. */
export interface Target {
  /** Under which reports list it, such as `pool.latencyP99`. */
  readonly name: string;
  /** The figure, such as `throughput` or `latency.p99`. */
  readonly metric: MetricPath;
  /** Such as `< 20 ms`. */
  readonly bound: BoundText;
  /** What the target was stated for, in words. */
  readonly work?: string;
  /** The same as data; without it a run's work is not compared. */
  readonly stated?: StatedWork;
  /** What a reader should know of it. */
  readonly note?: string;
}

/** Targets under short names, such as `targets.pool`. */
export type TargetTable<K extends string = string> = Readonly<Record<K, Target>>;

/** Bounds by metric path: `{ throughput: '> 1000 tasks/s', 'latency.p99': '< 20 ms' }`. */
export type BoundTable<P extends string = string> = { readonly [path in P]?: BoundText };

/**
 * Reads a table, ours or a user's, as a list of targets.
 *
 * @throws GateError `BAD_TARGET` when the table is empty, or a row is neither a target nor a bound
 */
export function listTargets(table: TargetTable | BoundTable): readonly Target[] {
  if (typeof table !== 'object' || table === null || Array.isArray(table)) {
    throw badTable(`A table of targets is an object, this is ${table === null ? 'null' : describe(table)}.`);
  }
  if (isTarget(table)) {
    throw badTable(`${JSON.stringify(table.name)} is one target, not a table of targets.`, '{ [target.name]: target }');
  }
  const rows = Object.entries(table as Readonly<Record<string, unknown>>);
  if (rows.length === 0) throw badTable('The table of targets is empty: nothing would be judged.');
  return rows.map(([key, row]) => {
    if (typeof row === 'string') return { name: key, metric: key, bound: row as BoundText };
    if (isTarget(row)) return row;
    const inner = typeof row === 'object' && row !== null && Object.values(row).every(isTarget);
    throw inner
      ? badTable(
          `${JSON.stringify(key)} is a table of targets, not a target.`,
          `the table under ${JSON.stringify(key)} alone`,
        )
      : badTable(`The row ${JSON.stringify(key)} is neither a target nor a bound, but ${describe(row)}.`);
  });
}

/** Whether a value has what every target has. */
export function isTarget(value: unknown): value is Target {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['name', 'metric', 'bound'].every((key) => typeof (value as Record<string, unknown>)[key] === 'string')
  );
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value === undefined || value === null) return String(value);
  return typeof value === 'object' ? 'an object' : `of type ${typeof value}`;
}

function badTable(message: string, instead = "{ 'latency.p99': '< 20 ms' } or targets.pool"): GateError {
  return new GateError({ code: 'BAD_TARGET', message, fix: `Give ${instead}.` });
}
