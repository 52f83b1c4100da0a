/** What is tried: cells of kind, slowdown, neighbour and margin, in an order that is random and balanced over time. */
import type { Random } from '../../src/statistics/random.ts';
import { type Kind, kindNames, slowdowns } from './kinds.ts';
import type { TrialLine } from './recordings.ts';

export interface Cell {
  readonly kind: Kind;
  readonly slowdown: number;
  readonly noisy: boolean;
  readonly margin: number;
  /** 1, or 10 for the file that shows what a benchmark costs among others. */
  readonly benchmarks: number;
  /** How often it comes in a round. */
  readonly times: number;
}

/** Unchanged code comes twice: what must never happen takes the most trials to be seen not to happen. */
const timesUnchanged = 2;

/** Everything. A round of it takes about half an hour. */
export function allCells(): Cell[] {
  const cells: Cell[] = [];
  for (const kind of kindNames) {
    for (const noisy of [false, true]) {
      for (const slowdown of slowdowns) {
        const times = slowdown === 0 ? timesUnchanged : 1;
        cells.push({ kind, slowdown, noisy, margin: 0.05, benchmarks: 1, times });
      }
    }
    for (const margin of [0.03, 0.02]) {
      for (const slowdown of [0, margin]) cells.push({ kind, slowdown, noisy: false, margin, benchmarks: 1, times: 1 });
    }
  }
  cells.push({ kind: 'function', slowdown: 0, noisy: false, margin: 0.05, benchmarks: 10, times: 1 });
  return cells;
}

/** What gives a first picture: no change, the margin and twice the margin. */
export function quickCells(): Cell[] {
  return allCells()
    .filter(({ slowdown, margin, noisy, benchmarks }) => {
      if (benchmarks > 1) return true;
      return margin === 0.05 && [0, 0.05, 0.1].includes(slowdown) && !(noisy && slowdown === 0.1);
    })
    .map(once);
}

function once(cell: Cell): Cell {
  return { ...cell, times: 1 };
}

/**
 * The cell of the next trial, drawn from those that the current round still misses: whatever the machine does in an hour, it
 * does to all of them.
 *
 * @param lines what this version of the rule has recorded
 * @returns undefined when all rounds are complete
 */
export function nextCell(
  cells: readonly Cell[],
  lines: readonly TrialLine[],
  rounds: number,
  random: Random,
): Cell | undefined {
  const trials = countTrials(lines);
  const counted = cells.map((cell) => ({ cell, count: trials.get(keyOf(cell)) ?? 0 }));
  const round = Math.min(...counted.map(({ cell, count }) => Math.floor(count / cell.times)));
  if (round >= rounds) return undefined;
  // As many entries as trials that are missing: a cell with two is drawn twice as often.
  const missing = counted.flatMap(({ cell, count }) =>
    Array.from({ length: Math.max(0, (round + 1) * cell.times - count) }, () => cell),
  );
  return missing[random.integer(missing.length)];
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
function keyOf({ kind, slowdown, noisy, margin, benchmarks }: Omit<Cell, 'times'>): string {
  return JSON.stringify([benchmarks > 1 ? 'ten' : kind, slowdown, noisy, margin]);
}
