/** Why the speed-up falls behind the number of workers, as far as the points show it. */
import type { Bend, UslFit } from '../../model/scaling.ts';
import { formatNumber } from '../../model/units.ts';
import { coresText } from './describe-point.ts';
import type { WorkerTime } from './split-worker-time.ts';

/** What is known of a point. */
export interface BendPoint {
  readonly workers: number;
  /** The median. */
  readonly efficiency: number;
  /** How many tasks it ran. */
  readonly tasks: number;
  /** A completed task's share of the workers' time, in ns; undefined where it is not known. */
  readonly perTask: WorkerTime | undefined;
  /** CPU time ÷ makespan: 1 is one core; undefined where it is not known. */
  readonly cpu: number | undefined;
}

/** All that is known. */
export interface BendInput {
  /** By number of workers, ascending; the first has 1 worker. */
  readonly points: readonly BendPoint[];
  /** Undefined where nothing really ran. */
  readonly cores: number | undefined;
  readonly cpuBound: boolean;
  readonly usl: UslFit | undefined;
}

/** Efficiencies from here on are as good as linear: the band "perfect". */
const straight = 0.95;
/** Cores that are busy for this share of the time leave nothing to gain. */
const saturated = 0.85;

type Lost = 'busy' | 'transfer' | 'dispatch' | 'idle';

const lostTo: Readonly<Record<Lost, string>> = {
  busy: 'went into the tasks themselves, which take longer beside each other',
  transfer: 'tasks and results were on their way',
  dispatch: 'workers waited for the scheduler, which sees to one task at a time',
  idle: 'workers had nothing left to do',
};

/**
 * Finds the reason. The evidence is the workers' time per task, at the largest number of workers against 1 worker: what it
 * grew by is what was lost, and its parts say where. Which of contention and coherency it is, only a fitted law can tell.
 */
export function explainBend(input: BendInput): Bend {
  const { points, cores, cpuBound } = input;
  const last = points.at(-1)!;
  const from = points.find(({ efficiency }) => efficiency < straight);
  if (points.length === 1)
    return { reason: 'none', sentence: 'Only 1 worker was measured: there is nothing to compare.' };
  if (from === undefined) {
    return { reason: 'none', sentence: `Efficiency stays at 95 % or more up to ${last.workers} workers.` };
  }
  const begin = `From ${from.workers} workers on efficiency is below 95 %`;
  if (cores !== undefined && isShortOfCores(points, cores, cpuBound)) {
    const busy =
      last.cpu === undefined ? '' : `, of which ${formatNumber(last.cpu)} are busy with ${last.workers} workers`;
    return {
      reason: 'too few cores',
      from: from.workers,
      sentence: `${begin}: the process may use ${coresText(cores)}${busy}.`,
    };
  }
  // Of what computes, the points beyond the cores say something about the cores only.
  const inside = cores !== undefined && cpuBound ? points.filter(({ workers }) => workers <= cores) : points;
  const judged = inside.length > 1 ? inside.at(-1)! : last;
  const lost = findLoss(points[0]!, judged);
  if (lost?.part === 'idle') {
    const each = judged.tasks / judged.workers;
    return {
      reason: 'too few tasks',
      from: from.workers,
      sentence: `${begin}: ${lossText(lost, judged)}; there are ${formatNumber(each)} tasks for each.`,
    };
  }
  const reason = isCoherency(input.usl, judged.workers) ? 'coherency' : 'contention';
  return {
    reason,
    from: from.workers,
    sentence: `${begin}: ${[lost && lossText(lost, judged), lawText(reason, input.usl, judged.workers)].filter(Boolean).join('; ')}.`,
  };
}

/** Points within the cores are fine, or nearly so, and beyond them the cores are busy. */
function isShortOfCores(points: readonly BendPoint[], cores: number, cpuBound: boolean): boolean {
  const last = points.at(-1)!;
  if (last.workers <= cores) return false;
  const busy = last.cpu === undefined ? cpuBound : last.cpu >= saturated * cores;
  const within = points.findLast(({ workers }) => workers <= cores)!;
  return busy && 1 - within.efficiency < (1 - last.efficiency) / 2;
}

interface Loss {
  readonly part: Lost;
  /** Of all that was lost. */
  readonly share: number;
}

/** What the workers' time per task grew by most; undefined where it is not known, or did not grow. */
function findLoss(alone: BendPoint, { perTask }: BendPoint): Loss | undefined {
  const before = alone.perTask;
  if (before === undefined || perTask === undefined) return undefined;
  const grown = (Object.keys(lostTo) as Lost[])
    .map((part) => ({ part, growth: Math.max(0, perTask[part] - before[part]) }))
    .sort((one, other) => other.growth - one.growth);
  const all = grown.reduce((sum, { growth }) => sum + growth, 0);
  const [most] = grown as [(typeof grown)[number]];
  return all > 0 ? { part: most.part, share: most.growth / all } : undefined;
}

function lossText({ part, share }: Loss, { workers }: BendPoint): string {
  return `with ${workers} workers, in ${Math.round(share * 100)} % of the time that is lost ${lostTo[part]}`;
}

/**
 * Coherency is what grows with the pairs of workers. It is believed where it weighs more than contention, has an interval, and that
 * does not reach down to 0.
 */
function isCoherency(usl: UslFit | undefined, workers: number): boolean {
  if (usl === undefined || usl.lackOfFit?.doubted === true || !outweighs(usl, workers)) return false;
  return (usl.kappa.interval?.[0] ?? 0) > 0;
}

function outweighs({ sigma, kappa }: UslFit, workers: number): boolean {
  return kappa.value * workers > sigma.value;
}

/** What the fitted law says to the reason, and how much that is worth. */
function lawText(reason: 'contention' | 'coherency', usl: UslFit | undefined, workers: number): string {
  if (usl === undefined) return 'too few points to tell contention from coherency';
  const fitted = `σ = ${formatNumber(usl.sigma.value)}, κ = ${formatNumber(usl.kappa.value)}`;
  if (usl.lackOfFit?.doubted === true)
    return `the points lie on no law that tells contention from coherency (${fitted})`;
  if (reason === 'coherency') return `every worker slows all others down (${fitted})`;
  return outweighs(usl, workers)
    ? `coherency is not told from none (${fitted})`
    : `workers wait for what only one can have (${fitted})`;
}
