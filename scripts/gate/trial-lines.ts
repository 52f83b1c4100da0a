/** Makes the lines of a trial from what its run left behind. */
import { verdictOf } from '../../src/baseline/summary.ts';
import type { Comparison } from '../../src/model/verdict.ts';
import type { Pair, PairedFigure } from '../../src/twins/protocol.ts';
import type { Cell } from './cells.ts';
import { type OwnSamples, type PairLine, parseLines, type SideQuantiles, type TrialLine } from './recordings.ts';
import type { ProjectRun } from './trial-project.ts';

/** What stands in all lines of a trial. */
export interface TrialFacts {
  readonly rule: string;
  readonly trial: number;
  readonly cell: Cell;
  readonly extra: number;
}

export interface TrialRecord {
  readonly trials: readonly TrialLine[];
  readonly pairs: readonly PairLine[];
}

/** A line of the trial project's reporter. */
interface ReportedTest {
  readonly milliseconds?: number;
  readonly errors: readonly string[];
  readonly results?: readonly { readonly name: string; readonly comparisons: readonly Comparison[] }[];
}

/** What Vitest's own measurement answered (`own`), or one side of a measuring process (`side`). In ms. */
interface BenchNote {
  readonly note: 'own' | 'side';
  readonly name: string;
  readonly origin?: string;
  readonly samples?: readonly number[];
  readonly mean: number;
  readonly min: number;
  readonly p50: number;
  readonly p75: number;
  readonly p99: number;
  readonly sd: number;
}

/** What a process answered to the gate. */
interface PairsNote {
  readonly note: 'pairs';
  readonly number: number;
  readonly pairs: readonly Pair[];
}

type Note = BenchNote | PairsNote;

const nsPerMs = 1e6;

export function linesOf({ rule, trial, cell, extra }: TrialFacts, run: ProjectRun): TrialRecord {
  const { kind, benchmarks, slowdown, noisy, margin } = cell;
  const facts = { benchmarks, slowdown, extra, noisy, margin };
  const notes = parseLines<Note>(run.recording);
  const tests = parseLines<ReportedTest>(run.report);
  const trials = tests.flatMap(({ milliseconds = 0, results = [], errors }): TrialLine[] =>
    results.map(({ name, comparisons }) => ({
      rule,
      trial,
      name,
      kind: benchmarks > 1 && name.startsWith('allocation') ? 'allocation' : kind,
      ...facts,
      ...judgementOf(comparisons, errors),
      seconds: seconds(milliseconds / 1000),
      run: seconds(run.seconds),
      ...ownOf(notes, name),
    })),
  );
  if (trials.length > 0) return { trials, pairs: pairsOf(notes, rule, trial) };
  const reason = `${tests.flatMap(({ errors }) => errors).join(' ')} ${run.printed}`.trim().slice(-500);
  const none = { verdict: 'none', result: 'none', reason, seconds: 0, run: seconds(run.seconds) };
  return { trials: [{ rule, trial, name: kind, kind, ...facts, ...none }], pairs: [] };
}

function judgementOf(
  comparisons: readonly Comparison[],
  errors: readonly string[],
): Pick<TrialLine, 'verdict' | 'result' | 'estimate' | 'interval' | 'processes' | 'reason' | 'others'> {
  const leading = comparisons.find((one) => one.leading === true) ?? comparisons[0];
  const result = verdictOf(comparisons) ?? 'none';
  if (leading === undefined) return { verdict: 'none', result, reason: errors.join(' ').slice(0, 500) };
  const { verdict, change, interval, processes, reason } = leading;
  const others = comparisons.filter((one) => one !== leading);
  return {
    verdict,
    result,
    ...(change === undefined ? {} : { estimate: digits(change, 4) }),
    ...(interval === undefined ? {} : { interval: [digits(interval[0], 4), digits(interval[1], 4)] as const }),
    ...(processes === undefined ? {} : { processes }),
    ...(reason === undefined ? {} : { reason }),
    others: Object.fromEntries(others.map((one) => [`${one.metric}.${one.statistic}`, one.verdict])),
  };
}

function ownOf(notes: readonly Note[], name: string): { readonly own?: OwnSamples } {
  const own = notes.find((one): one is BenchNote => one.note === 'own' && one.name === name);
  if (own === undefined) return {};
  return {
    own: {
      mean: digits(own.mean * nsPerMs, 6),
      samples: (own.samples ?? []).map((sample) => digits(sample * nsPerMs, 4)),
    },
  };
}

/** Both sides leave their notes before the process answers. */
function pairsOf(notes: readonly Note[], rule: string, trial: number): PairLine[] {
  const lines: PairLine[] = [];
  let sides: BenchNote[] = [];
  for (const one of notes) {
    if (one.note === 'side') sides.push(one);
    if (one.note !== 'pairs') continue;
    for (const { result, figures, blocks, calls, step } of one.pairs) {
      const ofResult = sides.filter(({ name }) => name === result);
      const allocated = figures.find(({ metric }) => metric === 'allocated');
      lines.push({
        rule,
        trial,
        name: result,
        process: one.number,
        base: quantilesOf(ofResult.find(isBase), latencyOf(figures)?.base),
        head: quantilesOf(
          ofResult.find((side) => !isBase(side)),
          latencyOf(figures)?.head,
        ),
        allocated: allocated === undefined ? null : [allocated.base, allocated.head],
        blocks,
        calls,
        step: digits(step, 3),
      });
    }
    sides = [];
  }
  return lines;
}

/** Its code lies somewhere else than in the project: in a checked-out commit. */
function isBase({ origin = '' }: BenchNote): boolean {
  return !origin.endsWith('/project/src/origin.ts');
}

function latencyOf(figures: readonly PairedFigure[]): PairedFigure | undefined {
  return figures.find(({ metric, statistic }) => metric === 'latency' && statistic === 'median');
}

/** @param level the gate's own figure, a low quantile that the benchmark itself is not told */
function quantilesOf(side: BenchNote | undefined, level: number | undefined): SideQuantiles {
  const { min, p50, p75, p99, mean, sd } = side ?? {};
  const rest = [p50, p75, p99, mean, sd].map((value) => (value === undefined ? null : digits(value * nsPerMs, 5)));
  return [min === undefined ? null : digits(min * nsPerMs, 5), level === undefined ? null : digits(level, 5), ...rest];
}

function digits(value: number, count: number): number {
  return Number(value.toPrecision(count));
}

function seconds(value: number): number {
  return Math.round(value * 100) / 100;
}
