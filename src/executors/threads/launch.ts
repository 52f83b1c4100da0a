import type { Executor, ExecutorOptions } from '../executor.ts';
import { openSlots, type SlotKind } from '../slot-executor.ts';
import { ThreadSlot } from './slot.ts';

const kind: SlotKind = {
  kind: 'threads',
  name: 'worker thread',
  open: ({ depth, heapLimit }) => new ThreadSlot(depth, heapLimit),
};

/**
 * Opens worker threads, one piscina per slot, and waits until each has answered.
 *
 * @throws GateError `WORKER_CRASHED` when a worker cannot start
 */
export function launchThreads(options: ExecutorOptions): Promise<Executor> {
  return openSlots(kind, options);
}
