import { Dispatcher, openExecutor, strategies } from '../../../src/index.ts';
import type { OpenPool, PoolShape, Rival } from './rival.ts';

/** Our own way: one queue, next free worker, everything recorded that a scenario records. */
export const benchgate: Rival = {
  name: 'benchgate',
  open: async ({ workers, inFlight }: PoolShape): Promise<OpenPool> => {
    const executor = await openExecutor('threads', { workers, depth: inFlight });
    const dispatcher = new Dispatcher({ executor, strategy: strategies.fifo });
    return {
      run: ({ iterations }) =>
        new Promise((resolve, reject) => {
          const job = iterations === 0 ? ({ kind: 'noop' } as const) : ({ kind: 'cpu', iterations, seed: 1 } as const);
          dispatcher.submit({ job, kind: job.kind, priority: 0, estimate: 0 }, (_task, error, value) => {
            if (error === undefined) resolve(value);
            else reject(error);
          });
        }),
      close: async () => {
        await dispatcher.close();
        await executor.close();
      },
    };
  },
};
