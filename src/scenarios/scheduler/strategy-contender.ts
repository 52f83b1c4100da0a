import { Dispatcher } from '../../executors/dispatch.ts';
import type { Settle } from '../../executors/dispatched.ts';
import type { Executor } from '../../executors/executor.ts';
import { createRecording, outcomes } from '../../executors/recording.ts';
import { now } from '../../measurement/clock.ts';
import { heldAfterCollection } from '../../measurement/memory.ts';
import type { GateError } from '../../model/errors.ts';
import { fifo } from '../../schedulers/fifo.ts';
import type { Strategy } from '../../schedulers/strategy.ts';
import { Digests } from './digests.ts';
import { type Contender, probeTasks, type Repetition } from './contender.ts';
import { drive, Failures } from './drive.ts';
import type { SchedulerPlan } from './plan.ts';
import { watchSteals } from './watch-steals.ts';
import type { Workload } from './workload.ts';

/** A strategy on worker slots, which all strategies of a run share. Every repetition has a scheduler of its own. */
export function contendWithStrategy(
  plan: SchedulerPlan,
  strategy: Strategy,
  executor: Executor,
  coldStart: number | undefined,
  signal: AbortSignal | undefined,
): Contender {
  const digests = new Digests(plan.speeds);
  return {
    name: strategy.name,
    kind: 'strategy',
    startUp: executor.startUp,
    coldStart,
    run: (workload) => runRepetition(plan, strategy, executor, signal, workload, digests),
    memoryPerTask: () => probeMemory(plan, strategy, executor, signal),
  };
}

/** Loads the task's code and runs a first task; answers its round trip, undefined when it failed. */
export async function startCold(
  plan: SchedulerPlan,
  workload: Workload,
  executor: Executor,
  signal: AbortSignal | undefined,
): Promise<number | undefined> {
  const request = workload.requests[0]!;
  const began = now();
  await executor.prepare(request.job, plan.timeout);
  const dispatcher = new Dispatcher({ executor, strategy: fifo, timeout: plan.timeout, signal });
  try {
    return await new Promise((resolve) => {
      dispatcher.submit(request, (_, error) => {
        resolve(error === undefined ? now() - began : undefined);
      });
    });
  } finally {
    await dispatcher.close();
  }
}

async function runRepetition(
  plan: SchedulerPlan,
  strategy: Strategy,
  executor: Executor,
  signal: AbortSignal | undefined,
  { requests }: Workload,
  digests: Digests,
): Promise<Repetition> {
  const recording = createRecording(plan.tasks);
  const failures = new Failures();
  const { seed, timeout, retries, maxQueue } = plan;
  const watched = watchSteals(strategy);
  const dispatcher = new Dispatcher({
    executor,
    strategy: watched.strategy,
    seed,
    timeout,
    retries,
    maxQueue,
    signal,
    recording,
  });
  try {
    const makespan = await drive(plan.tasks, plan.window, (index, done) => {
      const request = requests[index]!;
      dispatcher.submit(request, (task, error, value) => {
        const fault = error ?? digests.check(request.job, recording.worker[task.id]!, value);
        if (fault !== undefined) {
          if (error === undefined) recording.outcome[task.id] = outcomes.threw;
          failures.add(fault);
        }
        done();
      });
    });
    const steals = watched.steals();
    return { recording, makespan, failures, ...(steals === undefined ? {} : { steals }) };
  } finally {
    await dispatcher.close();
  }
}

/** Queues noops in one turn of the event loop, so that none can end meanwhile, and looks at what is held. */
async function probeMemory(
  plan: SchedulerPlan,
  strategy: Strategy,
  executor: Executor,
  signal: AbortSignal | undefined,
): Promise<number> {
  const dispatcher = new Dispatcher({ executor, strategy, seed: plan.seed, signal });
  try {
    const request = { job: { kind: 'noop' } } as const;
    let failure: GateError | undefined;
    const settle: Settle = (_, error) => {
      failure ??= error;
    };
    const before = heldAfterCollection();
    for (let id = 0; id < probeTasks; id += 1) dispatcher.submit(request, settle);
    const growth = (heldAfterCollection() - before) / probeTasks;
    if (failure !== undefined) throw failure;
    return growth;
  } finally {
    await dispatcher.close({ leave: true });
  }
}
