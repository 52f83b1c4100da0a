import { fileURLToPath } from 'node:url';
import workerpool from 'workerpool';
import type { OpenPool, PoolShape, Rival } from './rival.ts';

/** One task per worker is all it can hold in flight; the rest waits in its queue. Tuned: all workers from the start. */
export const workerpoolRival: Rival = {
  name: 'workerpool',
  open: ({ workers, tuned }: PoolShape): Promise<OpenPool> => {
    const pool = workerpool.pool(fileURLToPath(new URL('workerpool-worker.mjs', import.meta.url)), {
      workerType: 'thread',
      maxWorkers: workers,
      ...(tuned ? { minWorkers: 'max' as const } : {}),
    });
    return Promise.resolve({
      run: (task) => pool.exec('task', [task]),
      close: async () => {
        await pool.terminate(true);
      },
    });
  },
};
