/** All targets that ship with benchgate, and finding one by its name. */
import { GateError } from '../model/errors.ts';
import { suggest } from '../model/suggest.ts';
import { checkpoint, stress, workflow } from './tables/durability.ts';
import { containers, scaling } from './tables/scaling.ts';
import { pool, scheduler, strategies } from './tables/scheduling.ts';
import { accuracy, clustering, compression, operations } from './tables/storage.ts';
import { isTarget, type Target } from './target.ts';

/** The shipped targets: tables by section, `targets.pool`, or by section and row, `targets.strategies.fifo`. */
export interface Targets {
  readonly scheduler: typeof scheduler;
  readonly workflow: typeof workflow;
  readonly checkpoint: typeof checkpoint;
  readonly stress: typeof stress;
  readonly pool: typeof pool;
  readonly strategies: typeof strategies;
  readonly scaling: typeof scaling;
  readonly containers: typeof containers;
  readonly operations: typeof operations;
  readonly compression: typeof compression;
  readonly clustering: typeof clustering;
  readonly accuracy: typeof accuracy;
}

/**
 * The shipped targets. Each is a claim about the work that it was stated for.
 *
 * @example
 * expect(result).toMeetTargets(targets.pool);
 * expect(result).toMeetTarget(targets.strategies.fifo.throughput);
 */
export const targets: Targets = {
  scheduler,
  workflow,
  checkpoint,
  stress,
  pool,
  strategies,
  scaling,
  containers,
  operations,
  compression,
  clustering,
  accuracy,
};

/** The names of a table's targets, `pool.latencyP99`, and of tables of tables, `strategies.fifo.throughput`. */
type NamesIn<T, Prefix extends string> = {
  [K in keyof T & (string | number)]: T[K] extends Target ? `${Prefix}${K}` : NamesIn<T[K], `${Prefix}${K}.`>;
}[keyof T & (string | number)];

/** The name of a shipped target, such as `pool.latencyP99`. */
export type TargetName = NamesIn<Targets, ''>;

const byName: ReadonlyMap<string, Target> = new Map(collect(targets).map((target) => [target.name, target]));

/** The names of all shipped targets. */
export const targetNames: readonly TargetName[] = [...byName.keys()] as TargetName[];

/**
 * Finds a shipped target by its name.
 *
 * @throws GateError `BAD_TARGET` when there is none of this name
 */
export function findTarget(name: TargetName | (string & {})): Target {
  const found = byName.get(name);
  if (found !== undefined) return found;
  throw new GateError({
    code: 'BAD_TARGET',
    message: `There is no target ${JSON.stringify(name)}.${suggest(name, targetNames)}`,
    fix: `Targets are ${targetNames.join(', ')}.`,
  });
}

function collect(tables: object): Target[] {
  return Object.values(tables).flatMap((entry: unknown) => (isTarget(entry) ? [entry] : collect(entry as object)));
}
