/** What the scenarios measured. Plain `bench()` has Vitest's own table. */
import type { Result } from '../../src/model/result.ts';
import type { StressReportable } from '../../src/model/stress.ts';
import { renderOverview } from '../../src/reports/overview.ts';
import type { ReportOptions } from '../../src/reports/report.ts';
import { renderScaling } from '../../src/reports/scaling-table.ts';
import { renderStress } from '../../src/reports/stress-table.ts';
import { terminalReport } from '../../src/reports/terminal.ts';
import type { CollectedFile, CollectedTest } from './collect-run.ts';

/** What a test has to show. */
interface Shown {
  readonly key: string;
  /** Of what scaled and of what was under load: each fills a screen of its own. */
  readonly reports: readonly string[];
  /** The results that stand for themselves. */
  readonly results: readonly Result[];
}

/**
 * The reports of everything that scaled or was under load; a ranking for each test that measured several results besides, and one
 * table with a line for each other test; or everything of the only one, when there is only one.
 */
export function renderTests(files: readonly CollectedFile[], options: ReportOptions): string {
  const tests = files.flatMap((file) => file.tests).map((test) => shownOf(test, options));
  const measured = tests.filter(({ results }) => results.length > 0);
  const isOnly = measured.length === 1 && tests.every(({ reports }) => reports.length === 0);
  const ranked = measured.filter(({ results }) => isOnly || results.length > 1);
  const single = measured.filter((test) => !ranked.includes(test));
  return [
    ...tests.flatMap(({ key, reports }) => reports.map((report) => section(key, report))),
    ...ranked.map(({ key, results }) => section(key, terminalReport.render(results, options))),
    renderOverview(single.map(({ key, results: [result] }) => ({ label: key, result: result! }))),
  ]
    .filter((text) => text !== '')
    .join('\n\n');
}

function shownOf({ key, results, scalings }: CollectedTest, options: ReportOptions): Shown {
  const points = new Set<Result>(scalings.flatMap((report) => report.points));
  const alone = results.map(({ result }) => result).filter((one) => one.scenario !== 'bench' && !points.has(one));
  return {
    key,
    reports: [
      ...scalings.map((report) => renderScaling(report, options)),
      ...alone.filter(isStress).map((result) => renderStress(result)),
    ],
    results: alone.filter((result) => !isStress(result)),
  };
}

/** A result that somebody has made himself may have this name, and not what belongs to it. */
function isStress(result: Result): result is StressReportable {
  const parts = ['counts', 'faults', 'slices', 'stability', 'leak'] satisfies (keyof StressReportable)[];
  return result.scenario === 'stress' && parts.every((part) => part in result);
}

function section(title: string, text: string): string {
  return `${title}\n\n${text}`;
}
