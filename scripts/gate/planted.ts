/** Finds out how much work a slowdown takes, and which slowdowns are really planted then. */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { estimatePairedShift } from '../../src/statistics/signed-rank.ts';
import { cpuToPinTo, pinnedTo } from '../../src/twins/pinning.ts';
import { canPin } from './can-pin.ts';
import { codeOnly } from './code-only.ts';
import { type Kind, kindNames, kinds, slowdowns } from './kinds.ts';
import { runGroup, type Stop } from './run-group.ts';
import { userEnvironment } from './user-environment.ts';

const sources = fileURLToPath(new URL('project/src/', import.meta.url));
const program = fileURLToPath(new URL('planted-process.ts', import.meta.url));

/** What was planted in a kind, as fractions: wanted, and measured with its 95 % interval. */
export interface Planted {
  readonly slowdown: number;
  readonly extra: number;
  readonly measured: number;
  readonly interval: readonly [number, number];
  readonly processes: number;
}

/** What is kept of a kind's calibration. */
export interface KindCalibration {
  /** A hash of what is measured. */
  readonly sources: string;
  /** The work that takes as long as a whole call. */
  readonly whole: number;
  readonly planted: readonly Planted[];
}

export type Calibration = Readonly<Partial<Record<Kind, KindCalibration>>>;

/** How many processes: to find the amount of work, and to say what was planted. */
const processes = { calibrate: 8, state: 16 };
/** The slowdown by which the amount of work is found: large enough to be seen well. */
const probe = 0.1;

/** The units of work that a trial adds. A round trip that flips between placements gets the work of the pinned one. */
export function extraFor(kind: Kind, slowdown: number, calibration: Calibration): number {
  const { whole } = calibration[kind === 'round-trip' ? 'pinned-round-trip' : kind] ?? kinds[kind];
  return Math.round(slowdown * whole);
}

/** What is known of the benchmarks as they are now. */
export function readCalibration(file: string): Calibration {
  if (!existsSync(file)) return {};
  const known = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Calibration) as [Kind, KindCalibration][];
  return Object.fromEntries(known.filter(([kind, { sources: hash }]) => hash === hashOf(kind)));
}

/** The kinds whose slowdowns are not known yet. A round trip that flips between placements cannot be measured this well. */
export function unmeasured(calibration: Calibration): Kind[] {
  return kindNames.filter(
    (kind) => kinds[kind].judged && calibration[kind] === undefined && (!kinds[kind].pinned || canPin()),
  );
}

/** Takes five minutes. @returns undefined when it was stopped */
export async function calibrate(
  kind: Kind,
  say: (line: string) => void,
  stop: Stop,
): Promise<KindCalibration | undefined> {
  const { whole: guess } = kinds[kind];
  const first = await measure(kind, Math.round(probe * guess), processes.calibrate, stop);
  if (first === undefined) return undefined;
  const whole = Math.round(guess * within(0.5, probe / first.estimate, 2));
  const planted: Planted[] = [];
  for (const slowdown of slowdowns) {
    const extra = Math.round(slowdown * whole);
    const found = await measure(kind, extra, processes.state, stop);
    if (found === undefined) return undefined;
    const { estimate, interval } = found;
    planted.push({ slowdown, extra, measured: estimate, interval, processes: processes.state });
    const [from, to] = interval.map((bound) => (100 * bound).toFixed(2));
    say(`${kind}, ${100 * slowdown} % wanted: ${(100 * estimate).toFixed(2)} % planted [${from}, ${to}]`);
  }
  return { sources: hashOf(kind), whole, planted };
}

/** A kind that is too noisy here to be calibrated is not slowed down by something absurd. */
function within(least: number, value: number, most: number): number {
  return value > 0 ? Math.min(most, Math.max(least, value)) : 1;
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

/** Of the files that a call of it runs. */
function hashOf(kind: Kind): string {
  const module = codeOnly(join(sources, `${kinds[kind].module}.ts`));
  const others = ['extra.ts', 'subject.ts', ...(module.includes('worker.mjs') ? ['worker.mjs'] : [])];
  const hash = createHash('sha256').update(module);
  for (const file of others) hash.update(file).update(codeOnly(join(sources, file)));
  return hash.digest('hex').slice(0, 12);
}
