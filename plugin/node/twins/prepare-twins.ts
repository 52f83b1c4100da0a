/** Before anything is measured: the baseline's code is checked out, and both sides of every bench file are bundled. */
import { mkdir, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestSpecification } from 'vitest/node';
import { diskFull, saysDiskFull } from '../../../src/base-tree/failure.ts';
import { type BaseTree, openBaseTree } from '../../../src/base-tree/open.ts';
import { GateError } from '../../../src/model/errors.ts';
import { benchFileName } from '../../bench-file.ts';
import { projectName } from '../../compat.ts';
import { manifestName, type PreparedSide, type TwinManifest } from '../../twins-manifest.ts';
import { type BaseCommits, baseCommitsOf } from './base-commits.ts';
import { engineFile } from '../own-files.ts';
import { bundleSide } from './bundle-side.ts';
import { describeBuildFailure } from './build-failure.ts';
import { existsIn } from './exists-in.ts';
import { externalsOf } from './externals.ts';
import { openTwinFolder } from './twin-folder.ts';
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
  /** How many results a baseline has of the files: what the run will judge, where that is known. */
  readonly results: number;
  /** The commits that are compared with. */
  readonly commits: readonly string[];
}

/**
 * @throws GateError when the code of the base cannot be had: no git, no such commit, a shallow clone, dependencies that cannot
 *   be installed
 */
export async function prepareTwins(request: TwinRequest): Promise<PreparedTwins> {
  const files = await Promise.all(request.specifications.map((specification) => planFile(specification, request)));
  for (const remark of new Set(files.flatMap(({ base }) => base.remarks))) request.say(remark);
  const trees = await openTrees(request.self ? [] : [...new Set(files.flatMap(commitsOf))], request);
  const folder = openTwinFolder();
  let results = 0;
  for (const planned of files) {
    const file = request.self ? planned : withTrees(planned, trees);
    await prepareFile(file, { folder, trees, revision: request.revision, self: request.self });
    results += file.base.repeatable.filter((key) => isSelected(key, file)).length;
  }
  return { folder, results, commits: [...trees.keys()] };
}

type Trees = ReadonlyMap<string, BaseTree>;

/** What cannot be had of one commit takes nothing from the others. @throws GateError when none can be had */
async function openTrees(commits: readonly string[], { root, say }: TwinRequest): Promise<Trees> {
  const trees = new Map<string, BaseTree>();
  const failures = new Map<string, GateError>();
  for (const commit of commits) {
    try {
      trees.set(commit, await openBaseTree({ root, revision: commit, onProgress: say }));
    } catch (error) {
      if (!(error instanceof GateError)) throw error;
      failures.set(commit, error);
    }
  }
  const [first] = failures.values();
  if (trees.size === 0 && first !== undefined) throw first;
  for (const [commit, { message }] of failures) {
    say(`the results saved at ${commit.slice(0, 7)} are judged by their numbers: ${message}`);
  }
  return trees;
}

/** Without the results whose commit could not be had. */
function withTrees(file: PlannedFile, trees: Trees): PlannedFile {
  if (file.revision !== undefined) return file;
  const { commits, repeatable, remarks } = file.base;
  const has = (key: string): boolean => trees.has(commits[key]!);
  const kept = Object.fromEntries(Object.entries(commits).filter(([key]) => has(key)));
  return { ...file, base: { commits: kept, repeatable: repeatable.filter(has), remarks } };
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
): Promise<PlannedFile> {
  const benchFile = benchFileName(root, specification.moduleId);
  const base =
    revision === undefined && !self
      ? await baseCommitsOf(root, { dir, baseline, benchFile })
      : { commits: {}, repeatable: [], remarks: [] };
  return { specification, benchFile, base, revision };
}

function commitsOf({ base, revision }: PlannedFile): string[] {
  return revision === undefined ? Object.values(base.commits) : [revision];
}

/** Whether the run's `-t` leaves the result's test in: Vitest matches the names of suites and test with spaces between them. */
function isSelected(key: string, { specification }: PlannedFile): boolean {
  const { testNamePattern } = specification.project.config;
  const names = key.replace(/^\[[^\]]*\] /, '').split(' > ');
  return testNamePattern === undefined || testNamePattern.test(names.slice(0, -1).join(' '));
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
    const mapping = trees.get(commit);
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
