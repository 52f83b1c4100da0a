/**
 * Prints how often the procedure of the gate comes to which verdict, on recorded and on made-up noise:
 *
 *     node scripts/gate/simulate.ts [options] [recording.jsonl …]
 *
 *     --trials 2000          trials of each row
 *     --seed 1               the same seed gives the same table
 *     --margins 0.05,0.03    margins, as fractions
 *     --judgements 20        figures of the whole run
 *     --quantile 0.25        of the blocks of each arm
 *     --blocks 100-200       the blocks that count
 *     --half all             all processes of a recording, or every other: even, odd
 *     --unchanged pool,rt    kinds of which only unchanged code is used
 *
 * Rates are in percent, with Wilson's 95 % interval. `planted` rows draw from recordings of slowed code as they are.
 */
import { parseArgs } from 'node:util';
import type { Decided } from '../../src/gate/procedure.ts';
import { planRule } from '../../src/gate/rule.ts';
import { quantile } from '../../src/statistics/quantiles.ts';
import { sortObservations } from '../../src/statistics/observations.ts';
import { type Noise, resample, resampleAsMeasured, syntheticNoise } from './simulate-noise.ts';
import { noiseOf, readRecordings, type Reduction } from './simulate-recordings.ts';
import { runTrials, wilson } from './simulate-trials.ts';

const { values, positionals: files } = parseArgs({
  allowPositionals: true,
  options: {
    trials: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    margins: { type: 'string', default: '0.05,0.03,0.02' },
    judgements: { type: 'string', default: '20' },
    quantile: { type: 'string', default: '0.25' },
    blocks: { type: 'string', default: '100-200' },
    half: { type: 'string', default: 'all' },
    unchanged: { type: 'string', default: 'pool,rt' },
  },
});

const trials = Number(values.trials);
const seed = Number(values.seed);
const judgements = Number(values.judgements);
const [firstBlock = 0, lastBlock = Infinity] = values.blocks.split('-').map(Number);
const recorded = readRecordings(files, {
  quantile: Number(values.quantile),
  blocks: [firstBlock, lastBlock],
  half: values.half as Reduction['half'],
});
const unchangedOnly = new Set(values.unchanged.split(','));

interface Row {
  readonly kind: string;
  readonly noise: Noise;
  readonly slowdown: number;
  readonly label: string;
}

function rowsFor(margin: number): Row[] {
  const slowdowns = [0, margin / 2, margin, 2 * margin];
  const rows: Row[] = [];
  for (const [kind, differences] of recorded) {
    const noise = resample(noiseOf(differences, unchangedOnly.has(kind)));
    for (const slowdown of slowdowns) rows.push({ kind, noise, slowdown, label: percent(slowdown) });
    const planted = unchangedOnly.has(kind) ? undefined : differences.get(1 + margin);
    if (planted !== undefined) {
      rows.push({ kind, noise: resampleAsMeasured(planted), slowdown: 0, label: `${percent(margin)} planted` });
    }
  }
  for (const [kind, noise] of Object.entries(syntheticNoise)) {
    for (const slowdown of slowdowns) rows.push({ kind, noise, slowdown, label: percent(slowdown) });
  }
  return rows;
}

function describe(outcomes: readonly Decided[], firstLook: number): string[] {
  const count = (verdict: Decided['verdict']): number => outcomes.filter((one) => one.verdict === verdict).length;
  const slower = count('slower');
  const [lower, upper] = wilson(slower, outcomes.length);
  const rate = (part: number): string => ((100 * part) / outcomes.length).toFixed(1);
  return [
    rate(slower),
    `${(100 * lower).toFixed(1)}–${(100 * upper).toFixed(1)}`,
    rate(count('same')),
    rate(count('faster')),
    rate(count('inconclusive')),
    rate(outcomes.filter(({ pairs }) => pairs === firstLook).length),
    ...spread(outcomes),
    ...spread(outcomes.filter(({ verdict }) => verdict === 'slower')),
  ];
}

/** Median and 95th percentile of the processes used. */
function spread(outcomes: readonly Decided[]): [string, string] {
  if (outcomes.length === 0) return ['–', '–'];
  const pairs = sortObservations(
    outcomes.map((one) => one.pairs),
    'pairs',
  );
  return [quantile(pairs, 0.5).toFixed(0), quantile(pairs, 0.95).toFixed(0)];
}

function percent(fraction: number): string {
  return `${Number((100 * fraction).toPrecision(3))} %`;
}

const heads = [
  'noise',
  'true',
  'slower',
  '95 %',
  'same',
  'faster',
  'inconcl.',
  'at first',
  'n',
  'p95',
  'fail n',
  'p95',
];
for (const margin of values.margins.split(',').map(Number)) {
  const rule = planRule({ margin, judgements });
  const lines: string[][] = [];
  for (const { kind, noise, slowdown, label } of rowsFor(margin)) {
    const outcomes = runTrials(noise, slowdown, rule, trials, seed);
    lines.push([kind, label, ...describe(outcomes, rule.looks[0]!)]);
  }
  console.log(`\nmargin ${percent(margin)}, ${judgements} judgements, ${trials} trials a row`);
  console.log(`looks ${rule.looks.join(' ')}, confirmations ${rule.confirmations.join(' ')}`);
  const widths = heads.map((head, column) => Math.max(head.length, ...lines.map((line) => line[column]!.length)));
  for (const line of [heads, ...lines]) {
    const cells = line.map((cell, column) =>
      column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
    );
    console.log(cells.join('  '));
  }
}
