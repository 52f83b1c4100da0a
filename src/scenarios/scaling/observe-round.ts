import { outcomes, type Recording } from '../../executors/recording.ts';
import { jainIndex, loadBalance, maxOverMean } from '../../statistics/balance.ts';
import type { ScalingMetric } from './metrics.ts';
import type { PointRun } from './point-runner.ts';
import { splitWorkerTime, type WorkerTime } from './split-worker-time.ts';

/** What one run of a point showed as a whole. */
export interface RoundFigures {
  readonly figures: Readonly<Partial<Record<ScalingMetric, number>>>;
  /** In ns for each completed task; absent where tasks failed or were run again. */
  readonly perTask?: WorkerTime;
  /** Tasks completed by each worker. */
  readonly counts: Float64Array;
}

/** Reads the figures of a run; those of single tasks are read by `TaskSpans`. */
export function observeRound(run: PointRun, workers: number): RoundFigures {
  const { recording, makespan, failed, cpuTime, steals } = run;
  const { counts, busy, done } = tally(recording, workers);
  const figures: Partial<Record<ScalingMetric, number>> = {
    makespan,
    throughput: (done / makespan) * 1e9,
    loadBalance: loadBalance(counts),
    jainIndex: jainIndex(busy),
    busyImbalance: maxOverMean(busy),
    failures: failed,
  };
  if (steals !== undefined) figures.steals = steals;
  if (cpuTime !== undefined) {
    figures.cpu = cpuTime / makespan;
    figures.cpuPerTask = cpuTime / done;
  }
  const time = splitWorkerTime(recording, workers, makespan);
  if (time === undefined) return { figures, counts };
  figures.overhead = Math.max(0, 1 - time.busy / (workers * makespan));
  figures.overheadDispatch = time.dispatch / done;
  figures.overheadTransfer = time.transfer / done;
  figures.overheadIdle = time.idle / done;
  const perTask = {
    busy: time.busy / done,
    transfer: time.transfer / done,
    dispatch: time.dispatch / done,
    idle: time.idle / done,
  };
  return { figures, perTask, counts };
}

interface Tally {
  readonly counts: Float64Array;
  readonly busy: Float64Array;
  readonly done: number;
}

function tally({ size, outcome, worker, began, ended }: Recording, workers: number): Tally {
  const counts = new Float64Array(workers);
  const busy = new Float64Array(workers);
  let done = 0;
  for (let id = 0; id < size; id += 1) {
    if (outcome[id] !== outcomes.done) continue;
    const on = worker[id]!;
    done += 1;
    counts[on]! += 1;
    busy[on]! += ended[id]! - began[id]!;
  }
  return { counts, busy, done };
}
