import type { Executor, ExecutorOptions } from './executor.ts';

/** The kinds of executor. Processes, containers and the simulator are to join them here. */
export type ExecutorKind = 'threads';

/** Opens worker slots; the code of a kind is loaded when it is first asked for. */
export async function openExecutor(kind: ExecutorKind, options: ExecutorOptions): Promise<Executor> {
  switch (kind) {
    case 'threads': {
      const { launchThreads } = await import('./threads/launch.ts');
      return launchThreads(options);
    }
  }
}
