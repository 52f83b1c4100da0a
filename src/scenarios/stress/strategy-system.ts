import { Dispatcher } from '../../executors/dispatch.ts';
import type { Executor } from '../../executors/executor.ts';
import type { JobFault } from '../../executors/job.ts';
import { openExecutor } from '../../executors/open.ts';
import { withSpeeds } from '../../executors/speeds.ts';
import { readResidentSize } from '../../measurement/memory.ts';
import type { GateError } from '../../model/errors.ts';
import type { FaultName } from '../../model/stress.ts';
import type { Task } from '../../schedulers/task.ts';
import { Digests } from '../scheduler/digests.ts';
import type { StressPlan } from './plan.ts';
import type { Ended, OpenSystem, StressSystem, TaskEnd } from './system.ts';
import type { LoadTask, TaskSource } from './task-source.ts';
import { WatchedExecutor } from './watched-executor.ts';

/**
 * Opens workers, on which the strategy of the plan is loaded.
 *
 * @throws GateError `WORKER_CRASHED`, `BAD_TASK`
 */
export async function openStrategy(
  plan: StressPlan,
  source: TaskSource,
  signal: AbortSignal | undefined,
): Promise<OpenSystem> {
  const { speeds, depth, timeout } = plan.scheduler;
  const { heapLimit } = plan;
  const opened = await openExecutor(plan.executor, {
    workers: speeds.length,
    depth,
    ...(heapLimit === undefined ? {} : { heapLimit }),
  });
  const executor = withSpeeds(opened, speeds);
  try {
    await executor.prepare(source.first.job, timeout);
  } catch (error) {
    await executor.close();
    throw error;
  }
  return {
    name: plan.scheduler.strategies[0]!.name,
    kind: 'strategy',
    load: (clock, { recovered, broken }) =>
      new StrategySystem(plan, new WatchedExecutor(executor, clock, recovered), signal, broken),
    close: async () => {
      await executor.close();
      return undefined;
    },
  };
}

class StrategySystem implements StressSystem {
  readonly canHold: boolean = true;
  readonly endsInMicrotasks: boolean = false;
  readonly #broken: (error: GateError) => void;
  readonly #executor: WatchedExecutor;
  readonly #dispatcher: Dispatcher;
  readonly #digests: Digests;
  /** What a task of each kind of fault is submitted with. */
  readonly #faults: ReadonlyMap<FaultName, readonly JobFault[]>;

  constructor(
    plan: StressPlan,
    executor: WatchedExecutor,
    signal: AbortSignal | undefined,
    broken: (error: GateError) => void,
  ) {
    const { strategies, seed, timeout, retries, maxQueue, speeds } = plan.scheduler;
    this.#executor = executor;
    this.#broken = broken;
    this.#dispatcher = new Dispatcher({ executor, strategy: strategies[0]!, seed, timeout, retries, maxQueue, signal });
    this.#digests = new Digests(speeds);
    const kinds = plan.faults?.kinds ?? [];
    this.#faults = new Map(
      kinds.map(({ name, fault }) => {
        // What is slow succeeds. What fails goes on failing, as often as there are attempts.
        const length = name === 'slow' ? 1 : Math.min(plan.faults!.attempts, retries + 1);
        return [name, Array.from({ length }, () => fault)];
      }),
    );
  }

  get slots(): number {
    return this.#executor.workers * this.#executor.depth;
  }

  get starts(): number {
    return this.#executor.starts;
  }

  submit({ request, fault }: LoadTask, ended: Ended): Task {
    const faults = fault === undefined ? undefined : this.#faults.get(fault.name);
    return this.#dispatcher.submit(faults === undefined ? request : { ...request, faults }, (_, error, value) => {
      const end = endOf(error);
      // Refused and cancelled ones never came that far; of the others every attempt was made that was to go wrong.
      const injected = end === 'completed' || end === 'failed' ? (faults?.length ?? 0) : 0;
      if (error !== undefined) {
        // The strategy has failed, or nobody waits any more: so will all tasks.
        if (error.code === 'SUBJECT_FAILED' || error.code === 'ABORTED') this.#broken(error);
        ended({ end, error, injected, run: undefined });
        return;
      }
      const { worker, started, ran } = this.#executor.last;
      // A slow task has more iterations than the others, and another digest.
      const wrong = faults === undefined ? this.#digests.check(request.job, worker, value) : undefined;
      if (wrong === undefined) {
        const executed = Math.max(0, ran!.ended - ran!.began);
        ended({ end, error: undefined, injected, run: { started, executed } });
      } else {
        ended({ end: 'failed', error: wrong, injected, run: undefined });
      }
    });
  }

  cancel(task: Task): boolean {
    return this.#dispatcher.cancel(task);
  }

  hold(patience: number): Promise<boolean> {
    return this.#executor.hold(patience);
  }

  release(): void {
    this.#executor.release();
  }

  heaps(): ReturnType<Executor['heaps']> {
    return this.#executor.heaps();
  }

  rss(): number {
    let sum = process.memoryUsage.rss();
    if (this.#executor.kind === 'threads') return sum;
    for (let worker = 0; worker < this.#executor.workers; worker += 1) {
      const pid = this.#executor.thread(worker);
      // One that has just ended, or where the system does not say, is left out.
      if (pid > 0) sum += readResidentSize(pid) ?? 0;
    }
    return sum;
  }

  giveUp(): Promise<void> {
    this.#executor.release();
    return this.#dispatcher.close();
  }
}

function endOf(error: GateError | undefined): TaskEnd {
  if (error === undefined) return 'completed';
  if (error.code === 'QUEUE_FULL') return 'refused';
  return error.code === 'CANCELLED' || error.code === 'CLOSED' ? 'cancelled' : 'failed';
}
