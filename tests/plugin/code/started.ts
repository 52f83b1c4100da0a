/** A run of Vitest that a test may interrupt or kill, and what it leaves. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { GitProject } from './git-project.ts';

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<unknown>;
  /** The folder for temporary files that it has for itself. */
  readonly temporary: string;
  /** What it printed so far. */
  text(): string;
}

const vitest = fileURLToPath(new URL('../../../node_modules/vitest/vitest.mjs', import.meta.url));

/** Starts `vitest bench` against a revision, as the leader of a group of processes, like a shell does. */
export function startBench(project: GitProject, revision: string, mode: '--run' | '--watch' = '--run'): Started {
  const temporary = join(project.root, 'node_modules', 'tmp');
  mkdirSync(temporary, { recursive: true });
  const child = spawn(process.execPath, [vitest, 'bench', mode], {
    cwd: project.root,
    detached: true,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      NO_COLOR: '1',
      TMPDIR: temporary,
      GIT_CONFIG_GLOBAL: devNull,
      BENCHGATE_COMPARE: revision,
      NOTES: join(project.root, 'notes.jsonl'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { child, ended: once(child, 'close'), temporary, text: () => text };
}

/** The processes whose current folder is the project's, by their number: on Linux only. */
export function processesOf(project: GitProject): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
    try {
      if (readlinkSync(`/proc/${name}/cwd`) !== project.root) continue;
      const state = /^State:\s*(\w)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1];
      if (state === 'Z') continue;
      found.set(Number(name), readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' '));
    } catch {
      // It has ended meanwhile, or belongs to someone else.
    }
  }
  return found;
}

/** Waits until something holds, and fails in its words when it never does. */
export async function until(what: string, holds: () => boolean, milliseconds = 20_000): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`It took too long until ${what}.`);
    await delay(50);
  }
}
