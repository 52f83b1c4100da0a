/**
 * The end of a run: tables of what was measured, verdicts, what was saved, and the last line. What reads and writes
 * baselines is loaded only in a run that compares or saves.
 */
import type { TestModule, TestRunEndReason, Vitest } from 'vitest/node';
import { summarizeVerdicts, summaryLine, verdictOf } from '../../src/baseline/summary.ts';
import { GateError } from '../../src/model/errors.ts';
import type { Comparison } from '../../src/model/verdict.ts';
import { renderComparisons } from '../../src/reports/comparison-table.ts';
import { byNumbersBecause } from '../by-numbers.ts';
import { collectRun, type CollectedFile } from './collect-run.ts';
import { renderTests } from './render-tests.ts';
import { renderNoise } from './render-noise.ts';
import type { RunSettings } from './reporter.ts';
import { chooseRunFiles, writeRunFiles } from './run-files.ts';
import type { Saved } from './save-baseline.ts';

/** What to print, and whether the run fails beyond its tests. */
export interface Closed {
  readonly text: string;
  readonly failed: boolean;
}

/** The comparisons of one result, under its full name. */
type Judged = readonly Comparison[];

/**
 * Says and writes what is left at the end of a run. Nothing when no benchmark took part in it.
 *
 * @param colors whether the text may carry the terminal's
 */
export async function closeRun(
  modules: readonly TestModule[],
  vitest: Vitest,
  settings: RunSettings,
  { reason, colors }: { readonly reason: TestRunEndReason; readonly colors: boolean },
): Promise<Closed> {
  const { root } = vitest.config;
  const files = collectRun(modules, root);
  if (files.length === 0) return { text: '', failed: false };
  const tests = files.flatMap((file) => file.tests);
  const sections: string[] = [renderTests(files, { colors })];
  let failed = false;
  let removed: readonly Judged[] = [];
  try {
    const measured = tests.flatMap((test) => test.results).map(({ key, comparisons }) => named(key, comparisons));
    removed = await removedFrom(files, root, settings);
    const compared = [...measured, ...removed];
    if (settings.noise === null) sections.push(renderDeviations(compared, colors));

    const { save } = settings.choice;
    if (save !== undefined && vitest.config.shard !== undefined) {
      // A shard has seen a part of the tests only.
      sections.push('benchgate: a shard saves nothing; the run with --merge-reports does.');
    } else if (save !== undefined && reason !== 'interrupted' && measured.length > 0) {
      const { saveBaseline } = await import('./save-baseline.ts');
      sections.push(renderSaved(await saveBaseline(files, { root, dir: settings.dir, name: save })));
    }

    if (settings.noise !== null) sections.push(renderNoise(files));
    else if (measured.length > 0) sections.push(lastLine(compared, measured.length, settings));
    else if (tests.every((test) => !test.failed) && reason !== 'interrupted') {
      failed = !vitest.config.passWithNoTests;
      const why = failed ? ' A benchmark run without a result fails, unless it has --passWithNoTests.' : '';
      sections.push(`benchgate: nothing was measured.${why}`);
    }
    if (settings.options.removed === 'fail' && removed.length > 0 && save === undefined) failed = true;
  } catch (error) {
    if (!(error instanceof GateError)) throw error;
    sections.push(`benchgate: ${error.message}`);
    failed = true;
  }
  const notes = await writeRunFiles(
    {
      files,
      removed,
      settings,
      root,
      outcome: failed && reason === 'passed' ? 'failed' : reason,
      twins: vitest.getProvidedContext().benchgate.twins?.folder,
    },
    chooseRunFiles(process.env, settings.options.outputFile, root),
  );
  // The last line stays the last.
  sections.splice(-1, 0, notes.join('\n'));
  return { text: sections.filter((section) => section !== '').join('\n\n'), failed };
}

async function removedFrom(
  files: readonly CollectedFile[],
  root: string,
  { choice, dir, options }: RunSettings,
): Promise<Judged[]> {
  // Of a revision nobody knows what it measured.
  if (choice.compare === undefined || choice.revision !== undefined || options.removed === 'pass') return [];
  const { findRemoved } = await import('./find-removed.ts');
  return findRemoved(files, { root, dir, baseline: choice.compare });
}

