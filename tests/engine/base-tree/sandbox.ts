/** A git repository in a folder of its own, for one test. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished, vi } from 'vitest';

const run = promisify(execFile);

/** Files by path; folders are made. */
export type Files = Readonly<Record<string, string>>;

/** A work tree of the user. */
export interface Sandbox {
  /** Its top, a real path. */
  readonly top: string;
  /** An empty folder beside it, for caches. */
  readonly cache: string;
  /** The folder that holds both, which the test may fill. */
  readonly folder: string;
  readonly git: (...words: readonly string[]) => Promise<string>;
  readonly write: (files: Files) => Promise<void>;
  /** Commits everything. @returns the full SHA */
  readonly commit: (files: Files) => Promise<string>;
  readonly at: (...parts: readonly string[]) => string;
}

/** An empty repository on the branch main. The settings of whoever runs the tests do not count. */
export async function openSandbox(): Promise<Sandbox> {
  vi.stubEnv('GIT_CONFIG_GLOBAL', os.devNull);
  vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
  const folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'benchgate-base-tree-')));
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  const top = path.join(folder, 'project');
  await mkdir(path.join(folder, 'cache'));
  await initRepository(top);
  const write = (files: Files): Promise<void> => writeFiles(top, files);
  return {
    top,
    cache: path.join(folder, 'cache'),
    folder,
    git: (...words) => runGit(top, ...words),
    write,
    async commit(files) {
      await write(files);
      return commitAll(top);
    },
    at: (...parts) => path.join(top, ...parts),
  };
}

/** A repository on the branch main. */
export async function initRepository(top: string): Promise<void> {
  await mkdir(top, { recursive: true });
  await runGit(top, 'init', '--quiet', '--initial-branch=main');
}

/** Commits whatever is there. @returns the full SHA */
export async function commitAll(top: string): Promise<string> {
  await runGit(top, 'add', '--all');
  await runGit(top, 'commit', '--quiet', '--message=change');
  return runGit(top, 'rev-parse', 'HEAD');
}

/** @returns what git writes on stdout */
export async function runGit(cwd: string, ...words: readonly string[]): Promise<string> {
  const author = ['user.name=Test', 'user.email=test@example.invalid', 'protocol.file.allow=always'];
  return (await run('git', [...author.flatMap((each) => ['-c', each]), ...words], { cwd })).stdout.trimEnd();
}

/** Writes files below a folder. */
export async function writeFiles(top: string, files: Files): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(top, name)), { recursive: true });
    await writeFile(path.join(top, name), text);
  }
}
