import { Piscina } from 'piscina';
import type { OpenPool, PoolShape, Rival } from './rival.ts';

/** Bare Piscina: the yardstick. Tuned: without its own statistics, which its documentation says cost time. */
export const piscina: Rival = {
  open: ({ workers, inFlight, tuned }: PoolShape): Promise<OpenPool> => {
    const pool = new Piscina({
      filename: new URL('task.mjs', import.meta.url).href,
      minThreads: workers,
      maxThreads: workers,
      idleTimeout: Infinity,
      concurrentTasksPerWorker: inFlight,
      recordTiming: !tuned,
    });
    return Promise.resolve({ run: (iterations) => pool.run(iterations) });
  },
};
