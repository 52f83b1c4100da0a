/** What `benchgate doctor --noise` says of the benchmarks of a run. */
import type { NoiseReport, Remedy } from '../../src/gate/noise.ts';
import { renderTable } from '../../src/model/table.ts';
import { formatNumber } from '../../src/model/units.ts';
import type { MeasuredResult } from '../meta.ts';
import type { CollectedFile } from './collect-run.ts';

const remedies: Readonly<Record<Remedy, string>> = {
  none: '',
  'warm-up': 'warm it up: its level still moves while it is measured; do the first calls in a beforeAll hook',
  pin: 'pin it to one CPU: bench.gate({ pin: true }), where it runs in one thread or goes back and forth between two',
  budget: 'give it more time, or a larger smallestSlowdown: bench.gate({ budget, smallestSlowdown })',
  'cannot be gated': 'cannot be gated on this machine: what it varies by is larger than any slowdown to catch',
};

export function renderNoise(files: readonly CollectedFile[]): string {
  const results = files.flatMap((file) => file.tests).flatMap((test) => test.results);
  const reports = results.flatMap(({ key, noise: report }) => (report === undefined ? [] : [{ key, report }]));
  const others = results.filter(({ noise }) => noise === undefined).map(whyNot);
  if (reports.length === 0) return ['benchgate: nothing was measured whose noise could be seen.', ...others].join('\n');
  const table = renderTable({
    columns: [
      { title: 'benchmark' },
      { title: 'processes', align: 'right' },
      { title: 'spread', align: 'right' },
      { title: 'to catch', align: 'right' },
      { title: 'false failures', align: 'right' },
      { title: 'same', align: 'right' },
      { title: 'catches', align: 'right' },
      { title: 'time', align: 'right' },
      { title: 'remedy' },
    ],
    rows: reports.map(({ key, report }) => row(key, report)),
  });
  return [
    'The noise of this machine: the same code on both sides.',
    table,
    [
      'spread: what processes differ by; false failures, same: of unchanged code, in simulated runs at the slowdown to catch;',
      'catches: the smallest slowdown that nine of ten runs find while unchanged code passes as often; time: of unchanged code.',
    ].join('\n'),
    ...remedyLines(reports),
    ...(others.length === 0 ? [] : [others.join('\n')]),
  ].join('\n\n');
}

/** Of what the user measured there are only the figures. */
function whyNot({ key, comparisons }: MeasuredResult): string {
  return `not measured: ${key}: ${comparisons[0]?.reason ?? 'it comes from code of your own, which cannot be repeated'}`;
}

function row(
  key: string,
  { processes, spread, margin, falseFailures, same, smallest, seconds, remedy }: NoiseReport,
): string[] {
  return [
    key,
    String(processes),
    percent(spread),
    `+${percent(margin)}`,
    percent(falseFailures),
    percent(same),
    smallest === undefined ? 'nothing' : `+${percent(smallest)}`,
    `${formatNumber(Math.round(seconds * 10) / 10)} s`,
    remedy === 'none' ? '' : remedy,
  ];
}

/** Each remedy once, however many benchmarks need it. */
function remedyLines(reports: readonly { readonly report: NoiseReport }[]): string[] {
  const needed = [...new Set(reports.map(({ report }) => report.remedy))].filter((remedy) => remedy !== 'none');
  return needed.length === 0 ? [] : [needed.map((remedy) => `${remedy}: ${remedies[remedy]}`).join('\n')];
}

function percent(fraction: number): string {
  return `${formatNumber(Math.round(fraction * 1000) / 10)} %`;
}
