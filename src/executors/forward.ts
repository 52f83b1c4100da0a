import type { Executor } from './executor.ts';

/** What does everything as this executor does: for an executor that does one thing otherwise, `{ ...forward(executor), start }`. */
export function forward(executor: Executor): Executor {
  return {
    kind: executor.kind,
    workers: executor.workers,
    depth: executor.depth,
    startUp: executor.startUp,
    prepare: (job, patience) => executor.prepare(job, patience),
    start: (worker, lane, job, done) => {
      executor.start(worker, lane, job, done);
    },
    beganAt: (worker, lane) => executor.beganAt(worker, lane),
    restart: (worker) => {
      executor.restart(worker);
    },
    thread: (worker) => executor.thread(worker),
    heaps: () => executor.heaps(),
    cpuTimes: () => executor.cpuTimes(),
    close: () => executor.close(),
  };
}
