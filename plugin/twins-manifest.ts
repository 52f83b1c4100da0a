/** What the main process prepares for the code of a bench file, and the worker reads. Types and one name only. */
import { createHash } from 'node:crypto';

/** One side's module, or why there is none. */
export type PreparedSide =
  | { readonly module: string }
  /** In the words of what failed. */
  | { readonly error: string }
  /** The base has no such bench file. */
  | { readonly missing: true }
  /** The base cannot be checked out, or its dependencies cannot be had: in the words of what failed. */
  | { readonly unavailable: string };

/** A file of its own for each bench file and project, so that a worker reads no more than it needs. */
export interface TwinManifest {
  readonly head: PreparedSide;
  /** By commit: the same bench file with the project's code of that commit. */
  readonly bases: Readonly<Record<string, PreparedSide>>;
  /** By commit: the commit's own bench file, to see which benchmarks it had. Only where no baseline's file says so. */
  readonly own: Readonly<Record<string, PreparedSide>>;
  /** By the key of a result: the commit whose code it is compared with. Empty where `commit` holds for all. */
  readonly commits: Readonly<Record<string, string>>;
  /** The commit for all results, where a revision is compared with. */
  readonly commit: string | null;
  /** Whether `test` and the like are globals. */
  readonly globals: boolean;
}

/** The name of a manifest. */
export function manifestName(project: string, benchFile: string): string {
  return `${createHash('sha256').update(`${project}\n${benchFile}`).digest('hex').slice(0, 16)}.json`;
}
