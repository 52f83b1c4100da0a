/** What is tried: cells of kind, slowdown, neighbour and margin, in a random order that is balanced over time. */
import type { Random } from '../../src/statistics/random.ts';
import { type Kind, kindNames, kinds, slowdowns } from './kinds.ts';
import type { TrialLine } from './recordings.ts';

export interface Cell {
  readonly kind: Kind;
  readonly slowdown: number;
  readonly noisy: boolean;
  readonly margin: number;
  /** 1, or 10 for the file that shows what a benchmark costs among others. */
  readonly benchmarks: number;
  /** How many trials it has in whole. */
  readonly trials: number;
}

/**
 * How many trials, by what they are to show. What must never happen takes the most to be seen not to happen: each kind has 100 of
 * unchanged code, those of small margins and of ten in a file included. A slowdown of the margin is what the power is promised for.
 */
interface Amounts {
  readonly unchanged: number;
  readonly margin: number;
  readonly other: number;
}

function amountsOf(kind: Kind, noisy: boolean): Amounts {
  const { judged, inTen } = kinds[kind];
  if (!judged) return noisy ? { unchanged: 40, margin: 4, other: 2 } : { unchanged: 60, margin: 8, other: 4 };
  const few = { margin: noisy ? 8 : 20, other: noisy ? 3 : 5 };
  if (inTen) return { unchanged: noisy ? 20 : 30, ...few };
  return { unchanged: noisy ? 30 : 50, ...few };
}

const smallMargin = { unchanged: 10, slowed: 16 };
const tenInFile = 8;

/** Everything. It takes about four hours. */
export function allCells(): Cell[] {
  const cells: Cell[] = [];
  for (const kind of kindNames) {
    for (const noisy of [false, true]) {
      const amounts = amountsOf(kind, noisy);
      for (const slowdown of slowdowns) {
        const trials = slowdown === 0 ? amounts.unchanged : slowdown === 0.05 ? amounts.margin : amounts.other;
        cells.push({ kind, slowdown, noisy, margin: 0.05, benchmarks: 1, trials });
      }
    }
    if (!kinds[kind].judged) continue;
    for (const margin of [0.03, 0.02]) {
      const of = { kind, noisy: false, margin, benchmarks: 1 };
      cells.push({ ...of, slowdown: 0, trials: smallMargin.unchanged });
      cells.push({ ...of, slowdown: margin, trials: smallMargin.slowed });
    }
  }
  cells.push({ kind: 'function', slowdown: 0, noisy: false, margin: 0.05, benchmarks: 10, trials: tenInFile });
  return cells;
}

/** What gives a first picture: no change, the margin and twice the margin, once each. */
export function quickCells(): Cell[] {
  return allCells()
    .filter(({ slowdown, margin, noisy, benchmarks }) => {
      if (benchmarks > 1) return true;
      return margin === 0.05 && [0, 0.05, 0.1].includes(slowdown) && !(noisy && slowdown === 0.1);
    })
    .map(once);
}

function once(cell: Cell): Cell {
  return { ...cell, trials: 1 };
}

/**
 * The cell of the next trial, drawn from all trials that are missing: whatever the machine does in an hour, it does to all of
 * them.
 *
 * @param lines what this version of the rule has recorded
 * @returns undefined when nothing is missing
 */
export function nextCell(cells: readonly Cell[], lines: readonly TrialLine[], random: Random): Cell | undefined {
  const done = countTrials(lines);
  const missing = cells.flatMap((cell) =>
    Array.from({ length: Math.max(0, cell.trials - (done.get(keyOf(cell)) ?? 0)) }, () => cell),
  );
  return missing[missing.length === 0 ? 0 : random.integer(missing.length)];
}

/** Runs of Vitest per cell, those without a verdict too: a run of ten benchmarks has ten lines. */
function countTrials(lines: readonly TrialLine[]): ReadonlyMap<string, number> {
  const trials = new Map<string, Set<number>>();
  for (const line of lines) {
    const key = keyOf(line);
    trials.set(key, (trials.get(key) ?? new Set()).add(line.trial));
  }
  return new Map([...trials].map(([key, numbers]) => [key, numbers.size]));
}

/** Of ten benchmarks in a file half are of another kind. */
function keyOf({ kind, slowdown, noisy, margin, benchmarks }: Omit<Cell, 'trials'>): string {
  return JSON.stringify([benchmarks > 1 ? 'ten' : kind, slowdown, noisy, margin]);
}
