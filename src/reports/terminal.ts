/** What a person sees at the end of a run: a ranking where there are several results of a scenario, and all doubts. */
import { styleText } from 'node:util';
import type { Result } from '../model/result.ts';
import { describeWork } from './describe-work.ts';
import { renderOverview } from './overview.ts';
import type { Report, ReportOptions } from './report.ts';
import { resultView } from './result-view.ts';
import { strategyTable } from './strategy-table.ts';

/** Rankings and single results, with their warnings. */
export const terminalReport: Report = {
  name: 'terminal',
  render(results, options = {}) {
    const scenarios = [...new Set(results.map(({ scenario }) => scenario))];
    return scenarios
      .map((name) => results.filter(({ scenario }) => scenario === name))
      .map((group) => renderGroup(group, options))
      .join('\n\n');
  },
};

function renderGroup(group: readonly Result[], options: ReportOptions): string {
  const [first] = group;
  if (first === undefined) return '';
  const title = group.length > 1 ? first.scenario : `${first.scenario} ${first.name}`;
  const work = describeWork(group);
  if (group.length > 1 && !group.some(({ metrics }) => metrics['throughput'] !== undefined)) {
    // Nothing to rank by.
    return `${title}: ${work}\n\n${renderOverview(group.map((result) => ({ label: result.name, result })))}`;
  }
  const table = (group.length > 1 ? strategyTable : resultView).render(group, options);
  const warnings = collectWarnings(group).map((text) => warn(text, options));
  return [
    work === '' ? title : `${title}: ${work}`,
    '',
    table,
    ...(warnings.length === 0 ? [] : ['', ...warnings]),
  ].join('\n');
}

/** Each warning once, with the names of the results it is about unless it is about all of them. */
function collectWarnings(group: readonly Result[]): string[] {
  const about = new Map<string, string[]>();
  for (const { name, warnings } of group) {
    for (const text of new Set(warnings)) about.set(text, [...(about.get(text) ?? []), name]);
  }
  return [...about].map(([text, names]) => (names.length === group.length ? text : `${names.join(', ')}: ${text}`));
}

function warn(text: string, { colors = false }: ReportOptions): string {
  return `${colors ? styleText('yellow', 'warning', { validateStream: false }) : 'warning'}: ${text}`;
}
