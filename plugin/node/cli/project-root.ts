/** Where a project's package manager looks for its settings, and which package manager it is. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { GateError } from '../../../src/model/errors.ts';

/** The package managers that benchgate knows by name. */
export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'bun';

/** A project as its package manager sees it. */
export interface ProjectRoot {
  /** The folder with the settings: the workspace's root for a package of a workspace. */
  readonly folder: string;
  readonly manager: PackageManager;
}

const lockFiles: readonly (readonly [string, PackageManager])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['pnpm-workspace.yaml', 'pnpm'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
];

/**
 * Finds the project of a folder: the package it lies in or, when that has no lock file of its own, the workspace above.
 *
 * @throws GateError `UNSUPPORTED` when there is no package.json
 */
export function findProjectRoot(from: string, userAgent: string | undefined): ProjectRoot {
  const folders = ancestors(from);
  const nearest = folders.find((folder) => existsSync(join(folder, 'package.json')));
  if (nearest === undefined) {
    throw new GateError({
      code: 'UNSUPPORTED',
      message: `There is no package.json in ${from} nor in any folder above it.`,
      fix: 'Run this inside of your project, or make one with: npm init',
    });
  }
  const above = folders.slice(folders.indexOf(nearest) + 1);
  const folder = lockFile(nearest) === undefined ? (above.find(isWorkspace) ?? nearest) : nearest;
  return { folder, manager: declaredManager(folder) ?? lockFile(folder) ?? agentManager(userAgent) ?? 'npm' };
}

function ancestors(from: string): string[] {
  const folder = resolve(from);
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}

function isWorkspace(folder: string): boolean {
  return existsSync(join(folder, 'pnpm-workspace.yaml')) || readPackage(folder)?.['workspaces'] !== undefined;
}

function lockFile(folder: string): PackageManager | undefined {
  return lockFiles.find(([name]) => existsSync(join(folder, name)))?.[1];
}

function declaredManager(folder: string): PackageManager | undefined {
  const declared = readPackage(folder)?.['packageManager'];
  return typeof declared === 'string' ? managerNamed(declared.split('@')[0]) : undefined;
}

function agentManager(userAgent: string | undefined): PackageManager | undefined {
  return managerNamed(userAgent?.split('/')[0]);
}

function managerNamed(name: string | undefined): PackageManager | undefined {
  return lockFiles.find(([, manager]) => manager === name)?.[1];
}

function readPackage(folder: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Readonly<Record<string, unknown>>;
  } catch {
    // Not there, or not JSON: then it tells nothing; the package manager itself will complain.
    return undefined;
  }
}
