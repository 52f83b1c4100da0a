/** Starts programs of this folder in processes of their own, pinned to one CPU where the system can pin. */
import { type ChildProcess, spawn, type StdioOptions } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { cpuToPinTo, pinnedTo } from '../../../src/twins/pinning.ts';

const cpu = cpuIfAny();

/** Whether children are pinned, by `taskset` on Linux; said beside the figures. */
export const isPinned: boolean = cpu !== undefined;

/** How a program is to be started. */
export interface StartOptions {
  /** @default true */
  readonly pinned?: boolean;
  /** Kills it, as the end of a test does. */
  readonly signal: AbortSignal;
}

/** Starts a program of this folder with JSON as its argument. */
export function startProgram(
  program: string,
  input: unknown,
  stdio: StdioOptions,
  { pinned = true, signal }: StartOptions,
): ChildProcess {
  const file = fileURLToPath(new URL(program, import.meta.url));
  const node = ['--expose-gc', '--disable-warning=ExperimentalWarning', file, JSON.stringify(input)];
  const killed = { stdio, signal, killSignal: 'SIGKILL' } as const;
  if (!pinned || cpu === undefined) return spawn(process.execPath, node, killed);
  const pin = pinnedTo(cpu);
  return spawn(pin.program, [...pin.words, process.execPath, ...node], killed);
}

/** Runs a program of this folder with JSON in and JSON out. */
export function runProgram<T>(program: string, input: unknown, options: StartOptions): Promise<T> {
  return new Promise((resolve, reject) => {
    const child = startProgram(program, input, ['ignore', 'pipe', 'inherit'], options);
    let text = '';
    child.stdout!.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code, by) => {
      if (code === 0) resolve(JSON.parse(text) as T);
      else reject(new Error(`${program} ended with ${code ?? by}: ${text}`));
    });
  });
}

function cpuIfAny(): number | undefined {
  try {
    return cpuToPinTo();
  } catch {
    return undefined;
  }
}
