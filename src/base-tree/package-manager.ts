/** Package managers: their lock files, and how each installs what one says. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readManifest } from './manifest.ts';

/** A package manager. */
export type Manager = 'npm' | 'pnpm' | 'yarn' | 'bun';

/** A program and its words. */
export interface InstallCommand {
  readonly manager: Manager;
  readonly words: readonly string[];
}

/** Whose lock file a name is. Where several lie side by side and `packageManager` names none of them, the first counts. */
const lockFiles: ReadonlyMap<string, Manager> = new Map([
  ['npm-shrinkwrap.json', 'npm'],
  ['package-lock.json', 'npm'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
]);

/** A lock file. */
export interface LockFile {
  /** Its folder, from the top; empty for the top itself. */
  readonly folder: string;
  readonly name: string;
}

/** The lock file that governs a folder: the nearest one from it up to the top. @param folder from the top */
export function findLockFile(top: string, folder: string): LockFile | undefined {
  for (const each of upwards(folder)) {
    const at = path.join(top, each);
    const names = [...lockFiles.keys()].filter((name) => existsSync(path.join(at, name)));
    const wanted = declaredManager(at)?.manager;
    const name = names.find((candidate) => lockFiles.get(candidate) === wanted) ?? names[0];
    if (name !== undefined) return { folder: each, name };
  }
  return undefined;
}

/** A folder and those around it up to the top, all from the top, with `/`. */
export function upwards(folder: string): string[] {
  const parts = folder === '' ? [] : folder.split('/');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('/')).concat('');
}

/**
 * How the dependencies of a project are installed: exactly what the lock file says, or, without one, what the package.json
 * allows today, and no lock file is written.
 *
 * @param project the folder of the lock file, else of the package.json; absolute
 */
export function installCommand(project: string, lockFile: string | undefined): InstallCommand {
  const declared = declaredManager(project);
  const manager = (lockFile === undefined ? declared?.manager : lockFiles.get(lockFile)) ?? 'npm';
  const locked = lockFile !== undefined;
  switch (manager) {
    case 'npm': {
      const how = locked ? ['ci'] : ['install', '--no-save', '--no-package-lock'];
      return { manager, words: [...how, '--ignore-scripts=false', '--no-audit', '--no-fund'] };
    }
    case 'pnpm': {
      // The workspace of the user's tree is around that of the base, when the cache lies inside of it.
      const alone = existsSync(path.join(project, 'pnpm-workspace.yaml')) ? [] : ['--ignore-workspace'];
      return { manager, words: ['install', locked ? '--frozen-lockfile' : '--no-lockfile', ...alone] };
    }
    case 'yarn': {
      const berry = isBerry(project, declared, lockFile);
      if (berry) return { manager, words: ['install', locked ? '--immutable' : '--no-immutable'] };
      return { manager, words: ['install', locked ? '--frozen-lockfile' : '--no-lockfile', '--non-interactive'] };
    }
    case 'bun':
      return { manager, words: ['install', locked ? '--frozen-lockfile' : '--no-save'] };
  }
}

interface DeclaredManager {
  readonly manager: Manager;
  readonly major: number;
}

/** The field `packageManager`, such as `pnpm@10.1.0`. */
function declaredManager(project: string): DeclaredManager | undefined {
  const text = readManifest(project)?.['packageManager'];
  const [, manager, major] = /^(npm|pnpm|yarn|bun)@(\d+)/.exec(typeof text === 'string' ? text : '') ?? [];
  return manager === undefined ? undefined : { manager: manager as Manager, major: Number(major) };
}

/** Yarn from 2 on: its settings and lock files have another form. */
function isBerry(project: string, declared: DeclaredManager | undefined, lockFile: string | undefined): boolean {
  if (declared?.manager === 'yarn') return declared.major >= 2;
  if (existsSync(path.join(project, '.yarnrc.yml'))) return true;
  return lockFile !== undefined && readFileSync(path.join(project, lockFile), 'utf8').includes('\n__metadata:');
}
