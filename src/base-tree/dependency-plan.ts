/** Where the dependencies of a base come from: the user's folders when both trees need the same packages, else installed. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { git } from './git.ts';
import { dependenciesOf, readManifest } from './manifest.ts';
import { type InstallCommand, findLockFile, installCommand, upwards } from './package-manager.ts';
import type { TreePair } from './submodules.ts';

/** What is to be done. Folders are from the top, with `/`; the top itself is empty. */
export interface DependencyPlan {
  /** The folder of the lock file that governs the root, else of its package.json. */
  readonly project: string;
  readonly dependencies: 'linked' | 'installed' | 'none';
  /** What is run in the project's folder; only when `installed`. */
  readonly install?: InstallCommand;
  /** The `node_modules` folders that become links. */
  readonly links: readonly string[];
}

/**
 * Plans for a base whose files are checked out.
 *
 * @param inside the root's folder
 * @param packages the folders of the base's packages, from `listPackages`
 */
export function planDependencies(trees: TreePair, inside: string, packages: readonly string[]): DependencyPlan {
  const lockFile = findLockFile(trees.base, inside);
  const project = lockFile?.folder ?? unlockedProject(trees.base, inside);
  const equal = new Map<string, boolean>();
  const sameAround = (folder: string): boolean => {
    const governing = findLockFile(trees.base, folder)?.folder ?? unlockedProject(trees.base, folder);
    const known = equal.get(governing) ?? needSamePackages(trees, governing, packages);
    equal.set(governing, known);
    return known;
  };

  const folders = [...new Set([...upwards(inside), ...packages])];
  const present = folders.filter((folder) => isFolder(path.join(trees.head, folder, 'node_modules')));
  const own = present.filter((folder) => upwards(inside).includes(folder) || isWithin(project, folder));
  if (own.length === 0) return { project, dependencies: 'none', links: [] };

  const links = present.filter(sameAround).map((folder) => (folder === '' ? 'node_modules' : `${folder}/node_modules`));
  if (sameAround(inside) || readManifest(path.join(trees.base, project)) === undefined) {
    return { project, dependencies: links.length === 0 ? 'none' : 'linked', links };
  }
  const install = installCommand(path.join(trees.base, project), lockFile?.name);
  return { project, dependencies: 'installed', install, links };
}

/** The folders of a tree that hold a package.json which git knows. @param submodules their folders, from the top */
export async function listPackages(
  top: string,
  submodules: readonly string[],
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const part of ['', ...submodules]) {
    const place = { cwd: path.join(top, part), signal };
    const files = (await git(place, 'ls-files', '-z', '--', ':(glob)**/package.json')).split('\0');
    const folders = files.filter((file) => file !== '').map((file) => path.posix.dirname(file));
    found.push(
      ...folders.map((folder) => path.posix.join(part, folder)).map((folder) => (folder === '.' ? '' : folder)),
    );
  }
  return found;
}

/** Without a lock file: the workspace around a folder, else the nearest package. */
function unlockedProject(top: string, folder: string): string {
  const around = upwards(folder);
  const workspace = around.findLast((each) => {
    const at = path.join(top, each);
    return readManifest(at)?.['workspaces'] !== undefined || existsSync(path.join(at, 'pnpm-workspace.yaml'));
  });
  return workspace ?? around.find((each) => existsSync(path.join(top, each, 'package.json'))) ?? '';
}

/** Whether what is installed in the user's project is what the base's needs. */
function needSamePackages({ head, base }: TreePair, project: string, packages: readonly string[]): boolean {
  const lockFile = findLockFile(base, project);
  if (lockFile?.folder === project) {
    const file = path.join(project, lockFile.name);
    const own = findLockFile(head, project);
    return own?.folder === project && own.name === lockFile.name && textOf(head, file) === textOf(base, file);
  }
  // The base has no lock file, or none in git.
  return packages
    .filter((folder) => isWithin(project, folder) && findLockFile(base, folder) === undefined)
    .every((folder) => dependenciesOf(path.join(head, folder)) === dependenciesOf(path.join(base, folder)));
}

/** Whether a folder is another one, or inside of it; both from the top. */
function isWithin(outer: string, folder: string): boolean {
  return outer === '' || folder === outer || folder.startsWith(`${outer}/`);
}

/** A checkout may have other line ends. */
function textOf(top: string, file: string): string {
  return readFileSync(path.join(top, file), 'latin1').replaceAll('\r\n', '\n');
}

function isFolder(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
}
