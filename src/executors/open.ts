import { GateError } from '../model/errors.ts';
import { formatQuantity } from '../model/units.ts';
import type { Executor, ExecutorKind, ExecutorOptions } from './executor.ts';

/** In less than this a worker of ours has no room to begin in. */
const leastHeap = 16e6;

/**
 * Opens worker slots; the code of a kind is loaded when it is first asked for.
 *
 * @throws GateError `BAD_OPTION` for a `heapLimit` that no worker can begin in, `WORKER_CRASHED` when one does not start
 */
export async function openExecutor(kind: ExecutorKind, options: ExecutorOptions): Promise<Executor> {
  const { heapLimit } = options;
  if (heapLimit !== undefined && !(heapLimit >= leastHeap && heapLimit < Infinity)) {
    throw new GateError({
      code: 'BAD_OPTION',
      message: `heapLimit: a worker cannot begin within ${heapLimit} B.`,
      fix: `Give it at least ${formatQuantity(leastHeap, 'B')} (${leastHeap} B).`,
    });
  }
  switch (kind) {
    case 'threads': {
      const { launchThreads } = await import('./threads/launch.ts');
      return launchThreads(options);
    }
    case 'processes': {
      const { launchProcesses } = await import('./processes/launch.ts');
      return launchProcesses(options);
    }
  }
}
