import { fileURLToPath } from 'node:url';
import workerpool from 'workerpool';
import type { OpenPool, PoolShape, Rival } from './rival.ts';

/** One task per worker is all it can hold in flight; the rest waits in its queue. Tuned: all workers from the start. */
export const workerpoolRival: Rival = {
  open: ({ workers, inFlight, tuned }: PoolShape): Promise<OpenPool> => {
    if (inFlight > 1) throw new Error(`workerpool holds one task per worker, not ${inFlight}`);
    const pool = workerpool.pool(fileURLToPath(new URL('workerpool-worker.mjs', import.meta.url)), {
      workerType: 'thread',
      maxWorkers: workers,
      ...(tuned ? { minWorkers: 'max' as const } : {}),
    });
    return Promise.resolve({ run: (iterations) => pool.exec('task', [iterations]) });
  },
};
