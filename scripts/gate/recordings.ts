/** What is recorded: a line of JSON for each judged result, and one for each process that measured a pair. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Kind } from './kinds.ts';

/** A trial's result as the gate judged it. */
export interface TrialLine {
  /** Which version of the rule judged. */
  readonly rule: string;
  /** The number of the run of Vitest; its processes have the same. */
  readonly trial: number;
  /** The result's name. */
  readonly name: string;
  readonly kind: Kind;
  /** How many benchmarks stood in the file. */
  readonly benchmarks: number;
  /** The slowdown that was to be planted, as a fraction, and the work that was added for it. */
  readonly slowdown: number;
  readonly extra: number;
  readonly noisy: boolean;
  readonly margin: number;
  /** Of the time, which is what the slowdown was planted in: that of the figure that leads. `none`: the run did not end well. */
  readonly verdict: string;
  /** Of the whole result: what the user sees. */
  readonly result: string;
  readonly estimate?: number;
  readonly interval?: readonly [number, number];
  readonly processes?: number;
  readonly reason?: string;
  /** The verdicts of the other figures. */
  readonly others?: Readonly<Record<string, string>>;
  /** How long the test took, the measurement by Vitest itself included, and the whole run. In seconds. */
  readonly seconds: number;
  readonly run: number;
  /** What Vitest itself measured of today's code, in ns. */
  readonly own?: OwnSamples;
}

const verdicts: ReadonlySet<string> = new Set(['same', 'faster', 'slower', 'inconclusive']);

/** Whether both sides were measured. Otherwise the run did not end well, or one side's code could not be had. */
export function isJudged({ verdict }: Pick<TrialLine, 'verdict'>): boolean {
  return verdicts.has(verdict);
}

/** What a tool keeps that compares one run with the next. */
export interface OwnSamples {
  readonly mean: number;
  readonly samples: readonly number[];
}

/** One process: quantiles of the blocks of both sides, in ns. */
export interface PairLine {
  readonly rule: string;
  readonly trial: number;
  readonly name: string;
  readonly process: number;
  readonly base: SideQuantiles;
  readonly head: SideQuantiles;
  /** Bytes per call: base, head. */
  readonly allocated: readonly [number, number] | null;
  readonly blocks: number;
  readonly calls: number;
  readonly step: number;
}

/** Minimum, the level that the gate judges, median, 75th and 99th percentile, mean, standard deviation; null where it is not known. */
export type SideQuantiles = readonly (number | null)[];

/** All whole lines of a file. What an interrupted run has cut off is no line: neither at the end, nor before the next run's. */
export function readLines<T>(file: string): T[] {
  return existsSync(file) ? parseLines<T>(readFileSync(file, 'utf8')) : [];
}

export function parseLines<T>(text: string): T[] {
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as T];
    } catch {
      return [];
    }
  });
}

/** Adds lines behind whatever is there; a line that was cut off gets its end first. */
export function appendLines(file: string, lines: readonly object[]): void {
  if (lines.length === 0) return;
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const cutOff = before !== '' && !before.endsWith('\n');
  appendFileSync(file, cutOff ? `\n${text}` : text);
}
