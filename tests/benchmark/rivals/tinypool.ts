import { Tinypool } from 'tinypool';
import type { OpenPool, PoolShape, Rival } from './rival.ts';

/** Tuned: it has no statistics to leave out; messages through Atomics, said explicitly, are its default too. */
export const tinypool: Rival = {
  open: ({ workers, inFlight, tuned }: PoolShape): Promise<OpenPool> => {
    const pool = new Tinypool({
      filename: new URL('task.mjs', import.meta.url).href,
      minThreads: workers,
      maxThreads: workers,
      idleTimeout: 2 ** 31 - 1,
      concurrentTasksPerWorker: inFlight,
      ...(tuned ? { useAtomics: true } : {}),
    });
    return Promise.resolve({ run: (iterations) => pool.run(iterations) });
  },
};
