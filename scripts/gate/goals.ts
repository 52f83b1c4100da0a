/** The goals, each beside what was recorded. */
import { type Count, countGate, medianOf, percent } from './count-trials.ts';
import { type Kind, kindNames, kinds as allKinds } from './kinds.ts';
import { isJudged, type TrialLine } from './recordings.ts';

export interface Goal {
  readonly goal: string;
  readonly recorded: string;
  /** `open` when there is too little to tell. */
  readonly state: 'reached' | 'missed' | 'open';
}

const trialsForFalseFailures = 100;
/** A rate of fewer trials says nothing. */
const trialsForRate = 10;

export function goalsOf(lines: readonly TrialLine[]): Goal[] {
  const counts = countGate(lines);
  return [
    ...kindNames.map((kind) => falseFailures(lines, kind)),
    ...power(counts),
    ...kindNames.filter((kind) => allKinds[kind].judged).map((kind) => unchangedSame(counts, kind)),
    wrongRoundTrips(lines),
    ...costs(lines),
  ];
}

/** Ten benchmarks in a file are unchanged code as well. */
function falseFailures(lines: readonly TrialLine[], kind: Kind): Goal {
  const of = lines.filter((line) => line.kind === kind && line.slowdown === 0 && isJudged(line));
  const failed = of.filter(({ result }) => result === 'slower').length;
  return {
    goal: `${kind}: no false failure in ${trialsForFalseFailures} trials of unchanged code (by design at most 0.1 %)`,
    recorded: `${failed} of ${of.length}`,
    state: failed > 0 ? 'missed' : of.length >= trialsForFalseFailures ? 'reached' : 'open',
  };
}

const wanted: readonly { readonly kinds: readonly Kind[]; readonly margin: number; readonly rate: number }[] = [
  { kinds: ['function', 'allocation', 'pinned-round-trip'], margin: 0.05, rate: 0.95 },
  { kinds: ['pool'], margin: 0.05, rate: 0.85 },
  { kinds: ['function', 'allocation', 'pinned-round-trip'], margin: 0.03, rate: 0.85 },
  { kinds: ['function', 'allocation', 'pinned-round-trip'], margin: 0.02, rate: 0.7 },
];

function power(counts: readonly Count[]): Goal[] {
  return wanted.flatMap(({ kinds, margin, rate }) =>
    kinds.map((kind) => {
      const of = counts.find((one) => one.rule === `gate, ${percent(margin)}` && isQuiet(one, kind, margin));
      return rateGoal(
        `${kind}: +${percent(margin)} is called slower in ${percent(rate)} of trials at that margin`,
        of?.slower ?? 0,
        of?.trials ?? 0,
        rate,
      );
    }),
  );
}

function isQuiet({ cell }: Count, kind: Kind, slowdown: number): boolean {
  return cell.kind === kind && !cell.noisy && cell.slowdown === slowdown;
}

function unchangedSame(counts: readonly Count[], kind: Kind): Goal {
  const of = counts.find((one) => one.rule === 'gate, 5 %' && isQuiet(one, kind, 0));
  return rateGoal(`${kind}: unchanged code is the same in 90 % of quiet trials`, of?.same ?? 0, of?.trials ?? 0, 0.9);
}

/** Wrong: unchanged code slower, a slowdown of the margin or more the same. */
function wrongRoundTrips(lines: readonly TrialLine[]): Goal {
  const of = lines.filter((line) => line.kind === 'round-trip' && isJudged(line));
  const wrong = of.filter(({ slowdown, margin, verdict }) => {
    if (slowdown === 0) return verdict === 'slower';
    return slowdown >= margin && (verdict === 'same' || verdict === 'faster');
  });
  return {
    goal: 'round-trip, unpinned: inconclusive rather than wrong (at most 10 % wrong)',
    recorded: `${wrong.length} of ${of.length} wrong`,
    state: of.length < trialsForRate ? 'open' : wrong.length <= of.length / 10 ? 'reached' : 'missed',
  };
}

function costs(lines: readonly TrialLine[]): Goal[] {
  const quiet = lines.filter((line) => !line.noisy && line.margin === 0.05 && isJudged(line));
  const clean = quiet.filter(({ slowdown }) => slowdown === 0);
  const slower = quiet.filter(({ verdict, benchmarks }) => verdict === 'slower' && benchmarks === 1);
  return [
    costGoal(
      'unchanged code alone in a file',
      clean.filter(({ benchmarks }) => benchmarks === 1),
      10,
    ),
    costGoal(
      'unchanged code as one of ten in a file',
      clean.filter(({ benchmarks }) => benchmarks === 10),
      6,
    ),
    costGoal('a failure', slower, 35),
  ];
}

/** Per benchmark: the test as Vitest reports it, with its own measurement. The whole run has the start and the bundles on top. */
function costGoal(what: string, of: readonly TrialLine[], most: number): Goal {
  const seconds = medianOf(of.map((line) => line.seconds));
  const runs = medianOf(of.map(({ run, benchmarks }) => run / benchmarks));
  const told =
    of.length === 0
      ? 'nothing'
      : `${seconds.toFixed(1)} s (share of the whole run ${runs.toFixed(1)} s), median of ${of.length}`;
  return {
    goal: `${what}: at most ${most} s per benchmark`,
    recorded: told,
    state: of.length === 0 ? 'open' : seconds <= most ? 'reached' : 'missed',
  };
}

function rateGoal(goal: string, count: number, trials: number, rate: number): Goal {
  if (trials === 0) return { goal, recorded: 'nothing', state: 'open' };
  const recorded = `${percent(count / trials)} (${count} of ${trials})`;
  if (trials < trialsForRate) return { goal, recorded, state: 'open' };
  return { goal, recorded, state: count / trials >= rate ? 'reached' : 'missed' };
}
