/** Differences of recorded processes: JSON lines with `wl`, `x`, `a` and `b` (time per call of each block). */
import { readFileSync } from 'node:fs';
import { quantile } from '../../src/statistics/quantiles.ts';
import { sortObservations } from '../../src/statistics/observations.ts';

/** How the blocks of one arm become one number, and which processes take part. */
export interface Reduction {
  readonly quantile: number;
  /** First block, and the one after the last. */
  readonly blocks: readonly [number, number];
  /** Every other process of a kind, so that constants chosen on one half can be tried on the other. */
  readonly half: 'even' | 'odd' | 'all';
}

/** The differences of one kind of workload, by the slowdown that was planted in arm b. */
export type Recorded = ReadonlyMap<number, readonly number[]>;

interface Line {
  readonly wl: string;
  readonly x: number;
  readonly a: readonly number[];
  readonly b: readonly number[];
}

/** All kinds in the files. */
export function readRecordings(files: readonly string[], reduction: Reduction): Map<string, Recorded> {
  const kinds = new Map<string, Map<number, number[]>>();
  for (const file of files) {
    for (const text of readFileSync(file, 'utf8').split('\n')) {
      if (text.trim() === '') continue;
      const line = JSON.parse(text) as Line;
      const kind = kinds.get(line.wl) ?? new Map<number, number[]>();
      kinds.set(line.wl, kind);
      const differences = kind.get(line.x) ?? [];
      kind.set(line.x, differences);
      differences.push(Math.log(reduce(line.b, reduction) / reduce(line.a, reduction)));
    }
  }
  const parity = { even: 0, odd: 1, all: undefined }[reduction.half];
  for (const kind of kinds.values()) {
    for (const [x, differences] of kind) {
      const kept = differences.filter((_, index) => parity === undefined || index % 2 === parity);
      kind.set(x, kept);
    }
  }
  return kinds;
}

/**
 * Noise of a kind: its differences around their medians, from all planted slowdowns. With `unchangedOnly` those of unchanged
 * code as they are, for kinds in which the median says nothing or the planted slowdown is unknown.
 */
export function noiseOf(recorded: Recorded, unchangedOnly: boolean): number[] {
  if (unchangedOnly) return [...(recorded.get(1) ?? [])];
  return [...recorded.values()].flatMap((differences) => {
    const middle = quantile(sortObservations(differences, 'differences'), 0.5);
    return differences.map((difference) => difference - middle);
  });
}

function reduce(samples: readonly number[], { quantile: p, blocks }: Reduction): number {
  return quantile(sortObservations(samples.slice(...blocks), 'blocks'), p);
}
