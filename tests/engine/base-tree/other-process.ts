/** Starts other processes that open trees. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { BaseTree } from '../../../src/base-tree/open.ts';

interface Message {
  readonly line?: string;
  readonly tree?: BaseTree;
}

/** A process which opens a tree. */
export interface OtherProcess {
  readonly child: ChildProcess;
  /** The tree, once it is open; undefined when the process ended without one. */
  readonly tree: Promise<BaseTree | undefined>;
  /** What it said meanwhile. */
  readonly lines: readonly string[];
  readonly ended: Promise<unknown>;
}

/** @param words root, revision, cache, and how, as `fixtures/open.ts` takes them */
export function openElsewhere(...words: readonly string[]): OtherProcess {
  const child = fork(path.join(import.meta.dirname, 'fixtures', 'open.ts'), words, { execArgv: [] });
  const lines: string[] = [];
  const ended = once(child, 'exit');
  const opened = new Promise<BaseTree>((resolve) => {
    child.on('message', ({ line, tree }: Message) => {
      if (line !== undefined) lines.push(line);
      if (tree !== undefined) resolve(tree);
    });
  });
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await ended;
  });
  return { child, tree: Promise.race([opened, ended.then(() => undefined)]), lines, ended };
}
