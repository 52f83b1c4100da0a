/** The first line of a run: what it compares with, and how long it will take. */
import type { BaselineFile } from '../../src/baseline/file.ts';
import { baselineFilePath } from '../../src/baseline/path.ts';
import { benchFileName } from '../bench-file.ts';
import type { RunSettings } from './reporter.ts';

/** @param files the bench files that will run, absolute */
export async function renderOpening(files: readonly string[], root: string, settings: RunSettings): Promise<string> {
  const { compare, save, revision } = settings.choice;
  const unique = [...new Set(files)];
  const saving = save === undefined ? '' : `, saving baseline "${save}"`;
  const amount = `${unique.length} bench ${unique.length === 1 ? 'file' : 'files'}`;
  if (compare === undefined) return `benchgate: ${amount}, no baseline to compare with${saving}`;
  if (revision !== undefined)
    return `benchgate: ${amount}, comparing with ${compare} (${revision.slice(0, 7)})${saving}`;
  const names = unique.map((file) => benchFileName(root, file));
  const { known, problems } = await estimate(names, settings.dir, compare);
  const opening = `benchgate: ${amount}, comparing with baseline "${compare}"${saving}; ${known}`;
  return [opening, ...problems.map((problem) => `benchgate: ${problem}`)].join('\n');
}

interface Estimate {
  /** How long it took, in words. */
  readonly known: string;
  /** Files that cannot be understood: they fail the tests that need them, and are said before anything is measured. */
  readonly problems: readonly string[];
}

async function estimate(names: readonly string[], dir: string, baseline: string): Promise<Estimate> {
  let seconds = 0;
  let unknown = 0;
  const problems: string[] = [];
  for (const name of names) {
    const stored = await readIfSound(dir, baseline, name, problems);
    if (stored === undefined) unknown++;
    for (const result of Object.values(stored?.results ?? {})) seconds += result.seconds ?? 0;
  }
  const more =
    unknown === 0 ? '' : `, and as long as ${unknown === 1 ? 'a new file takes' : `${unknown} new files take`}`;
  return { known: `all of it took ${formatSeconds(seconds)} when it was saved${more}`, problems };
}

async function readIfSound(
  dir: string,
  baseline: string,
  benchFile: string,
  problems: string[],
): Promise<BaselineFile | undefined> {
  const { readBaselineFile } = await import('../../src/baseline/read.ts');
  try {
    return await readBaselineFile(baselineFilePath(dir, baseline, benchFile));
  } catch (error) {
    problems.push((error as Error).message);
    return undefined;
  }
}

function formatSeconds(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  return `${(seconds / 60).toFixed(1)} min`;
}
