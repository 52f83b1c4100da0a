/** The kinds of benchmarks that the gate is tried on, and the slowdowns that are planted in them. */

export type Kind = 'function' | 'allocation' | 'round-trip' | 'pinned-round-trip' | 'pool';

/** What is known of a kind. */
export interface KindFacts {
  /** The module of the trial project that is slowed down. */
  readonly module: string;
  /** About how much work takes as long as a whole call: what a slowdown of 100 % adds. Calibration knows better. */
  readonly whole: number;
  readonly pinned: boolean;
  /** Whether it can be judged at all: an unpinned round trip flips between placements of its threads. */
  readonly judged: boolean;
  /** Whether the file of ten benchmarks has five of it. */
  readonly inTen: boolean;
}

export const kinds: Readonly<Record<Kind, KindFacts>> = {
  function: { module: 'function', whole: 1600, pinned: false, judged: true, inTen: true },
  allocation: { module: 'allocation', whole: 24_000, pinned: false, judged: true, inTen: true },
  'round-trip': { module: 'round-trip', whole: 130_000, pinned: false, judged: false, inTen: false },
  'pinned-round-trip': { module: 'round-trip', whole: 130_000, pinned: true, judged: true, inTen: false },
  pool: { module: 'pool', whole: 108_000, pinned: false, judged: true, inTen: false },
};

export const kindNames = Object.keys(kinds) as readonly Kind[];

/** As fractions: unchanged code first. */
export const slowdowns: readonly number[] = [0, 0.02, 0.03, 0.05, 0.1];
