/** The baseline's code on disk: a work tree of a base commit beside the user's, with its dependencies. */
import path from 'node:path';
import { GateError } from '../model/errors.ts';
import { buildTree } from './build.ts';
import { openCacheFolder } from './cache-folder.ts';
import { asGateError } from './failure.ts';
import { gitAgrees } from './git.ts';
import { withFolderLock } from './lock.ts';
import type { FinishedTree, Opening } from './opening.ts';
import { pruneTrees, sweepCache } from './prune.ts';
import { type Repository, locateRepository } from './repository.ts';
import { reuseTree } from './reuse.ts';
import { resolveIn } from './revision.ts';
import { markUsed } from './tree-entry.ts';

/** Which tree is wanted. */
export interface BaseTreeRequest {
  /** Vitest's root, absolute; may be a sub-folder of the repository. */
  readonly root: string;
  /** A commit as git writes them: a SHA, a branch, a tag, `HEAD~1`. */
  readonly revision: string;
  /**
   * Where trees are kept, absolute. Default: `benchgate/trees` in the folder `.git` of the repository.
   */
  readonly cacheDir?: string | undefined;
  /** Full SHAs of all that is going to be opened together: of these no tree is removed. */
  readonly needed?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told what takes its time, in words for the user: `installing the dependencies of 1a2b3c4 (npm ci)`. */
  readonly onProgress?: ((line: string) => void) | undefined;
}

/** A base's tree, finished. All paths are real paths. */
export interface BaseTree {
  /** The full SHA. */
  readonly commit: string;
  /** The top of the user's work tree. */
  readonly headTop: string;
  /** The top of the base's tree. */
  readonly baseTop: string;
  /** What the requested root is in the base's tree. */
  readonly root: string;
  /**
   * `linked`: its `node_modules` are links to the user's, who needs the same packages. `installed`: by the package manager, as
   * its own lock file says. `none`: the user's tree has none either.
   */
  readonly dependencies: 'linked' | 'installed' | 'none';
}

/**
 * Checks out a commit beside the user's work tree, or finds the tree that an earlier run made of it. Of the user's
 * repository, it changes nothing but the list of work trees. A tree that was opened stays while this process lives, unless
 * this process itself opens more than three and does not say that it needs them together.
 *
 * @throws GateError `GIT_MISSING`, `GIT_TOO_OLD`, `NO_REPOSITORY`, `UNKNOWN_REVISION`, `SHALLOW_CLONE`,
 *   `ROOT_NOT_IN_BASE`, `PACKAGE_MANAGER_MISSING`, `INSTALL_FAILED`, `DISK_FULL`, `ABORTED`, and `BASE_TREE_FAILED` for
 *   whatever else git or the file system says
 */
export async function openBaseTree(request: BaseTreeRequest): Promise<BaseTree> {
  const { root, revision, cacheDir, signal } = request;
  const progress = request.onProgress ?? ((): void => undefined);
  let cache = cacheDir;
  try {
    const repository = await locateRepository(root, signal);
    const commit = await resolveIn(repository, revision, signal);
    await checkRoot(repository, commit, signal);
    cache = await openCacheFolder({ cwd: repository.top, signal }, cacheDir);
    const opening: Opening = { repository, commit, cache, signal, progress };
    const onWait = (): void => progress('waiting for another run that checks out a base');
    const { tree, record } = await withFolderLock(cache, { signal, onWait }, () =>
      openLocked(opening, request.needed ?? []),
    );
    return {
      commit,
      headTop: repository.top,
      baseTop: tree,
      root: path.join(tree, repository.inside),
      dependencies: record.dependencies,
    };
  } catch (error) {
    throw asGateError(error, cache ?? root, signal);
  }
}

async function openLocked(opening: Opening, needed: readonly string[]): Promise<FinishedTree> {
  const { repository, cache } = opening;
  await sweepCache(repository.top, cache);
  const entry = (await reuseTree(opening)) ?? (await buildTree(opening));
  await markUsed(entry.tree);
  await pruneTrees(cache, needed);
  return entry;
}

async function checkRoot({ top, inside }: Repository, commit: string, signal: AbortSignal | undefined): Promise<void> {
  if (inside === '' || (await gitAgrees({ cwd: top, signal }, 'cat-file', 'tree', `${commit}:${inside}`))) return;
  throw new GateError({
    code: 'ROOT_NOT_IN_BASE',
    message: `The base ${commit.slice(0, 7)} has no folder ${inside}, which is the root of this run.`,
    fix: 'Choose a newer base, which has this folder: there is nothing to compare with.',
  });
}
