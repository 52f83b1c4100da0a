/** Finds out how much work a slowdown takes, and which slowdowns are really planted then. */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { estimatePairedShift } from '../../src/statistics/signed-rank.ts';
import { cpuToPinTo, pinnedTo } from '../../src/twins/pinning.ts';
import { canPin } from './can-pin.ts';
import { type Kind, kindNames, kinds, slowdowns } from './kinds.ts';
import { runGroup, type Stop } from './run-group.ts';
import { userEnvironment } from './user-environment.ts';

const sources = fileURLToPath(new URL('project/src/', import.meta.url));
const program = fileURLToPath(new URL('planted-process.ts', import.meta.url));

/** What was planted in a kind, as fractions: wanted, and measured with its 95 % interval. */
export interface Planted {
  readonly kind: Kind;
  readonly slowdown: number;
  readonly extra: number;
  readonly measured: number;
  readonly interval: readonly [number, number];
  readonly processes: number;
}

/** What is kept of the calibration. */
export interface Calibration {
  /** A hash of what is measured. */
  readonly project: string;
  /** The work that takes as long as a whole call, by kind. */
  readonly whole: Readonly<Partial<Record<Kind, number>>>;
  readonly planted: readonly Planted[];
}

/** How many processes: to find the amount of work, and to say what was planted. */
const processes = { calibrate: 12, state: 24 };
/** The slowdown by which the amount of work is found: large enough to be seen well. */
const probe = 0.1;

/** The units of work that a trial adds. */
export function extraFor(kind: Kind, slowdown: number, calibration: Calibration | undefined): number {
  return Math.round(slowdown * (calibration?.whole[kind] ?? kinds[kind].whole));
}

/** @returns undefined when there is none of the project as it is now */
export function readCalibration(file: string): Calibration | undefined {
  if (!existsSync(file)) return undefined;
  const calibration = JSON.parse(readFileSync(file, 'utf8')) as Calibration;
  return calibration.project === projectHash() ? calibration : undefined;
}

/**
 * Takes a quarter of an hour. A round trip that flips between placements cannot be measured this well: it gets the work of the
 * pinned one.
 *
 * @returns undefined when it was stopped
 */
export async function calibrate(say: (line: string) => void, stop: Stop): Promise<Calibration | undefined> {
  const whole: Partial<Record<Kind, number>> = {};
  const planted: Planted[] = [];
  for (const kind of kindNames.filter(isMeasurable)) {
    const guess = kinds[kind].whole;
    const first = await measure(kind, Math.round(probe * guess), processes.calibrate, stop);
    if (first === undefined) return undefined;
    whole[kind] = Math.round(guess * within(0.5, probe / first.estimate, 2));
    for (const slowdown of slowdowns) {
      const extra = Math.round(slowdown * whole[kind]);
      const found = await measure(kind, extra, processes.state, stop);
      if (found === undefined) return undefined;
      const { estimate, interval } = found;
      planted.push({ kind, slowdown, extra, measured: estimate, interval, processes: processes.state });
      say(`${kind}, ${100 * slowdown} % wanted: ${(100 * estimate).toFixed(2)} % planted`);
    }
  }
  if (whole['pinned-round-trip'] !== undefined) whole['round-trip'] = whole['pinned-round-trip'];
  return { project: projectHash(), whole, planted };
}

/** A kind that is too noisy here to be calibrated is not slowed down by something absurd. */
function within(least: number, value: number, most: number): number {
  return value > 0 ? Math.min(most, Math.max(least, value)) : 1;
}

function isMeasurable(kind: Kind): boolean {
  return kind !== 'round-trip' && (!kinds[kind].pinned || canPin());
}

interface Measured {
  readonly estimate: number;
  readonly interval: readonly [number, number];
}

async function measure(kind: Kind, extra: number, count: number, stop: Stop): Promise<Measured | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'benchgate-planted-'));
  try {
    const [base, head] = [join(folder, 'base'), join(folder, 'head')];
    for (const side of [base, head]) cpSync(sources, side, { recursive: true });
    writeFileSync(join(head, 'extra.ts'), `export const extra: number = ${extra};\n`);
    const { module, pinned } = kinds[kind];
    const words = [program, base, head, module];
    const differences: number[] = [];
    while (differences.length < count) {
      const via = pinned ? pinnedTo(cpuToPinTo()) : undefined;
      const all = [...(via === undefined ? [] : [...via.words, process.execPath]), ...words];
      const place = { cwd: folder, env: userEnvironment() };
      const { code, printed } = await runGroup(via?.program ?? process.execPath, all, place, stop);
      if (stop.aborted) return undefined;
      if (code !== 0) throw new Error(`Measuring what is planted in ${kind} failed:\n${printed}`);
      differences.push(Number(printed.trim().split('\n').at(-1)));
    }
    const { estimate, lower, upper } = estimatePairedShift(differences, 0.95);
    return { estimate: fraction(estimate), interval: [fraction(lower), fraction(upper)] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function fraction(difference: number): number {
  return Number(Math.expm1(difference).toPrecision(3));
}

function projectHash(): string {
  const hash = createHash('sha256');
  for (const file of globSync('*', { cwd: sources }).sort())
    hash.update(file).update(readFileSync(join(sources, file)));
  return hash.digest('hex').slice(0, 12);
}
