import type { Pair, PairedFigure, Side as SideName } from '../../protocol.ts';
import { now } from '../../../measurement/clock.ts';
import { GateError } from '../../../model/errors.ts';
import type { Measurement, Result } from '../../../model/result.ts';
import { median } from '../../../statistics/quantiles.ts';
import { resultsOf, type SchedulerEngine, type SchedulerOutcome, type SchedulerRequest } from '../scheduler-engine.ts';
import { levelStep } from './level-step.ts';
import type { Measuring } from './measure-benchmark.ts';
import { drawOrders } from './order.ts';
import { SideError } from './side-error.ts';

/** One side's call of the scheduler fixture. */
export interface SchedulerSubject {
  readonly options: SchedulerRequest;
  /** From the side's bundle. */
  readonly engine: (() => Promise<SchedulerEngine>) | undefined;
  /** Called before any code of the side runs. */
  readonly enter: () => void;
}

/** What came out of both sides' runs. */
interface MeasuredSchedulers {
  /** One for each wanted result that both sides have. */
  readonly pairs: readonly Pair[];
  /** Of each side's last run. */
  readonly outcomes: Readonly<Record<SideName, SchedulerOutcome>>;
}

/** How much a process measures: timed repetitions of a run and those before them, and runs of a side. */
interface Amount {
  readonly repetitions: number;
  readonly warmUp: number;
  readonly fewest: number;
  readonly most: number;
}

const usual: Amount = { repetitions: 3, warmUp: 1, fewest: 2, most: 4 };
/**
 * Where the first runs of both sides alone take longer than a measurement should: they have warmed up, one pair follows, and more
 * processes instead.
 */
const ofLongRuns: Amount = { repetitions: 1, warmUp: 0, fewest: 1, most: 1 };

/**
 * Runs both sides' schedulers in turns: once to warm up, then a few short runs each, or a single one where runs are long.
 *
 * @param isWanted whether a result is to be measured; where none is, the first runs are all
 * @throws SideError what a side's run threw
 */
export async function measureSchedulers(
  subjects: Readonly<Record<SideName, SchedulerSubject>>,
  isWanted: (result: string) => boolean,
  { plan, order, random, check }: Measuring,
  signal: AbortSignal,
): Promise<MeasuredSchedulers> {
  const outcomes = {} as Record<SideName, SchedulerOutcome>;
  const firstBegun = now();
  for (const side of order) outcomes[side] = await runSchedulerOnce(side, subjects[side], signal);
  const amount = now() - firstBegun > plan.longest * 1e6 ? ofLongRuns : usual;
  const names = resultsOf(outcomes.head).map(({ name }) => name);
  if (!names.some(isWanted)) return { pairs: [], outcomes };

  const measured: Record<SideName, (readonly Result[])[]> = { base: [], head: [] };
  const begun = now();
  for (const [at, pair] of drawOrders(amount.most, random).entries()) {
    const pairBegun = now();
    for (const side of pair) {
      check();
      outcomes[side] = await run(side, subjects[side], amount, signal);
      measured[side].push(resultsOf(outcomes[side]));
    }
    const ended = now();
    if (at + 1 >= amount.fewest && ended - begun + (ended - pairBegun) > plan.longest * 1e6) break;
  }
  const pairs = names.filter(isWanted).flatMap((name) => {
    const of = (side: SideName): readonly Result[] =>
      measured[side].flatMap((all) => all.filter((each) => each.name === name));
    const pair = pairOf(name, of('base'), of('head'));
    return pair === undefined ? [] : [pair];
  });
  return { pairs, outcomes };
}

/** The shortest run of one side, for its test to go on with. */
export function runSchedulerOnce(
  side: SideName,
  subject: SchedulerSubject,
  signal: AbortSignal,
): Promise<SchedulerOutcome> {
  return run(side, subject, { repetitions: 1, warmUp: 0 }, signal);
}

async function run(
  side: SideName,
  { options, engine, enter }: SchedulerSubject,
  most: Pick<Amount, 'repetitions' | 'warmUp'>,
  signal: AbortSignal,
): Promise<SchedulerOutcome> {
  enter();
  try {
    if (engine === undefined) throw withoutEngine();
    const scheduler = await engine();
    return await scheduler.runScheduler(
      {
        ...options,
        repetitions: fewer(options.repetitions, most.repetitions),
        warmUp: fewer(options.warmUp, most.warmUp),
      },
      { signal, brief: true },
    );
  } catch (error) {
    throw new SideError(side, error);
  }
}

/** What is no number is left for the engine to complain of. */
function fewer(given: unknown, most: number): unknown {
  if (given === undefined) return most;
  return typeof given === 'number' ? Math.min(given, most) : given;
}

function withoutEngine(): GateError {
  return new GateError({
    code: 'UNSUPPORTED',
    message: 'bench.scheduler: this side of the bench file was bundled without the scheduler.',
    fix: 'Judge this file by the saved numbers.',
  });
}

function pairOf(name: string, base: readonly Result[], head: readonly Result[]): Pair | undefined {
  if (base.length === 0 || head.length === 0) return undefined;
  const figures: PairedFigure[] = [];
  let step = 0;
  for (const [metric, declared] of Object.entries(head[0]!.metrics)) {
    if (declared === undefined || !isJudged(declared)) continue;
    for (const statistic of ['median', 'p99'] as const) {
      const baseValues = valuesOf(base, metric, statistic);
      const headValues = valuesOf(head, metric, statistic);
      if (baseValues.length === 0 || headValues.length === 0) continue;
      if (declared.assume === 'exact' && statistic === 'p99') continue;
      const { unit, better, assume } = declared;
      figures.push({ metric, statistic, unit, better, assume, base: median(baseValues), head: median(headValues) });
      if (metric === 'throughput' && statistic === 'median')
        step = Math.max(levelStep(baseValues), levelStep(headValues));
    }
  }
  const calls = head[0]!.metrics['throughput']?.repetitions.median.length ?? usual.repetitions;
  return { result: name, figures, blocks: head.length, calls, step };
}

/** Those that a comparison with a baseline judges; what a run has once is no more than the few runs here. */
function isJudged({ better, per, assume }: Measurement): boolean {
  return better !== 'neither' && !(per === 'run' && assume === 'sampled');
}

/** The value of each run: the median of its repetitions. */
function valuesOf(results: readonly Result[], metric: string, statistic: 'median' | 'p99'): readonly number[] {
  return results.flatMap(({ metrics }) => {
    const values = metrics[metric]?.repetitions[statistic];
    return values === undefined || values.length === 0 ? [] : [median(values)];
  });
}
