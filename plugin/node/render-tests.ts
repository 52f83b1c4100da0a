/** What the scenarios measured, test by test. Plain `bench()` has Vitest's own table. */
import type { ReportOptions } from '../../src/reports/report.ts';
import { terminalReport } from '../../src/reports/terminal.ts';
import type { CollectedFile } from './collect-run.ts';

/** A section for each test that measured with a scenario: a ranking of several results, or everything of one. */
export function renderTests(files: readonly CollectedFile[], options: ReportOptions): string {
  return files
    .flatMap((file) => file.tests)
    .map((test) => ({ key: test.key, results: test.results.map(({ result }) => result) }))
    .map(({ key, results }) => ({ key, results: results.filter(({ scenario }) => scenario !== 'bench') }))
    .filter(({ results }) => results.length > 0)
    .map(({ key, results }) => `${key}\n\n${terminalReport.render(results, options)}`)
    .join('\n\n');
}
