import { FixedThreadPool } from 'poolifier';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { OpenPool, PoolShape, Rival } from './rival.ts';

/** At equal concurrency its tasks queue holds the limit per worker. Tuned: no queue of its own, tasks pushed to the least used worker. */
export const poolifier: Rival = {
  name: 'poolifier',
  open: ({ workers, inFlight, tuned }: PoolShape): Promise<OpenPool> => {
    const pool = new FixedThreadPool<{ iterations: number }>(
      workers,
      fileURLToPath(new URL('poolifier-worker.mjs', import.meta.url)),
      tuned
        ? { enableEvents: false, workerChoiceStrategy: 'LEAST_USED' }
        : { enableEvents: false, enableTasksQueue: true, tasksQueueOptions: { concurrency: inFlight } },
    );
    return Promise.resolve({
      run: (task) => pool.execute(task),
      // In about a quarter of the runs version 5.3 never ends its own closing. The process that measures ends right after.
      close: () => Promise.race([pool.destroy(), setTimeout(2000)]),
    });
  },
};
