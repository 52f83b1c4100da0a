import type { Executor, ExecutorKind } from '../../executors/executor.ts';
import { openExecutor } from '../../executors/open.ts';
import type { Costs } from '../../executors/simulator/costs.ts';
import { measureHandOver } from './hand-over.ts';
import { measureSerial } from './serial.ts';
import { measureSteal } from './steal.ts';

/**
 * What it costs to run tasks on real workers of this machine, for a simulation to foretell them: measured while nothing
 * else should run, on workers of their own, in about 2 s.
 *
 * - `dispatch` and `retrieve`: CPU time of the coordinating thread for the start and for the end of a task, while it has
 *   nothing else to do (2 workers, 2,000 noops at a time). `dispatch` is what starting takes, `retrieve` is the rest.
 * - `transfer`: what the whole way there and back takes beyond that, where a worker and the coordinator wait for each
 *   other (1 worker, sleeping tasks). While tasks follow each other at once it is less.
 * - `steal`: how much longer the decision of work stealing takes for a task of another worker's queue.
 *
 * @param kind @default 'threads'
 * @throws GateError `WORKER_CRASHED` when a worker does not start or does not live
 */
export async function calibrateCosts(kind: ExecutorKind = 'threads'): Promise<Costs> {
  const { dispatch, retrieve } = await onWorkers(kind, 2, measureSerial);
  const handOver = await onWorkers(kind, 1, measureHandOver);
  const steal = await onWorkers(kind, 2, measureSteal);
  return {
    dispatch: Math.round(dispatch),
    transfer: Math.round(Math.max(0, handOver - dispatch - retrieve)),
    retrieve: Math.round(retrieve),
    steal: Math.round(steal),
  };
}

async function onWorkers<T>(
  kind: ExecutorKind,
  workers: number,
  measure: (executor: Executor) => Promise<T>,
): Promise<T> {
  const executor = await openExecutor(kind, { workers, depth: 1 });
  try {
    return await measure(executor);
  } finally {
    await executor.close();
  }
}
