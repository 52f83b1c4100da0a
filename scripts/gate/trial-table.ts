/** The table of all trials of one version of the rule, as Markdown. */
import { type Count, countGate, countRivals, percent } from './count-trials.ts';
import { currentTrials } from './current-trials.ts';
import { goalsOf } from './goals.ts';
import type { Calibration } from './planted.ts';
import { isJudged, type TrialLine } from './recordings.ts';
import { wilson } from './simulate-trials.ts';

/** What is shown. */
export interface Shown {
  readonly rule: string;
  /** All recordings: those of other versions are counted and left out. */
  readonly lines: readonly TrialLine[];
  readonly calibration: Calibration;
}

export function renderTable({ rule, lines, calibration }: Shown): string {
  const of = currentTrials(lines, rule, calibration);
  const lost = of.filter((line) => !isJudged(line));
  const sections = [
    '# Trials of the gate',
    `Version \`${rule}\` of the rule, ${of.length} results; ${lines.length - of.length} of other versions are left out. ` +
      `${lost.length} had no verdict. Written by \`npm run bench:gate\`.`,
    '## Goals',
    markdown(
      ['goal', 'recorded', 'state'],
      goalsOf(of).map(({ goal, recorded, state }) => [goal, recorded, state]),
      3,
    ),
    '## The gate',
    "Slower, inconclusive and same are the verdicts on the time, in percent of trials, with Wilson's 95 % interval; faster counts as the same. " +
      'A result fails as well when it allocates more or its tail is longer. The estimate and the seconds of the test are medians.',
    markdown(gateHeads, countGate(of).map(gateRow), 3),
    '## What others do with the same runs',
    "Numbers of an earlier run of unchanged code are held against those of this one, both as Vitest measured them; 100 samples each. Percent of trials called slower, with Wilson's 95 % interval.",
    rivalTable(of),
    '## What was really planted',
    Object.keys(calibration).length === 0
      ? 'Not measured yet on this version of the benchmarks: a run of an hour or more does, or `--planted`.'
      : markdown(plantedHeads, plantedRows(calibration), 1),
    ...(lost.length === 0 ? [] : ['## Runs without a verdict', lostRuns(lost)]),
  ];
  return `${sections.join('\n\n')}\n`;
}

const cellHeads = ['rule', 'kind', 'neighbour', 'slowdown', 'trials', 'slower %', '95 %'];
const gateHeads = [...cellHeads, 'result fails %', 'inconclusive %', 'same %', 'estimate %', 'seconds'];
const plantedHeads = ['kind', 'wanted', 'planted', '95 %', 'processes'];

function cellOf({ rule, cell: { kind, noisy, slowdown }, trials, slower }: Count): string[] {
  const [lower, upper] = wilson(slower, trials);
  return [
    rule,
    kind,
    noisy ? 'noisy' : 'quiet',
    slowdown === 0 ? 'none' : `+${percent(slowdown)}`,
    String(trials),
    rate(slower, trials),
    `${rate(lower, 1)} to ${rate(upper, 1)}`,
  ];
}

function gateRow(count: Count): string[] {
  const { trials, failed = 0, inconclusive = 0, same = 0, estimate = Number.NaN, seconds = Number.NaN } = count;
  return [
    ...cellOf(count),
    rate(failed, trials),
    rate(inconclusive, trials),
    rate(same, trials),
    (100 * estimate).toFixed(1),
    seconds.toFixed(1),
  ];
}

/** A column for each rule: all of them have seen the same trials. */
function rivalTable(lines: readonly TrialLine[]): string {
  const counts = countRivals(lines);
  const rules = [...new Set(counts.map(({ rule }) => rule))];
  const [first] = rules;
  const rows = counts
    .filter(({ rule }) => rule === first)
    .map((row) => {
      const [, kind, neighbour, slowdown, trials] = cellOf(row) as [string, string, string, string, string];
      const same = counts.filter(({ cell }) => JSON.stringify(cell) === JSON.stringify(row.cell));
      const rates = rules.map((rule) => {
        const [, , , , , slower, interval] = cellOf(same.find((one) => one.rule === rule)!);
        return `${slower} [${interval}]`;
      });
      return [kind, neighbour, slowdown, trials].concat(rates);
    });
  return markdown(['kind', 'neighbour', 'slowdown', 'trials', ...rules], rows, 2);
}

function plantedRows(calibration: Calibration): string[][] {
  return Object.entries(calibration).flatMap(([kind, { planted }]) =>
    planted.map(({ slowdown, measured, interval, processes }) => [
      kind,
      percent(slowdown),
      percent(measured),
      `${percent(interval[0])} to ${percent(interval[1])}`,
      String(processes),
    ]),
  );
}

function rate(part: number, whole: number): string {
  return ((100 * part) / whole).toFixed(part === 0 || part === whole ? 0 : 1);
}

function lostRuns(lost: readonly TrialLine[]): string {
  const reasons = Map.groupBy(lost, ({ kind, reason }) => `${kind}: ${oneLine(reason)}`);
  return [...reasons].map(([reason, of]) => `- ${of.length} times ${reason}`).join('\n');
}

function oneLine(text = ''): string {
  return text.replaceAll(/\s+/g, ' ').slice(-300);
}

/** Columns after the first few are numbers: to the right. */
function markdown(heads: readonly string[], rows: readonly (readonly string[])[], left: number): string {
  if (rows.length === 0) return 'Nothing recorded yet.';
  const widths = heads.map((head, column) => Math.max(3, head.length, ...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => (column < left ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join(' | ')} |`;
  const rule = widths.map((width, column) => (column < left ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(heads), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');
}
