import type { Executor } from '../../executors/executor.ts';
import type { Job } from '../../executors/job.ts';
import { now } from '../../measurement/clock.ts';
import { GateError } from '../../model/errors.ts';
import type { Strategy } from '../../schedulers/strategy.ts';
import { workStealing } from '../../schedulers/work-stealing.ts';
import { median } from '../../statistics/quantiles.ts';
import { runJobs } from './run-jobs.ts';

/** Of these every second one sleeps: the worker whose queue they join is robbed by the other one. */
const tasks = 200;
const rounds = 4;

/** How much longer work stealing takes to decide on a task of another worker's queue, in ns. Needs two workers. */
export async function measureSteal(executor: Executor): Promise<number> {
  const jobs = Array.from({ length: tasks }, (_, id): Job => (id % 2 === 0 ? { kind: 'sleep', duration: 1e6 } : noop));
  const decisions: Decisions = { own: [], stolen: [] };
  for (let round = 0; round < rounds; round += 1) {
    // What the compiler has not seen yet takes longer than a steal.
    const into = round === 0 ? { own: [], stolen: [] } : decisions;
    await runJobs({ executor, strategy: timeDecisions(workStealing, into), jobs });
  }
  if (decisions.own.length > 0 && decisions.stolen.length > 0) {
    return Math.max(0, median(decisions.stolen) - median(decisions.own));
  }
  throw new GateError({
    code: 'NOTHING_MEASURED',
    message: 'Calibration: one of two workers did all tasks, so that none was stolen.',
    fix: 'Calibrate while the machine has time for two workers, or state the costs.',
  });
}

const noop: Job = { kind: 'noop' };

/** How long decisions took, in ns. */
interface Decisions {
  readonly own: number[];
  readonly stolen: number[];
}

function timeDecisions(strategy: Strategy, { own, stolen }: Decisions): Strategy {
  return {
    name: strategy.name,
    about: strategy.about,
    start: (workers, seed) => {
      const scheduler = strategy.start(workers, seed);
      return {
        place: (task) => scheduler.place(task),
        next: (worker) => {
          const before = scheduler.steals ?? 0;
          const from = now();
          const task = scheduler.next(worker);
          const time = now() - from;
          if (task !== undefined) ((scheduler.steals ?? 0) > before ? stolen : own).push(time);
          return task;
        },
        ended: (task, worker, duration) => {
          scheduler.ended(task, worker, duration);
        },
        remove: (task) => scheduler.remove(task),
        get queued() {
          return scheduler.queued;
        },
      };
    },
  };
}