/** In a table of many tests the name within the test is not enough. */
function named(key: string, comparisons: readonly Comparison[]): Judged {
  return comparisons.map((one) => ({ ...one, result: key }));
}

/** How many figures of a result are shown that could not be judged: the others say the same. */
const shownWithoutVerdict = 2;

/** Results that are not the same as a whole, and of them the figures that make them so. New ones are counted in the last line. */
function renderDeviations(compared: readonly Judged[], colors: boolean): string {
  const told: Comparison[] = [];
  let left = 0;
  for (const comparisons of compared) {
    const verdict = verdictOf(comparisons);
    if (verdict !== 'slower' && verdict !== 'faster' && verdict !== 'inconclusive') continue;
    const figures = comparisons.filter((one) => one.verdict === verdict);
    const shown = verdict === 'inconclusive' ? shownWithoutVerdict : figures.length;
    told.push(...figures.slice(0, shown));
    left += Math.max(0, figures.length - shown);
  }
  const sections = [
    ...(told.length === 0 ? [] : [renderComparisons(told, { colors })]),
    ...(left === 0 ? [] : [`and ${left} more figures of these results that could not be judged either`]),
    ...renderByNumbers(compared),
    ...renderUncompared(compared, 'not comparable'),
    ...renderUncompared(compared, 'removed'),
  ];
  return sections.length === 0 ? '' : `Against the baseline:\n\n${sections.join('\n\n')}`;
}

/** Results that passed by a rule which sees large changes only: a pass of that kind has to be seen. */
function renderByNumbers(compared: readonly Judged[]): string[] {
  return renderReasons(compared, (comparisons) => {
    const found = comparisons.find(({ reason }) => reason?.startsWith(byNumbersBecause));
    return found === undefined ? undefined : { ...found, reason: found.reason! };
  });
}

/** Results without any comparison: on another machine that is all of them. */
function renderUncompared(compared: readonly Judged[], verdict: 'not comparable' | 'removed'): string[] {
  const lines = renderReasons(compared, (comparisons) => {
    const found = verdictOf(comparisons) === verdict ? comparisons.find((one) => one.verdict === verdict) : undefined;
    if (found === undefined) return undefined;
    return { ...found, reason: found.reason ?? 'the baseline has it, and it is measured no more' };
  });
  return lines.map((line) => `${verdict}: ${line}`);
}

/** How many results a reason names. */
const shownNames = 3;

/** A line for each reason, with the results that have it. @param pick the comparison that tells, undefined where there is none */
function renderReasons(
  compared: readonly Judged[],
  pick: (comparisons: Judged) => { readonly result: string; readonly reason: string } | undefined,
): string[] {
  const told = compared.flatMap((comparisons) => pick(comparisons) ?? []);
  return [...Map.groupBy(told, ({ reason }) => reason)].map(([reason, results]) => {
    const shown = results.slice(0, shownNames).map(({ result }) => result);
    const more = results.length > shownNames ? [`and ${results.length - shownNames} more`] : [];
    const amount = `${results.length} ${results.length === 1 ? 'result' : 'results'}`;
    return `${amount} (${[...shown, ...more].join('; ')}): ${reason}`;
  });
}

function renderSaved({ name, results, changedFiles, files, incomplete }: Saved): string {
  const kept = files - changedFiles;
  const lines = [
    `benchgate: saved ${results} ${results === 1 ? 'result' : 'results'} as baseline "${name}"` +
      ` (${changedFiles} ${changedFiles === 1 ? 'file' : 'files'} written${kept > 0 ? `, ${kept} unchanged within their noise` : ''})`,
  ];
  if (incomplete.length > 0) lines.push(`not saved, because the test failed: ${incomplete.join('; ')}`);
  return lines.join('\n');
}

function lastLine(compared: readonly Judged[], measured: number, { choice }: RunSettings): string {
  if (choice.compare === undefined) {
    const advice = choice.save === undefined ? ' Save one with: vitest bench -u' : '';
    return `benchgate: ${measured} ${measured === 1 ? 'result' : 'results'} measured, no baseline to compare with.${advice}`;
  }
  const what = choice.revision === undefined ? `baseline "${choice.compare}"` : choice.compare;
  return `benchgate: ${what}: ${summaryLine(summarizeVerdicts(compared))}`;
}
