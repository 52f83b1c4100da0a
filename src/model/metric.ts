import type { Unit } from './units.ts';

/** Which direction is an improvement; `neither` for figures that only describe (such as a peak over a process's lifetime). */
export type Better = 'higher' | 'lower' | 'neither';

/**
 * How a metric may be judged. `exact`: a count, a size, a schedule: equal or not, on any machine.
 * `sampled`: a time, a throughput, memory: a distribution, comparable inside one environment only.
 */
export type Assumption = 'exact' | 'sampled';

/** The declaration of a metric: what a number means and how it may be judged. */
export interface Metric {
  /** Dotted lower-case name, such as `throughput` or `latency`. */
  readonly name: string;
  /** The base unit in which values are kept. */
  readonly unit: Unit;
  readonly better: Better;
  readonly assume: Assumption;
  /** What is measured, in one sentence. */
  readonly about: string;
}
