/** What the scenarios measured. Plain `bench()` has Vitest's own table. */
import type { ReportOptions } from '../../src/reports/report.ts';
import { renderOverview } from '../../src/reports/overview.ts';
import { terminalReport } from '../../src/reports/terminal.ts';
import type { CollectedFile } from './collect-run.ts';

/**
 * A ranking for each test that measured several results, and one table with a line for each other test; or everything of
 * the only one, when there is only one.
 */
export function renderTests(files: readonly CollectedFile[], options: ReportOptions): string {
  const tests = files
    .flatMap((file) => file.tests)
    .map(({ key, results }) => ({ key, results: results.map(({ result }) => result) }))
    .map(({ key, results }) => ({ key, results: results.filter(({ scenario }) => scenario !== 'bench') }))
    .filter(({ results }) => results.length > 0);
  const [only] = tests;
  if (tests.length === 1 && only !== undefined) return section(only.key, terminalReport.render(only.results, options));

  const ranked = tests.filter(({ results }) => results.length > 1);
  const single = tests.filter(({ results }) => results.length === 1);
  const overview = renderOverview(single.map(({ key, results: [result] }) => ({ label: key, result: result! })));
  return [...ranked.map(({ key, results }) => section(key, terminalReport.render(results, options))), overview]
    .filter((text) => text !== '')
    .join('\n\n');
}

function section(title: string, text: string): string {
  return `${title}\n\n${text}`;
}
