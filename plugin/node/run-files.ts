/**
 * The files that a run leaves for others to read: a summary for the page of the job in GitHub Actions, and the verdicts
 * as JSON. What cannot be written is said, and costs the run nothing.
 */
import { appendFile, mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { RunVerdicts } from '../../src/reports/run-verdicts.ts';
import type { EndedRun } from './describe-run.ts';
import { textOf } from './environment-text.ts';
import { readNoiseRun } from './noise-run.ts';

/** Where the files go. */
export interface RunFiles {
  /** `GITHUB_STEP_SUMMARY`; undefined outside of GitHub Actions. */
  readonly summary: string | undefined;
  /** `BENCHGATE_OUTPUT`, or the plugin's option `outputFile`; absolute. */
  readonly output: string | undefined;
}

/** @param root what a relative path of the JSON file begins at */
export function chooseRunFiles(
  env: Readonly<Record<string, string | undefined>>,
  option: string | undefined,
  root: string,
): RunFiles {
  // It compares nothing.
  if (readNoiseRun(env) !== null) return { summary: undefined, output: undefined };
  const output = textOf(env, 'BENCHGATE_OUTPUT') ?? option;
  return {
    summary: textOf(env, 'GITHUB_STEP_SUMMARY'),
    output: output === undefined ? undefined : resolve(root, output),
  };
}

/**
 * The summary is written by runs that compare; the JSON file by all, so that none is taken for that of a later run.
 *
 * @returns what could not be written, a line each
 */
export async function writeRunFiles(run: EndedRun, files: RunFiles): Promise<string[]> {
  const { output } = files;
  const summary = run.settings.choice.compare === undefined ? undefined : files.summary;
  if (summary === undefined && output === undefined) return [];
  const { describeRun } = await import('./describe-run.ts');
  const verdicts = await describeRun(run);
  return [
    ...(output === undefined ? [] : await attempt(output, 'The verdicts', () => writeVerdicts(output, verdicts))),
    ...(summary === undefined ? [] : await attempt(summary, 'The job summary', () => appendSummary(summary, verdicts))),
  ];
}

async function attempt(file: string, what: string, write: () => Promise<void>): Promise<string[]> {
  try {
    await write();
    return [];
  } catch (error) {
    return [`benchgate: ${what} cannot be written to ${file}: ${(error as Error).message}`];
  }
}

/** A reader sees the old file or the new one, whole. */
async function writeVerdicts(file: string, verdicts: RunVerdicts): Promise<void> {
  const [{ default: writeFileAtomic }, { renderVerdictsJson }] = await Promise.all([
    import('write-file-atomic'),
    import('../../src/reports/verdicts-json.ts'),
  ]);
  const there = await stat(file).catch(() => undefined);
  // A new file would take the place of a device or a pipe.
  if (there !== undefined && !there.isFile()) throw new Error('what is there is no file.');
  await mkdir(dirname(file), { recursive: true });
  await writeFileAtomic(file, renderVerdictsJson(verdicts));
}

/** GitHub's limit for the summary of a step, and what is left of it to Vitest's own and whoever else writes there later; in bytes. */
const stepLimit = 1024 * 1024;
const others = 64 * 1024;

async function appendSummary(file: string, verdicts: RunVerdicts): Promise<void> {
  const { renderJobSummary } = await import('../../src/reports/job-summary.ts');
  const size = await stat(file).then(
    (there) => there.size,
    () => 0,
  );
  const text = renderJobSummary(verdicts, { limit: stepLimit - others - size });
  if (text === '') throw new Error('what is there leaves no room below the limit of 1 MiB.');
  await appendFile(file, text);
}
