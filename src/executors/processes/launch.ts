import type { Executor, ExecutorOptions } from '../executor.ts';
import { openSlots, type SlotKind } from '../slot-executor.ts';
import { ProcessSlot } from './slot.ts';

const kind: SlotKind = {
  kind: 'processes',
  name: 'worker process',
  open: ({ depth, heapLimit }) => new ProcessSlot(depth, heapLimit),
};

/**
 * Opens worker processes, one per slot, and waits until each has answered. They run what threads run, take longer to start
 * and to talk to, and share no memory. None of them outlives this process, however it ends.
 *
 * @throws GateError `WORKER_CRASHED` when a worker cannot start
 */
export function launchProcesses(options: ExecutorOptions): Promise<Executor> {
  return openSlots(kind, options);
}
