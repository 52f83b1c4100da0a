import { performance } from 'node:perf_hooks';
import type { Executor } from '../../executors/executor.ts';
import { forward } from '../../executors/forward.ts';
import type { Job } from '../../executors/job.ts';
import { now } from '../../measurement/clock.ts';
import { fifo } from '../../schedulers/fifo.ts';
import { median } from '../../statistics/quantiles.ts';
import { runJobs } from './run-jobs.ts';

/** What a task takes of the coordinating thread, in ns. */
export interface SerialCosts {
  readonly dispatch: number;
  readonly retrieve: number;
}

const tasks = 2000;
/** Until the compiler has settled. */
const warmUp = 3;
const rounds = 7;

/** CPU time of this thread per noop, and how much of it starting takes: medians of the rounds. */
export async function measureSerial(executor: Executor): Promise<SerialCosts> {
  const jobs = Array.from({ length: tasks }, (): Job => ({ kind: 'noop' }));
  const dispatches: number[] = [];
  const wholes: number[] = [];
  const timed = timeStarts(executor);
  for (let round = 0; round < warmUp + rounds; round += 1) {
    let from = 0;
    let whole = 0;
    await runJobs({
      executor: timed.executor,
      strategy: fifo,
      jobs,
      onSubmitted: () => {
        timed.reset();
        from = threadTime();
      },
      onEnded: () => {
        whole = threadTime() - from;
      },
    });
    if (round < warmUp) continue;
    const { starts, time } = timed.read();
    dispatches.push(time / starts);
    wholes.push(whole / tasks);
  }
  const whole = median(wholes);
  const dispatch = Math.min(median(dispatches), whole);
  return { dispatch, retrieve: whole - dispatch };
}

interface TimedStarts {
  readonly executor: Executor;
  reset(): void;
  read(): { readonly starts: number; readonly time: number };
}

/** An executor that adds up how long its `start` takes. */
function timeStarts(executor: Executor): TimedStarts {
  let starts = 0;
  let time = 0;
  const timed: Executor = {
    ...forward(executor),
    start: (worker, lane, job, done) => {
      const from = now();
      executor.start(worker, lane, job, done);
      time += now() - from;
      starts += 1;
    },
  };
  return {
    executor: timed,
    reset: () => {
      starts = 0;
      time = 0;
    },
    read: () => ({ starts, time }),
  };
}

/** CPU time of this thread in ns; before Node 23.9 the time in which its event loop was not idle. */
function threadTime(): number {
  if (!('threadCpuUsage' in process)) return performance.eventLoopUtilization().active * 1e6;
  const { user, system } = process.threadCpuUsage();
  return (user + system) * 1e3;
}
