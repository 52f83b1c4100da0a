/** A ratio measured round by round inside one run, with its doubt, as a result that baselines and targets read. */
import { estimatePairedShift, median, summarize, type Result } from '../../../src/index.ts';
import { renderTable } from '../../../src/model/table.ts';

/** A ratio with its interval. */
export interface Ratio {
  readonly name: string;
  /** Hodges-Lehmann estimate over the rounds. */
  readonly estimate: number;
  /** 95 % interval by signed ranks. */
  readonly interval: readonly [number, number];
  readonly rounds: readonly number[];
  /** The values themselves, in ns, for orientation. */
  readonly subject: readonly number[];
  readonly yardstick: readonly number[];
  /** The largest ratio that is wanted. */
  readonly goal: number | undefined;
}

/** Subject ÷ yardstick in every round. */
export function ratioOf(name: string, subject: readonly number[], yardstick: readonly number[], goal?: number): Ratio {
  const rounds = subject.map((value, round) => value / yardstick[round]!);
  const { estimate, lower, upper } = estimatePairedShift(rounds.map(Math.log), 0.95);
  const interval = [Math.exp(lower), Math.exp(upper)] as const;
  return { name, estimate: Math.exp(estimate), interval, rounds, subject, yardstick, goal };
}

/** The ratio as a result; a repetition is a round. */
export function ratioResult({ name, rounds }: Ratio): Result<'ratio'> {
  return {
    scenario: 'ratio',
    name,
    parameters: { rounds: rounds.length },
    metrics: {
      ratio: {
        name: 'ratio',
        unit: 'x',
        better: 'lower',
        assume: 'sampled',
        about: 'Subject ÷ yardstick, both measured in one round.',
        per: 'repetition',
        summary: summarize(rounds),
        repetitions: { median: rounds },
      },
    },
    warnings: [],
  };
}

/** `missed` only where the whole interval lies above the goal, `met` only where it lies below. */
export function verdictOf({ goal, interval }: Ratio): 'met' | 'missed' | 'not decided' | '' {
  if (goal === undefined) return '';
  if (interval[0] > goal) return 'missed';
  return interval[1] <= goal ? 'met' : 'not decided';
}

/** Prints ratios with their doubt. */
export function printRatios(title: string, ratios: readonly Ratio[]): void {
  const table = renderTable({
    columns: [
      { title: '' },
      { title: 'ratio', align: 'right' },
      { title: '95 % interval' },
      { title: 'rounds', align: 'right' },
      { title: 'µs', align: 'right' },
      { title: '÷ µs', align: 'right' },
      { title: 'goal', align: 'right' },
      { title: '' },
    ],
    rows: ratios.map((ratio) => [
      ratio.name,
      ratio.estimate.toFixed(2),
      `[${ratio.interval.map((bound) => bound.toFixed(2)).join(', ')}]`,
      String(ratio.rounds.length),
      (median(ratio.subject) / 1000).toFixed(1),
      (median(ratio.yardstick) / 1000).toFixed(1),
      ratio.goal === undefined ? '' : `<= ${ratio.goal}`,
      verdictOf(ratio),
    ]),
  });
  console.log(`${title}\n\n${table}\n`);
}
