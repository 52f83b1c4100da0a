import { GateError } from '../../model/errors.ts';
import { createRandom, type Random } from '../../statistics/random.ts';
import { requireGoingOn } from '../scheduler/require-going-on.ts';
import type { ScalingContext, ScalingProgress } from './options.ts';
import type { ScalingPlan } from './plan.ts';
import type { PointObserver } from './point-observer.ts';
import type { PointRun, PointRunner } from './point-runner.ts';

/** A point that is ready: how to run it, and who takes its runs in. */
export interface OpenPoint {
  readonly runner: PointRunner;
  readonly observer: PointObserver;
}

/**
 * Runs all points in rounds. Every round runs each once, in an order of its own: whatever drifts meets all of them, and none
 * always comes after the same one.
 *
 * @throws GateError `ABORTED`, `NOTHING_MEASURED` when all tasks of a run failed
 */
export async function measurePoints(
  plan: ScalingPlan,
  points: readonly OpenPoint[],
  context: ScalingContext,
): Promise<void> {
  const random = createRandom(plan.seed);
  const phases = [
    ['warm-up', plan.warmUp],
    ['measure', plan.rounds],
  ] as const;
  for (const [phase, rounds] of phases) {
    const of = rounds * points.length;
    for (let round = 0; round < rounds; round += 1) {
      for (const [turn, point] of shuffle(points, random).entries()) {
        report(context, phase, point, round * points.length + turn, of);
        const run = await runOnce(point, context);
        if (phase === 'measure') point.observer.add(run);
      }
    }
  }
}

async function runOnce({ runner, observer }: OpenPoint, { signal }: ScalingContext): Promise<PointRun> {
  const { name, scheduler } = observer.point;
  const run = await runner.run();
  requireGoingOn(name, signal);
  if (run.failed < scheduler.tasks) return run;
  const first = run.failures?.first;
  throw new GateError({
    code: 'NOTHING_MEASURED',
    message: `${name}: all ${run.failed} tasks failed${first === undefined ? '' : `; the first: ${first.message.split('\n')[0]}`}.`,
    fix: first?.fix ?? 'Ask for fewer faults (executor.faults), or for retries.',
    ...(first === undefined ? {} : { cause: first }),
  });
}

/** A random order (R. Fisher and F. Yates; D. Knuth, "The Art of Computer Programming" 2, algorithm 3.4.2 P). */
function shuffle<T>(items: readonly T[], random: Random): readonly T[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = random.integer(last + 1);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

function report(
  { onProgress }: ScalingContext,
  phase: ScalingProgress['phase'],
  { observer }: OpenPoint,
  done: number,
  of: number,
): void {
  onProgress?.({ phase, workers: observer.point.workers, done, of });
}
