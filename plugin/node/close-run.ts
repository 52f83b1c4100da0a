/** The end of a run: tables of what was measured, verdicts, what was saved, and the last line. */
import type { TestModule, TestRunEndReason, Vitest } from 'vitest/node';
import { GateError, renderComparisons, summarizeVerdicts, summaryLine, type Comparison } from '../../src/index.ts';
import { collectRun, type CollectedFile } from './collect-run.ts';
import { findRemoved } from './find-removed.ts';
import { renderTests } from './render-tests.ts';
import type { RunSettings } from './reporter.ts';
import { saveBaseline, type Saved } from './save-baseline.ts';

/** What to print, and whether the run fails beyond its tests. */
export interface Closed {
  readonly text: string;
  readonly failed: boolean;
}

/** Says and writes what is left at the end of a run. Nothing when no benchmark took part in it. */
export async function closeRun(
  modules: readonly TestModule[],
  vitest: Vitest,
  settings: RunSettings,
  reason: TestRunEndReason,
): Promise<Closed> {
  const files = collectRun(modules, vitest.config.root);
  if (files.length === 0) return { text: '', failed: false };
  const sections: string[] = [renderTests(files)];
  try {
    const results = files.flatMap(({ tests }) => tests.flatMap((test) => test.results));
    const removed = await removedFrom(files, vitest.config.root, settings);
    const compared: (readonly Comparison[])[] = [...results.map(({ comparisons }) => comparisons), ...removed];
    sections.push(renderDeviations(compared.flat()));

    const { save } = settings.choice;
    // A shard has seen a part of the tests only; the run that merges the shards' reports writes.
    const saves = save !== undefined && reason !== 'interrupted' && vitest.config.shard === undefined;
    if (saves && results.length > 0) {
      sections.push(renderSaved(await saveBaseline(files, { root: vitest.config.root, dir: settings.dir, name: save })));
    }

    const nothing = results.length === 0 && reason !== 'interrupted' && vitest.config.passWithNoTests !== true;
    if (nothing) sections.push('benchgate: nothing was measured. A benchmark run without a result fails.');
    else sections.push(lastLine(compared, results.length, settings));
    const lost = settings.options.removed === 'fail' && removed.length > 0 && save === undefined;
    return { text: sections.filter((section) => section !== '').join('\n\n'), failed: nothing || lost };
  } catch (error) {
    if (!(error instanceof GateError)) throw error;
    sections.push(`benchgate: ${error.message}`);
    return { text: sections.filter((section) => section !== '').join('\n\n'), failed: true };
  }
}

async function removedFrom(
  files: readonly CollectedFile[],
  root: string,
  { choice, dir, options }: RunSettings,
): Promise<(readonly Comparison[])[]> {
  if (choice.compare === undefined || options.removed === 'pass') return [];
  return findRemoved(files, { root, dir, baseline: choice.compare });
}

/** Everything that is not the same, worst first. New benchmarks are counted in the last line. */
function renderDeviations(comparisons: readonly Comparison[]): string {
  const told = comparisons.filter(({ verdict }) => verdict !== 'same' && verdict !== 'new');
  if (told.length === 0) return '';
  return `Against the baseline:\n\n${renderComparisons(told)}`;
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

function lastLine(compared: readonly (readonly Comparison[])[], measured: number, { choice }: RunSettings): string {
  if (choice.compare === undefined) {
    const advice = choice.save === undefined ? ' Save one with: vitest bench --save=baseline' : '';
    return `benchgate: ${measured} ${measured === 1 ? 'result' : 'results'} measured, no baseline to compare with.${advice}`;
  }
  return `benchgate: baseline "${choice.compare}": ${summaryLine(summarizeVerdicts(compared))}`;
}
