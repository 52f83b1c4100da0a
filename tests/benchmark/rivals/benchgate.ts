import { Dispatcher, openExecutor, strategies, type TaskRequest } from '../../../src/index.ts';
import type { OpenPool, PoolShape, Rival } from './rival.ts';

const noop: TaskRequest = { job: { kind: 'noop' } };

/** Our own way: one queue, next free worker, a promise for every task as the others have. */
export const benchgate: Rival = {
  open: async ({ workers, inFlight }: PoolShape): Promise<OpenPool> => {
    const executor = await openExecutor('threads', { workers, depth: inFlight });
    const dispatcher = new Dispatcher({ executor, strategy: strategies.fifo });
    return {
      run: (iterations) =>
        new Promise((resolve, reject) => {
          const request = iterations === 0 ? noop : { job: { kind: 'cpu', iterations, seed: 1 } as const };
          dispatcher.submit(request, (_task, error, value) => {
            if (error === undefined) resolve(value);
            else reject(error);
          });
        }),
    };
  },
};
