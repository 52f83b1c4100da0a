import type { Executor, ExecutorKind } from '../../executors/executor.ts';
import { openExecutor } from '../../executors/open.ts';
import type { Calibration } from '../../measurement/calibration.ts';
import type { Strategy } from '../../schedulers/strategy.ts';
import { contendWithStrategy, startCold } from '../scheduler/strategy-contender.ts';
import { createWorkload } from '../scheduler/workload.ts';
import type { PlannedPoint } from './plan.ts';
import type { PointRunner } from './point-runner.ts';

/** Where and how points are run. */
export interface Workplace {
  readonly kind: ExecutorKind;
  readonly strategy: Strategy;
  readonly calibration: Calibration | undefined;
  readonly signal: AbortSignal | undefined;
}

/**
 * Opens workers of its own for a point, and runs a first task on them.
 *
 * @throws GateError `BAD_TASK`, `WORKER_CRASHED`
 */
export async function openPoint(point: PlannedPoint, workplace: Workplace): Promise<PointRunner> {
  const { scheduler: plan, workers } = point;
  const { kind, strategy, calibration, signal } = workplace;
  const workload = createWorkload(plan, calibration);
  const executor = await openExecutor(kind, { workers, depth: plan.depth });
  try {
    const coldStart = await startCold(plan, workload, executor, signal);
    const contender = contendWithStrategy(plan, strategy, executor, coldStart, signal);
    return {
      startUp: executor.startUp,
      async run() {
        const begin = await readCpu(executor, 'before');
        const { recording, makespan, failures, steals } = await contender.run(workload);
        const cpuTime = cpuBetween(begin, await readCpu(executor, 'after'));
        return {
          recording,
          makespan,
          failed: failures.count,
          failures,
          ...(steals === undefined ? {} : { steals }),
          ...(cpuTime === undefined ? {} : { cpuTime }),
        };
      },
      close: () => executor.close(),
    };
  } catch (error) {
    await executor.close();
    throw error;
  }
}

interface CpuReading {
  /** CPU time of this process, worker threads included, in ns. */
  readonly own: number;
  /** Of each worker that is a process; undefined where it cannot be known. */
  readonly workers: readonly number[] | undefined;
}

/** This process is read next to the run: asking the workers takes CPU time of its own. */
async function readCpu(executor: Executor, when: 'before' | 'after'): Promise<CpuReading> {
  const early = when === 'after' ? ownCpu() : undefined;
  const workers = executor.kind === 'threads' ? [] : await executor.cpuTimes();
  return { own: early ?? ownCpu(), workers };
}

function ownCpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1000;
}

/** Undefined when a worker was replaced meanwhile: what it had used went with it. */
function cpuBetween(before: CpuReading, after: CpuReading): number | undefined {
  if (before.workers === undefined || after.workers === undefined) return undefined;
  let used = after.own - before.own;
  for (const [worker, time] of after.workers.entries()) {
    const since = time - (before.workers[worker] ?? 0);
    if (since < 0) return undefined;
    used += since;
  }
  return used;
}
