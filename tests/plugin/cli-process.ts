/** Child processes and scratch projects of the command-line tests. */
import { spawn } from 'node:child_process';
import { mkdtemp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

export const repository: string = resolve(import.meta.dirname, '../..');
const main: string = join(repository, 'plugin/node/cli/main.ts');

/** How a process ended and what it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How to run a process. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Ends the process by this signal as soon as it has written this on stderr. */
  readonly interruptAt?: { readonly text: string; readonly signal: NodeJS.Signals };
}

/** Runs `benchgate` from its source. */
export function benchgate(words: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return run(process.execPath, [main, ...words], options);
}

/** Runs a command in an environment that knows neither npm nor Vitest nor this run's NODE_OPTIONS. */
export function run(command: string, words: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const { promise, resolve: ended, reject } = Promise.withResolvers<Ended>();
  const child = spawn(command, words, {
    cwd: options.cwd ?? repository,
    env: { ...cleanEnvironment(), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    texts.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    const before = texts.stderr;
    texts.stderr += text;
    const at = options.interruptAt;
    if (at !== undefined && !before.includes(at.text) && texts.stderr.includes(at.text)) child.kill(at.signal);
  });
  child.on('error', reject);
  child.on('close', (code) => ended({ code, ...texts }));
  return promise;
}

function cleanEnvironment(): NodeJS.ProcessEnv {
  const clean = Object.entries(process.env).filter(
    ([name]) =>
      !/^(?:npm_|vitest|benchgate_|node_options$|node_env$|test$|force_color$|no_color$|dev$|prod$|mode$)/i.test(name),
  );
  return { ...Object.fromEntries(clean), PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}` };
}

/** A folder of its own with these files, and this repository's node_modules linked into it unless it has its own. */
export async function scratchProject(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'benchgate-cli-'));
  for (const [path, text] of Object.entries({ 'package.json': '{"private":true,"type":"module"}', ...files })) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const hasOwn = Object.keys(files).some((path) => path.startsWith('node_modules/'));
  if (!hasOwn) await symlink(join(repository, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}
