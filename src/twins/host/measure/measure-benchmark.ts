import type { BlockPlan, Pair, PairedFigure, Side as SideName } from '../../protocol.ts';
import type { Random } from '../../../statistics/random.ts';
import { quantile } from '../../../statistics/quantiles.ts';
import { isTooLongToRepeat, measureAllocation, observeCall } from './allocation.ts';
import { benchResult, type BenchResult } from './bench-result.ts';
import { measureBlocks, type BlockTimes } from './blocks.ts';
import { levelOf, levelQuantile, levelStep } from './level-step.ts';
import { primeLoops } from './loops.ts';
import type { SideOrder } from './order.ts';
import { SideError } from './side-error.ts';
import type { Subject } from './subject.ts';
import { warmUp } from './warm-up.ts';

/** How to measure. */
export interface Measuring {
  readonly plan: BlockPlan;
  /** Which side comes first in whatever is not measured. */
  readonly order: SideOrder;
  readonly random: Random;
  /** Throws where the measurement is to end. */
  readonly check: () => void;
}

/** What came out: a pair to be judged, and what each test gets. */
export interface Measured {
  readonly pair: Pair;
  readonly results: Readonly<Record<SideName, BenchResult>>;
}

/** A tail is told from this many blocks on. */
const blocksForTail = 50;

/**
 * Measures one benchmark of both sides in turns.
 *
 * @throws SideError what a side's code threw
 */
export async function measureBenchmark(
  name: string,
  subjects: Readonly<Record<SideName, Subject>>,
  { plan, order, random, check }: Measuring,
): Promise<Measured> {
  await primeLoops();
  const warm = await during('warmup', subjects, order, () => warmUp(subjects, order, plan, check));
  const { calls } = warm;
  return during('run', subjects, order, async () => {
    const bytes: Record<SideName, number[]> = { base: [], head: [] };
    const isPlain = subjects.base.isPlainlyTimed && subjects.head.isPlainlyTimed;
    const isLong = isPlain && isTooLongToRepeat(warm.perCall, calls, plan);
    const time = async (subject: Subject): Promise<number> => {
      if (!isLong) return subject.time(calls);
      const observed = await observeCall(subject);
      bytes[subject.side].push(observed.bytes);
      return observed.time;
    };
    const blocks = subjects.head.isAsync ? plan.awaitedBlocks : plan.blocks;
    const times = await measureBlocks(subjects, calls, { ...plan, blocks }, random, time, check);
    const allocated = isLong
      ? { base: levelOf(bytes.base), head: levelOf(bytes.head) }
      : await measureAllocation(subjects, calls, plan, order, check);
    const figures: PairedFigure[] = [
      ...latencyFigures(times, levelQuantile(subjects.head.isAsync)),
      allocatedFigure(allocated),
    ];
    const step = Math.max(levelStep(times.base), levelStep(times.head));
    return {
      pair: { result: name, figures, blocks: times.head.length, calls, step },
      results: { base: benchResult(name, times.base), head: benchResult(name, times.head) },
    };
  });
}

/** One call of one side, for tests to go on with. */
export async function runOnce(name: string, subject: Subject): Promise<BenchResult> {
  await subject.open('run');
  const time = await subject.probe();
  await subject.close('run');
  return benchResult(name, [time]);
}

/** Calls the hooks of both sides around a part of the measurement. */
async function during<T>(
  mode: 'warmup' | 'run',
  subjects: Readonly<Record<SideName, Subject>>,
  order: SideOrder,
  act: () => Promise<T>,
): Promise<T> {
  const opened: Subject[] = [];
  try {
    for (const side of order) {
      await subjects[side].open(mode);
      opened.push(subjects[side]);
    }
    const outcome = await act();
    while (opened.length > 0) await opened.shift()!.close(mode);
    return outcome;
  } catch (error) {
    // The side that failed is not asked for more.
    const healthy = opened.filter(({ side }) => !(error instanceof SideError && error.side === side));
    for (const subject of healthy) await subject.close(mode).catch(() => undefined);
    throw error;
  }
}

function latencyFigures(times: BlockTimes, level: number): readonly PairedFigure[] {
  const about = { metric: 'latency', unit: 'ns', better: 'lower', assume: 'sampled' } as const;
  const figures: PairedFigure[] = [
    // The centre as this procedure understands it.
    { ...about, statistic: 'median', base: levelOf(times.base, level), head: levelOf(times.head, level) },
  ];
  if (times.head.length >= blocksForTail) {
    figures.push({ ...about, statistic: 'p99', base: tailOf(times.base), head: tailOf(times.head) });
  }
  return figures;
}

function tailOf(values: readonly number[]): number {
  return quantile(
    values.toSorted((a, b) => a - b),
    0.99,
  );
}

function allocatedFigure(allocated: Readonly<Record<SideName, number>>): PairedFigure {
  return { metric: 'allocated', statistic: 'median', unit: 'B', better: 'lower', assume: 'sampled', ...allocated };
}
