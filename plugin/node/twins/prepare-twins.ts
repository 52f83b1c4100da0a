/** Before anything is measured: the baseline's code is checked out, and both sides of every bench file are bundled. */
import { mkdir, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestSpecification } from 'vitest/node';
import { diskFull, saysDiskFull } from '../../../src/base-tree/failure.ts';
import { commitExists } from '../../../src/base-tree/revision.ts';
import { benchFileName } from '../../bench-file.ts';
import { projectName } from '../../compat.ts';
import { manifestName, type PreparedSide, type TwinManifest } from '../../twins-manifest.ts';
import { type BaseCommits, baseCommitsOf, type CommitExists } from './base-commits.ts';
import { engineFile } from '../own-files.ts';
import { bundleSide } from './bundle-side.ts';
import { describeBuildFailure } from './build-failure.ts';
import { existsIn } from './exists-in.ts';
import { externalsOf } from './externals.ts';
import { openTrees, type Trees } from './open-trees.ts';
import { isSelected } from './selected-results.ts';
import { closeTwinFolder, openTwinFolder } from './twin-folder.ts';
import type { TreeMapping } from './tree-mapping.ts';

/** What is to be prepared. */
export interface TwinRequest {
  /** Vitest's root. */
  readonly root: string;
  readonly specifications: readonly TestSpecification[];
  /** Folder of the baselines, and which of them is compared with. */
  readonly dir: string;
  readonly baseline: string;
  /** The commit to compare with, where no baseline but a revision is. */
  readonly revision: string | undefined;
  /** Today's code stands on both sides, to see the noise. */
  readonly self: boolean;
  readonly say: (line: string) => void;
}

/** What was prepared. */
export interface PreparedTwins {
  /** Folder of the manifests and modules. */
  readonly folder: string;
  /** How many results a baseline has that the run will judge by code; 0 where no baseline says so. */
  readonly results: number;
  /** The commits that are compared with. */
  readonly commits: readonly string[];
}

/**
 * @returns undefined when no result has code to compare with
 * @throws GateError when the code of the base cannot be had: no git, no such commit, a shallow clone, dependencies that cannot
 *   be installed
 */
export async function prepareTwins(request: TwinRequest): Promise<PreparedTwins | undefined> {
  const exists = memoize((sha) => commitExists(request.root, sha));
  const files = await Promise.all(request.specifications.map((one) => planFile(one, request, exists)));
  for (const remark of new Set(files.flatMap(({ base }) => base.remarks))) request.say(remark);
  const trees = await openTrees(request.self ? [] : [...new Set(files.flatMap(commitsOf))], request);
  if (trees.opened.size === 0 && !request.self) return undefined;
  const folder = openTwinFolder();
  try {
    for (const file of files) {
      await prepareFile(file, { folder, trees, revision: request.revision, self: request.self });
    }
  } catch (error) {
    closeTwinFolder(folder);
    throw error;
  }
  const measured = files
    .flatMap(({ base }) => Object.values(base.commits))
    .filter((commit) => trees.opened.has(commit));
  return { folder, results: measured.length, commits: [...trees.opened.keys()] };
}

function memoize(ask: CommitExists): CommitExists {
  const answers = new Map<string, Promise<boolean>>();
  return (sha) => {
    const answer = answers.get(sha) ?? ask(sha);
    answers.set(sha, answer);
    return answer;
  };
}

/** Stands for a commit where there is none: the code is that of today. */
const ownCode = 'today';

interface PlannedFile {
  readonly specification: TestSpecification;
  readonly benchFile: string;
  readonly base: BaseCommits;
  readonly revision: string | undefined;
}

async function planFile(
  specification: TestSpecification,
  { root, dir, baseline, revision, self }: TwinRequest,
  exists: CommitExists,
): Promise<PlannedFile> {
  const { config, serializedConfig } = specification.project;
  const benchFile = benchFileName(root, specification.moduleId);
  // In watch mode the keys "t" and "a" choose another one than the command line has.
  const pattern = specification.testNamePattern ?? serializedConfig.testNamePattern;
  const selection = { project: projectName(config), pattern };
  const place = { dir, baseline, benchFile, isSelected: (key: string) => isSelected(key, selection) };
  const base =
    revision === undefined && !self ? await baseCommitsOf(root, place, exists) : { commits: {}, remarks: [] };
  return { specification, benchFile, base, revision };
}

function commitsOf({ base, revision }: PlannedFile): string[] {
  return revision === undefined ? Object.values(base.commits) : [revision];
}

interface Prepared {
  readonly folder: string;
  readonly trees: Trees;
  readonly revision: string | undefined;
  readonly self: boolean;
}

async function prepareFile(file: PlannedFile, { folder, trees, revision, self }: Prepared): Promise<void> {
  const { project, moduleId } = file.specification;
  const name = manifestName(projectName(project.config), file.benchFile);
  const commits = self ? [ownCode] : [...new Set(commitsOf(file))];
  if (commits.length === 0) return;
  const setup = [project.config.setupFiles].flat();
  const entry = await realpath(moduleId);
  const environment = project.vite.environments['ssr'];
  const isExternal = externalsOf(project);
  const bundle = async (
    label: string,
    entries: readonly string[],
    mapping: TreeMapping | undefined,
  ): Promise<PreparedSide> => {
    const outDir = join(folder, `${name.replace('.json', '')}-${label}`);
    try {
      await mkdir(outDir);
      return { module: await bundleSide({ environment, isExternal, entries, engine: engineFile(), mapping, outDir }) };
    } catch (error) {
      const words = describeBuildFailure(error, project.config.root);
      if (saysDiskFull(words)) throw diskFull(outDir, error);
      return { error: words };
    }
  };

  const bases: Record<string, PreparedSide> = {};
  const own: Record<string, PreparedSide> = {};
  for (const commit of commits) {
    const unavailable = trees.unavailable.get(commit);
    if (unavailable !== undefined) {
      bases[commit] = { unavailable };
      continue;
    }
    const mapping = trees.opened.get(commit);
    bases[commit] = await bundle(`base-${commit.slice(0, 12)}`, [...setup, entry], mapping);
    if (revision === undefined || mapping === undefined) continue;
    const ownFile = existsIn(mapping, entry);
    own[commit] =
      ownFile === undefined
        ? { missing: true }
        : await bundle(`own-${commit.slice(0, 12)}`, [...setup, ownFile], mapping);
  }
  const manifest: TwinManifest = {
    head: await bundle('head', [...setup, entry], undefined),
    bases,
    own,
    commits: file.base.commits,
    commit: self ? ownCode : (revision ?? null),
    globals: project.config.globals,
  };
  await writeFile(join(folder, name), JSON.stringify(manifest)).catch((error: unknown) => {
    throw saysDiskFull(String(error)) ? diskFull(folder, error) : error;
  });
}
