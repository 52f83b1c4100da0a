/** From what was seen of a load to verdicts, with their reasons in words. */
import type { Leak, Slope, Stability, StressSlice } from '../../model/stress.ts';
import { formatNumber, formatQuantity } from '../../model/units.ts';
import { growthFloor, judgeLeak, type JudgedLeak } from '../../statistics/judge-leak.ts';
import { judgeStability, type JudgedStability } from '../../statistics/judge-stability.ts';
import type { Checkpoint } from './checkpoints.ts';
import type { Loaded } from './run-load.ts';

/** Points of throughput stand for at least so many tasks on average: of fewer, chance alone makes a swing. */
const tasksPerPoint = 50;
/** The share of the load, from its beginning, that is not judged: code is still being compiled. */
const settling = 0.1;

/** Whether throughput held, over the longest stretch under a load that did not change. */
export function assessThroughput({ steady }: Loaded, slices: readonly StressSlice[]): Stability {
  if (steady === undefined) {
    const sentence = 'Throughput: the load changed all the time, so that there was no stability to judge.';
    return { verdict: 'too short to say', sentence, n: 0 };
  }
  const from = steady.begin + (steady.end - steady.begin) * settling;
  const within = slices.filter(({ at, duration }) => at >= from && at + duration <= steady.end);
  const points = joinSlices(within);
  const judged = judgeStability(
    points.map(({ at }) => at),
    points.map(({ throughput }) => throughput),
  );
  return withSentence('Throughput', judged);
}

/** Whether memory held: all heaps after forced collections, those of the first fifth left out, in which caches fill. */
export function assessMemory(checkpoints: readonly Checkpoint[]): Stability {
  const points = comparable(checkpoints);
  const settled = points.slice(Math.floor(points.length / 5));
  const judged = judgeStability(
    settled.map(({ time }) => time),
    settled.map((point) => heapOf(point)),
  );
  return withSentence('Memory', judged);
}

/** Whether tasks leave memory behind. */
export function assessLeak(checkpoints: readonly Checkpoint[]): Leak {
  const points = comparable(checkpoints);
  const tasks = points.map((point) => point.tasks);
  const judged = judgeLeak(
    tasks,
    points.map((point) => heapOf(point)),
  );
  const main = judgeLeak(
    tasks,
    points.map((point) => point.main),
  ).slope;
  const hasWorkers = points.some(({ workers }) => workers !== undefined);
  const workers = hasWorkers
    ? judgeLeak(
        tasks,
        points.map((point) => point.workers ?? 0),
      ).slope
    : undefined;
  return {
    verdict: judged.verdict,
    sentence: sayLeak(judged, tasks, whereOf(main, workers)),
    n: judged.n,
    ...(judged.slope === undefined ? {} : { slope: judged.slope }),
    ...(main === undefined ? {} : { main }),
    ...(workers === undefined ? {} : { workers }),
  };
}

/** Neighbours joined until they hold enough tasks. */
function joinSlices(slices: readonly StressSlice[]): readonly Pick<StressSlice, 'at' | 'throughput'>[] {
  const tasks = slices.reduce((sum, { completed }) => sum + completed, 0);
  const size = Math.max(1, Math.ceil((tasksPerPoint * slices.length) / Math.max(1, tasks)));
  const joined: { readonly at: number; readonly throughput: number }[] = [];
  for (let from = 0; from + size <= slices.length; from += size) {
    const group = slices.slice(from, from + size);
    const completed = group.reduce((sum, slice) => sum + slice.completed, 0);
    const duration = group.reduce((sum, slice) => sum + slice.duration, 0);
    joined.push({ at: group[0]!.at, throughput: (completed / duration) * 1e9 });
  }
  return joined;
}

/** Points that can be compared: with workers where they are known at all, and tasks done between each of them. */
function comparable(checkpoints: readonly Checkpoint[]): readonly Checkpoint[] {
  const hasWorkers = checkpoints.some(({ workers }) => workers !== undefined);
  return checkpoints
    .filter(({ workers }) => !hasWorkers || workers !== undefined)
    .filter(({ tasks }, index, known) => tasks !== known[index + 1]?.tasks);
}

function heapOf({ main, workers = 0 }: Checkpoint): number {
  return main + workers;
}

function withSentence(what: string, { reason, ...judged }: JudgedStability): Stability {
  return { ...judged, sentence: sayStability(what, { reason, ...judged }) };
}

function sayStability(what: string, { verdict, reason, n, change, spread }: JudgedStability): string {
  const over = change === undefined ? '' : `over the run it changed by ${inPercent(change)}`;
  switch (reason) {
    case 'steady':
      return `${what} is ${verdict}: ${over}.`;
    case 'change':
      return `${what} is ${verdict}: ${over}.`;
    case 'swing':
      return `${what} is ${verdict}: it swings by ±${formatQuantity(spread ?? 0, '%')}.`;
    case 'nothing happens':
      return `${what} is ${verdict}: most of the time there is none.`;
    case 'few points':
      return `${what}: ${n} points of time are too few to say whether it is stable; load for longer.`;
    case 'wide interval':
      return `${what}: the run is too short or too unsteady to say whether it is stable${over === '' ? '' : `; ${over}`}.`;
  }
}

function inPercent({ estimate, lower, upper, confidence }: Slope): string {
  return `${formatQuantity(estimate, '%')} (${formatQuantity(confidence, '%')} interval ${formatQuantity(lower, '%')} to ${formatQuantity(upper, '%')})`;
}

function sayLeak({ reason, n, slope }: JudgedLeak, tasks: readonly number[], where: string): string {
  const growth = slope === undefined ? '' : inBytes(slope);
  switch (reason) {
    case 'rises':
      return `Leak: every task leaves ${growth} behind${where}.`;
    case 'flat':
      return `No leak was seen: per task the heap grows by ${growth}.`;
    case 'falls back':
      return `No leak: the lowest points of the heap do not rise; over all it grows per task by ${growth}.`;
    case 'levels off':
      return `No leak: the heap grew at first and levels off; over all, per task by ${growth}.`;
    case 'uneven growth':
      return `Leaks: the heap grows by ${growth} per task, but not evenly over the run; load for longer to say.`;
    case 'few points':
      return `Leaks: ${n} measurements of memory are too few to say; load for longer, or with more tasks.`;
    case 'small growth': {
      const needed = Math.ceil(growthFloor / (slope?.lower ?? 1));
      return `Leaks: the heap grew steadily, by ${growth} per task, but by less in all than the engine's own code may take; ${formatNumber(needed)} tasks would tell (this run: ${formatNumber(tasks.at(-1) ?? 0)}).`;
    }
    case 'wide interval':
      return `Leaks: the run is too short or too unsteady to say${growth === '' ? '' : `; per task the heap grows by ${growth}`}.`;
  }
}

function inBytes({ estimate, lower, upper, confidence }: Slope): string {
  return `${formatQuantity(estimate, 'B')} (${formatQuantity(confidence, '%')} interval ${formatQuantity(lower, 'B')} to ${formatQuantity(upper, 'B')})`;
}

function whereOf(main: Slope | undefined, workers: Slope | undefined): string {
  if (main === undefined || workers === undefined) return '';
  return main.estimate > workers.estimate ? ', mostly in the main thread' : ', mostly in the workers';
}
