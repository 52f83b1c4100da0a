import { availableParallelism } from 'node:os';
import type { Executor, ExecutorKind } from '../../executors/executor.ts';
import { openExecutor } from '../../executors/open.ts';
import { withSpeeds } from '../../executors/speeds.ts';
import type { Calibration } from '../../measurement/calibration.ts';
import { requireRunning } from '../require-running.ts';
import { calibrateWorker } from './calibrate-worker.ts';
import type { Contender } from './contender.ts';
import { measureContenders } from './measure-contenders.ts';
import type { SchedulerContext, SchedulerOptions } from './options.ts';
import type { StrategyName } from '../../schedulers/strategies.ts';
import type { Strategy } from '../../schedulers/strategy.ts';
import type { SchedulerPlan } from './plan.ts';
import { type SchedulerResult, SchedulerResults } from './result.ts';
import { simulateStrategies } from './simulate-strategies.ts';
import { contendWithStrategy, startCold } from './strategy-contender.ts';
import { openSubject } from './subject-contender.ts';
import { planScheduler } from './validate.ts';
import { createWorkload } from './workload.ts';

/** Options that ask for several strategies. */
export type SeveralStrategies = SchedulerOptions & { readonly strategy: readonly unknown[] | 'all' };

/**
 * Measures a scheduler: one or several strategies on real workers or in virtual time, or a scheduler of your own. On real
 * workers several are compared in turns, repetition by repetition, so that whatever drifts meets them all.
 *
 * @throws GateError `BAD_OPTION`, `BAD_QUANTITY`, `BAD_TASK`, `UNSUPPORTED` before anything runs; `SUBJECT_FAILED`, `WORKER_CRASHED`,
 *   `ABORTED`, and `NOTHING_MEASURED` when all tasks of a repetition failed
 */
export async function runScheduler(options: SeveralStrategies, context?: SchedulerContext): Promise<SchedulerResults>;
export async function runScheduler(
  options?: SchedulerOptions & { readonly strategy?: StrategyName | Strategy },
  context?: SchedulerContext,
): Promise<SchedulerResult>;
export async function runScheduler(
  options?: SchedulerOptions,
  context?: SchedulerContext,
): Promise<SchedulerResult | SchedulerResults>;
export async function runScheduler(
  options: SchedulerOptions = {},
  context: SchedulerContext = {},
): Promise<SchedulerResult | SchedulerResults> {
  const plan = planScheduler(options);
  requireRunning(context.signal);
  const { executor, subject } = plan;
  if (executor.kind === 'simulator') return asAsked(plan, await simulateStrategies(plan, executor, context));
  const calibration = plan.task.type === 'cpu' ? await calibrateWorker() : undefined;
  requireRunning(context.signal);
  const warnings = doubts(plan, calibration);
  if (subject === undefined)
    return asAsked(plan, await runStrategies(plan, executor.kind, calibration, context, warnings));
  return runSubject({ ...plan, subject }, calibration, context, warnings);
}

/** One result, or several that are ranked. */
function asAsked({ several }: SchedulerPlan, results: readonly SchedulerResult[]): SchedulerResult | SchedulerResults {
  return several ? new SchedulerResults(results) : results[0]!;
}

async function runStrategies(
  plan: SchedulerPlan,
  kind: ExecutorKind,
  calibration: Calibration | undefined,
  context: SchedulerContext,
  warnings: readonly string[],
): Promise<SchedulerResult[]> {
  const workload = createWorkload(plan, calibration);
  const executor: Executor = withSpeeds(
    await openExecutor(kind, { workers: plan.speeds.length, depth: plan.depth }),
    plan.speeds,
  );
  try {
    const { signal } = context;
    const coldStart = await startCold(plan, workload, executor, signal);
    const contenders: Contender[] = plan.strategies.map((strategy) =>
      contendWithStrategy(plan, strategy, executor, coldStart, signal),
    );
    return await measureContenders({ plan, workload, contenders, context, warnings, executor });
  } finally {
    await executor.close();
  }
}

async function runSubject(
  plan: SchedulerPlan & { readonly subject: NonNullable<SchedulerPlan['subject']> },
  calibration: Calibration | undefined,
  context: SchedulerContext,
  warnings: readonly string[],
): Promise<SchedulerResult> {
  const workload = createWorkload(plan, calibration);
  const subject = await openSubject(plan, plan.subject, workload, context.signal);
  let closing: string | undefined;
  let result: SchedulerResult;
  try {
    [result] = (await measureContenders({ plan, workload, contenders: [subject], context, warnings })) as [
      SchedulerResult,
    ];
  } finally {
    closing = await subject.close();
  }
  return closing === undefined ? result : { ...result, warnings: [...result.warnings, closing] };
}

/** What a reader must know, whatever will be measured. */
function doubts(plan: SchedulerPlan, calibration: Calibration | undefined): readonly string[] {
  const found: string[] = [];
  if (plan.repetitions < 6) {
    found.push(`${plan.repetitions} repetitions are too few to be compared: at least 6 are needed.`);
  }
  const cores = availableParallelism();
  if (plan.task.type === 'cpu' && plan.speeds.length > cores) {
    found.push(`Oversubscribed: ${plan.speeds.length} workers compute on ${cores} cores.`);
  }
  if (calibration !== undefined && (!calibration.settled || calibration.spread > 0.1)) {
    found.push(
      'The speed of this machine was not steady while CPU tasks were calibrated: they may take longer or shorter than stated.',
    );
  }
  return found;
}
