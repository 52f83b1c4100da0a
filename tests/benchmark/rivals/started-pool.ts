import type { ChildProcess } from 'node:child_process';
import type { Block, BlockCosts, Opened, Opening } from './block.ts';
import type { RivalName } from './load-rival.ts';
import { startProgram } from './pinned.ts';

/** A pool in a process of its own, as the comparison sees it. */
export class StartedPool {
  readonly name: RivalName;
  readonly #child: ChildProcess;

  /** @param signal kills the process; what was asked of it then rejects */
  constructor({ name, shape }: Opening, signal: AbortSignal) {
    this.name = name;
    this.#child = startProgram('pool-process.ts', { name, shape }, ['ignore', 'inherit', 'inherit', 'ipc'], { signal });
    // Whoever waits for an answer hears of it; when nobody does, the process is not needed any more.
    this.#child.on('error', () => undefined);
  }

  /** The first answer of all, to be awaited before any block. */
  opened(): Promise<Opened> {
    return this.#answer();
  }

  run(block: Block): Promise<BlockCosts> {
    const answer = this.#answer<BlockCosts>();
    this.#child.send({ tasks: block.tasks, window: block.window } satisfies Block);
    return answer;
  }

  /** Kills the process and waits until its threads take no time from others. */
  end(): Promise<void> {
    const child = this.#child;
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
    return new Promise((resolve) => {
      child.once('exit', () => resolve());
      child.kill('SIGKILL');
    });
  }

  #answer<T>(): Promise<T> {
    const child = this.#child;
    return new Promise((resolve, reject) => {
      const lose = (code: number | null, by: string | null): void => {
        fail(new Error(`the process of ${this.name} ended (${code ?? by}) before it answered`));
      };
      const settle = (): void => void child.off('message', hear).off('exit', lose).off('error', fail);
      const hear = (answer: unknown): void => {
        settle();
        resolve(answer as T);
      };
      const fail = (error: Error): void => {
        settle();
        reject(error);
      };
      child.on('message', hear).on('exit', lose).on('error', fail);
    });
  }
}
