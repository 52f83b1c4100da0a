import { FixedThreadPool } from 'poolifier';
import { fileURLToPath } from 'node:url';
import type { OpenPool, PoolShape, Rival } from './rival.ts';

/** At equal concurrency its tasks queue holds the limit per worker. Tuned: no queue of its own, tasks pushed to the least used worker. */
export const poolifier: Rival = {
  open: ({ workers, inFlight, tuned }: PoolShape): Promise<OpenPool> => {
    const pool = new FixedThreadPool<number>(
      workers,
      fileURLToPath(new URL('poolifier-worker.mjs', import.meta.url)),
      tuned
        ? { enableEvents: false, workerChoiceStrategy: 'LEAST_USED' }
        : { enableEvents: false, enableTasksQueue: true, tasksQueueOptions: { concurrency: inFlight } },
    );
    return Promise.resolve({ run: (iterations) => pool.execute(iterations) });
  },
};
