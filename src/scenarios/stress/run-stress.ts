import { GateError } from '../../model/errors.ts';
import type { Leak, Stability, StressData } from '../../model/stress.ts';
import type { Calibration } from '../../measurement/calibration.ts';
import { requireRunning } from '../require-running.ts';
import { calibrateWorker } from '../scheduler/calibrate-worker.ts';
import { assessLeak, assessMemory, assessThroughput } from './assess.ts';
import { doubtsOfLoad, doubtsOfPlan } from './doubts.ts';
import { findLimit } from './find-limit.ts';
import { countInstabilities, measure, type Measurements, observeLoad, observeMemory } from './observe.ts';
import type { StressContext, StressOptions } from './options.ts';
import type { PlannedLoad, StressPlan } from './plan.ts';
import { parametersOf, type StressResult } from './result.ts';
import { type Loaded, type LoadRequest, runLoad } from './run-load.ts';
import { shorten } from './shorten.ts';
import { openStrategy } from './strategy-system.ts';
import { openSubject } from './subject-system.ts';
import type { OpenSystem } from './system.ts';
import { TaskSource } from './task-source.ts';
import { planStress } from './validate.ts';

/**
 * Loads a scheduler, with faults on purpose where they are asked for, and measures whether it holds: throughput and latency
 * over time, what becomes of every fault, memory and leaks; or searches the highest rate at which it does.
 *
 * @throws GateError `BAD_OPTION`, `BAD_QUANTITY`, `BAD_TASK`, `BAD_TARGET`, `BAD_METRIC` before anything runs; `TASKS_LOST`
 *   when a task did not end exactly once; `SUBJECT_FAILED`, `WORKER_CRASHED`, `ABORTED`, and `NOTHING_MEASURED` when no task
 *   completed
 */
export async function runStress(options: StressOptions = {}, context: StressContext = {}): Promise<StressResult> {
  const asked = planStress(options);
  const plan = context.brief === true ? shorten(asked) : asked;
  const { signal } = context;
  requireRunning(signal);
  const calibration = plan.scheduler.task.type === 'cpu' ? await calibrateWorker() : undefined;
  requireRunning(signal);
  const source = new TaskSource(plan, calibration);
  const { subject } = plan.scheduler;
  const system =
    subject === undefined ? await openStrategy(plan, source, signal) : await openSubject(plan, subject, source, signal);
  let closing: string | undefined;
  let result: StressResult;
  try {
    const measured = await measureSystem(plan, system, calibration, context);
    const { name, kind } = system;
    result = {
      scenario: 'stress',
      kind,
      scheduler: name,
      name: plan.name ?? plan.scenario ?? name,
      parameters: parametersOf(asked, kind, name),
      ...measured,
      warnings: [...doubtsOfPlan(plan, calibration), ...measured.warnings],
    };
  } finally {
    closing = await system.close();
  }
  return closing === undefined ? result : { ...result, warnings: [...result.warnings, closing] };
}

/** What is measured of a system that has been opened. */
type Measured = StressData & Pick<StressResult, 'metrics' | 'warnings'>;

async function measureSystem(
  plan: StressPlan,
  system: OpenSystem,
  calibration: Calibration | undefined,
  { signal, onProgress, brief = false }: StressContext,
): Promise<Measured> {
  const request = (load: PlannedLoad, report: LoadRequest['onProgress']): LoadRequest => {
    const memory = !brief && plan.limit === undefined;
    return { plan, load, system, source: new TaskSource(plan, calibration), memory, signal, onProgress: report };
  };
  const { name } = system;
  if (plan.limit === undefined) {
    const loaded = await runLoad(
      request(plan.load, (done, of) => {
        onProgress?.({ phase: 'load', name, done, of: of === Infinity ? undefined : of });
      }),
    );
    return describe(loaded, plan, name, 'the run was to be brief');
  }
  const { step } = plan.limit;
  let trials = 0;
  const { limit, best } = await findLimit(plan, (rate) => {
    onProgress?.({ phase: 'limit', name, done: trials, of: undefined });
    trials += 1;
    const stages = [{ duration: step, loop: 'open', from: rate, to: rate }] as const;
    return runLoad(request({ ...plan.load, stages }, () => undefined));
  });
  const described = describe(best, plan, name, 'it was a search');
  const metrics: Measurements = { ...described.metrics };
  if (limit.rate !== undefined) metrics.limitRate = measure('limitRate', [limit.rate]);
  return { ...described, metrics, limit };
}

/** @param why there is nothing about memory where it was not measured */
function describe(loaded: Loaded, plan: StressPlan, name: string, why: string): Measured {
  const { counts, observer, checkpoints, time } = loaded;
  if (counts.completed === 0) throw nothingMeasured(loaded, name);
  const slices = observer.slices.toSlices(time);
  const taken = checkpoints?.taken;
  const unknown = { verdict: 'too short to say', n: 0 } as const;
  const memory: Stability =
    taken === undefined ? { ...unknown, sentence: `Memory was not measured, since ${why}.` } : assessMemory(taken);
  const leak: Leak =
    taken === undefined ? { ...unknown, sentence: `Leaks were not looked for, since ${why}.` } : assessLeak(taken);
  const stability = { throughput: assessThroughput(loaded, slices), memory };
  const metrics: Measurements = { ...observeLoad(loaded, plan), ...observeMemory(loaded, slices, leak) };
  const instabilities = countInstabilities(stability);
  if (instabilities !== undefined) metrics.instabilities = instabilities;
  const faults = observer.ledger.faults();
  return { metrics, warnings: doubtsOfLoad(loaded, plan), counts, faults, slices, stability, leak };
}

function nothingMeasured({ counts, observer }: Loaded, name: string): GateError {
  const { first } = observer.failures;
  const { submitted, failed, cancelled, refused } = counts;
  const reason = first === undefined ? '' : `; the first failure: ${first.message.split('\n')[0]}`;
  return new GateError({
    code: 'NOTHING_MEASURED',
    message: `${name}: of ${submitted} tasks none completed (${failed} failed, ${cancelled} cancelled, ${refused} refused)${reason}`,
    fix: first?.fix ?? 'Load for longer, or with fewer faults.',
    cause: first,
  });
}
