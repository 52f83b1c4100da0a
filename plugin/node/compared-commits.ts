/** Which commit each result was compared with, for what other programs read. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { baselineFilePath } from '../../src/baseline/path.ts';
import { readBaselineFile } from '../../src/baseline/read.ts';
import { manifestName, type TwinManifest } from '../twins-manifest.ts';
import type { CollectedFile } from './collect-run.ts';
import type { RunSettings } from './reporter.ts';

/**
 * By the results' keys: the commit whose code was measured beside today's, else the one that the baseline's numbers were
 * saved at. Nothing where neither is known; it is not worth an error.
 *
 * @param folder of the manifests; undefined when saved numbers were compared
 */
export async function comparedCommits(
  files: readonly CollectedFile[],
  { choice, dir }: RunSettings,
  folder: string | undefined,
): Promise<ReadonlyMap<string, string>> {
  const commits = new Map<string, string>();
  for (const file of files) {
    const keys = file.tests.flatMap(({ results }) => results.map(({ key }) => key));
    if (choice.revision !== undefined) {
      for (const key of keys) commits.set(key, choice.revision);
      continue;
    }
    // What this run has just written says nothing of what it compared with.
    const stored = choice.compare === choice.save ? {} : await savedAt(dir, choice.compare, file.benchFile);
    const measured = folder === undefined ? {} : await measuredAt(folder, file);
    for (const key of keys) {
      const commit = measured[key] ?? stored[key];
      if (commit !== undefined) commits.set(key, commit);
    }
  }
  return commits;
}

type Commits = Readonly<Record<string, string>>;

async function measuredAt(folder: string, { project, benchFile }: CollectedFile): Promise<Commits> {
  try {
    const text = await readFile(join(folder, manifestName(project, benchFile)), 'utf8');
    const { commits, bases } = JSON.parse(text) as TwinManifest;
    const isMeasured = ([, commit]: readonly [string, string]): boolean => !('unavailable' in (bases[commit] ?? {}));
    return Object.fromEntries(Object.entries(commits).filter(isMeasured));
  } catch {
    // No result of the file has code to compare with.
    return {};
  }
}

async function savedAt(dir: string, baseline: string | undefined, benchFile: string): Promise<Commits> {
  if (baseline === undefined) return {};
  try {
    const results = (await readBaselineFile(baselineFilePath(dir, baseline, benchFile)))?.results ?? {};
    return Object.fromEntries(
      Object.entries(results).flatMap(([key, { commit }]) => (commit === null ? [] : [[key, commit]])),
    );
  } catch {
    // A file that cannot be understood has failed its tests, which say so.
    return {};
  }
}
