/** Runs comparisons in a process of their own, pinned to one core where the system can pin. */
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Whether children are pinned, by `taskset` on Linux; said beside the figures. */
export const isPinned: boolean = spawnSync('taskset', ['--version']).status === 0;

/** Runs a program of this folder with JSON in and JSON out. */
export function runPinned<T>(
  program: string,
  input: unknown,
  { pinned = true }: { pinned?: boolean } = {},
): Promise<T> {
  const file = fileURLToPath(new URL(program, import.meta.url));
  const node = ['--expose-gc', '--disable-warning=ExperimentalWarning', file, JSON.stringify(input)];
  const [command, words] =
    pinned && isPinned ? ['taskset', ['--cpu-list', firstCore(), process.execPath, ...node]] : [process.execPath, node];
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(JSON.parse(text) as T);
      else reject(new Error(`${program} ended with code ${code}: ${text}`));
    });
  });
}

/** The first core that this process may use. */
function firstCore(): string {
  const { stdout } = spawnSync('taskset', ['--cpu-list', '--pid', String(process.pid)], { encoding: 'utf8' });
  return /(\d+)[^:]*$/.exec(stdout)?.[1] ?? '0';
}
