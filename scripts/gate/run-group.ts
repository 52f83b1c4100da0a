/** Runs a program in a process group of its own, so that all of its descendants can be ended with it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Ends what runs, early. */
export type Stop = AbortSignal;

export interface Ended {
  readonly code: number | null;
  /** The end of what it printed. */
  readonly printed: string;
}

const kept = 4000;

export async function runGroup(
  program: string,
  words: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
  stop: Stop,
): Promise<Ended> {
  // A group of its own: Ctrl-C in the terminal does not reach it, and the kill below reaches everything that it started.
  const child = spawn(program, words, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let printed = '';
  const keep = (chunk: Buffer): void => {
    printed = (printed + chunk.toString()).slice(-kept);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const end = (): void => endGroup(child.pid);
  stop.addEventListener('abort', end);
  try {
    if (stop.aborted) end();
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, printed };
  } finally {
    stop.removeEventListener('abort', end);
    // What outlives the program would disturb the next trial.
    end();
  }
}

function endGroup(group: number | undefined): void {
  if (group === undefined) return;
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // Nobody is left in it.
  }
}
