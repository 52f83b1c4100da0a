/** The noisy neighbour of a trial, as a process of its own. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Works until the end of its `using` block; it ends by itself when this process dies. */
export function startNeighbour(): Disposable {
  const child = fork(fileURLToPath(new URL('neighbour.mjs', import.meta.url)), {
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  return { [Symbol.dispose]: () => void child.kill('SIGKILL') };
}
