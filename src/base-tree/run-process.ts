/** Runs a program to its end: no shell, no input, and killed when the signal aborts. */
import { spawn } from 'node:child_process';

/** How a program is started. */
export interface ProcessPlace {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
}

/** How a program ended. */
export interface ProcessEnd {
  /** The exit code; null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  /** Both streams as they came. */
  readonly output: string;
}

/** How long a program that was asked to stop may take, and how long its grandchildren may hold its streams; in ms. */
const patience = 3000;
const grace = 1000;

/**
 * @param program a name on the PATH of `env`, or a path
 * @throws the error of `spawn` when the program is not there; the signal's reason, once the program has ended
 */
export async function runProcess(program: string, words: readonly string[], place: ProcessPlace): Promise<ProcessEnd> {
  const { cwd, env, signal } = place;
  signal?.throwIfAborted();
  const end = await new Promise<ProcessEnd>((resolve, reject) => {
    const child = spawn(program, words, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    const stdout: Buffer[] = [];
    const output: Buffer[] = [];
    const timers: NodeJS.Timeout[] = [];
    const stop = (): void => {
      child.kill('SIGTERM');
      timers.push(setTimeout(() => child.kill('SIGKILL'), patience));
    };
    const tidy = (): void => {
      timers.forEach((timer) => clearTimeout(timer));
      signal?.removeEventListener('abort', stop);
    };
    child.stdout.on('data', (chunk: Buffer) => {
      stdout.push(chunk);
      output.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
    child.on('error', (error) => {
      tidy();
      reject(error);
    });
    // A daemon that it left behind may hold the streams open for ever.
    child.on('exit', () => {
      const streams = [child.stdout, child.stderr];
      const wait = signal?.aborted === true ? 0 : grace;
      timers.push(setTimeout(() => streams.forEach((stream) => stream.destroy()), wait));
    });
    child.on('close', (code) => {
      tidy();
      resolve({ code, stdout: Buffer.concat(stdout).toString(), output: Buffer.concat(output).toString() });
    });
    signal?.addEventListener('abort', stop, { once: true });
  });
  signal?.throwIfAborted();
  return end;
}
