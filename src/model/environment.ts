/**
 * Where something was measured: what must be equal before two sampled metrics may be compared. Detected elsewhere;
 * here it is plain data.
 */

/** The part of a machine that decides how fast code runs on it. */
export interface Environment {
  /** The model of the CPU as the operating system names it. */
  readonly cpu: string;
  /** How many cores the process may use (its affinity and quota, not what the machine has). */
  readonly cores: number;
  /** The operating system, such as `linux`. */
  readonly os: string;
  /** The architecture, such as `x64`. */
  readonly arch: string;
  /** The major version of Node. */
  readonly node: number;
}

const labels = {
  cpu: 'CPU',
  cores: 'allowed cores',
  os: 'operating system',
  arch: 'architecture',
  node: 'Node major version',
} as const satisfies Record<keyof Environment, string>;

const names = Object.keys(labels) as readonly (keyof Environment)[];

/** One line that is equal exactly where two environments are. */
export function environmentKey(environment: Environment): string {
  return names.map((name) => `${name}=${environment[name]}`).join('; ');
}

/** What differs, in words, such as `allowed cores: 2, then 4`; empty where the two are comparable. */
export function environmentDifferences(before: Environment, after: Environment): string[] {
  return names
    .filter((name) => before[name] !== after[name])
    .map((name) => `${labels[name]}: ${before[name]}, then ${after[name]}`);
}
