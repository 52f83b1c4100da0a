import { availableParallelism } from 'node:os';
import type { Calibration } from '../../measurement/calibration.ts';
import { loadHistograms } from '../../measurement/histogram.ts';
import { resolveCosts } from '../costs/resolve.ts';
import { calibrateWorker } from '../scheduler/calibrate-worker.ts';
import { requireGoingOn } from '../scheduler/require-going-on.ts';
import { measurePoints, type OpenPoint } from './measure-points.ts';
import { openPoint } from './open-point.ts';
import type { ScalingContext, ScalingOptions } from './options.ts';
import type { PlannedPoint, ScalingPlan } from './plan.ts';
import { PointObserver } from './point-observer.ts';
import type { PointRunner } from './point-runner.ts';
import { reportScaling } from './report-scaling.ts';
import type { ScalingResults } from './result.ts';
import { simulatePoint } from './simulate-point.ts';
import { planScaling } from './validate.ts';

/**
 * Measures how a workload scales: the same tasks (or, of weak scaling, as many for each worker) on several numbers of workers.
 * Every number has workers of its own, and all are measured in interleaved rounds, so that whatever drifts meets them all.
 *
 * @throws GateError `BAD_OPTION`, `BAD_QUANTITY`, `BAD_TASK` before anything runs; `SUBJECT_FAILED`, `WORKER_CRASHED`,
 *   `ABORTED`, and `NOTHING_MEASURED` when all tasks of a run failed
 */
export async function runScaling(options: ScalingOptions = {}, context: ScalingContext = {}): Promise<ScalingResults> {
  const plan = planScaling(options);
  requireGoingOn(plan.name, context.signal);
  const real = plan.executor.kind !== 'simulator';
  const calibration = real && plan.task.type === 'cpu' ? await calibrateWorker() : undefined;
  const createHistogram = await loadHistograms();
  const open = await chooseOpener(plan, calibration, context);
  const points: OpenPoint[] = [];
  try {
    for (const [done, point] of plan.points.entries()) {
      requireGoingOn(point.name, context.signal);
      context.onProgress?.({ phase: 'open', workers: point.workers, done, of: plan.points.length });
      points.push({ runner: await open(point), observer: new PointObserver(point, createHistogram) });
    }
    await measurePoints(plan, points, context);
  } finally {
    await Promise.all(points.map(({ runner }) => runner.close()));
  }
  return reportScaling(plan, points, {
    cores: real ? availableParallelism() : undefined,
    calibration,
    brief: context.brief === true,
  });
}

type Opener = (point: PlannedPoint) => Promise<PointRunner>;

async function chooseOpener(
  plan: ScalingPlan,
  calibration: Calibration | undefined,
  { signal }: ScalingContext,
): Promise<Opener> {
  const { executor, strategy } = plan;
  if (executor.kind !== 'simulator') {
    return (point) => openPoint(point, { kind: executor.kind, strategy, calibration, signal });
  }
  const costs = await resolveCosts(executor.costs);
  return (point) => Promise.resolve(simulatePoint(point, strategy, executor, costs));
}
