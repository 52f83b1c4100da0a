import { describe, expect, test } from 'vitest';
import { renderJobSummary } from '../../../src/reports/job-summary.ts';
import type { RunVerdicts } from '../../../src/reports/run-verdicts.ts';
import { commit, judged, runOf, slowerFigure } from './sample-run.ts';

const same = { verdict: 'same', base: 2e6, head: 2.01e6, change: 0.005, interval: [-0.01, 0.02] } as const;
const mebibyte = 1024 * 1024;
const render = (run: RunVerdicts, limit = mebibyte): string => renderJobSummary(run, { limit });

/** The cells of each row of all tables, without the titles. */
function rowsOf(summary: string): string[][] {
  const rows = summary.split('\n').filter((line) => line.startsWith('| ') && !/^\| (?:verdict|---) /.test(line));
  return rows.map((line) => line.slice(2, -2).split(' | '));
}

describe('the job summary', () => {
  test('counts, says what was compared where, and shows every figure of a change', () => {
    const summary = render(runOf([judged('list > sort'), judged('list > find', same)]));
    expect(summary).toMatch(/^\n## Benchmarks: 1 slower, 1 same\n\n/);
    expect(summary).toContain('**The run failed.** Compared with <code>main</code> (commit <code>0123456789</code>)');
    expect(summary).toContain(
      ', measured at <code>fedcba9876</code>. Measured on Some CPU, 4 cores, linux x64, Node 24.',
    );
    expect(rowsOf(summary)[0]).toEqual([
      '**slower**',
      '<code>list &#62; sort</code>',
      'latency',
      '2 ms',
      '4 ms',
      '+100 %',
      '[+80 %, +125 %]',
      '+5 %',
      '3 processes',
    ]);
  });

  test('folds what is the same, below what is not', () => {
    const summary = render(runOf([judged('a', same), judged('b'), judged('c', { verdict: 'faster', change: -0.5 })]));
    const [open, folded] = summary.split('<details><summary>');
    expect(rowsOf(open!).map(([verdict]) => verdict)).toEqual(['**slower**', 'faster']);
    expect(folded).toMatch(/^1 result is the same; all 1 figures without a change<\/summary>\n\n\| verdict /);
    expect(rowsOf(folded!).map(([verdict]) => verdict)).toEqual(['same']);
    expect(folded).toMatch(/\n\n<\/details>\n\n$/);
  });

  test('an inconclusive figure is open only where it leaves its result without a verdict', () => {
    const noisy = { ...slowerFigure, metric: 'heap', verdict: 'inconclusive' } as const;
    const aside = { ...judged('a', same), comparisons: [{ ...slowerFigure, ...same }, noisy] };
    const [open, folded] = render(runOf([aside, judged('b', { ...noisy, metric: 'latency' })])).split('<details>');
    expect(rowsOf(open!)).toHaveLength(1);
    expect(rowsOf(open!)[0]!.slice(0, 3)).toEqual(['inconclusive', '<code>b</code>', 'latency']);
    expect(rowsOf(folded!).map(([, , metric]) => metric)).toEqual(['heap', 'latency']);
  });

  test('gives the reason of whatever was not judged, once for all that have it', () => {
    const reason = 'allowed cores: 2, then 4';
    const others = Array.from({ length: 25 }, (_, at) => judged(`n${at}`, { verdict: 'not comparable', reason }));
    const uncompared = { ...judged('none'), verdict: null, comparisons: [] };
    const summary = render(
      runOf([
        ...others,
        judged('i', { verdict: 'inconclusive' }),
        judged('fresh', { verdict: 'new' }),
        judged('gone', { verdict: 'removed' }),
        uncompared,
      ]),
    );
    expect(summary).toContain('## Benchmarks: 1 inconclusive, 25 not comparable, 1 removed, 1 new, 1 not compared\n');
    const list = summary.split('### Not judged\n\n')[1]!.trim().split('\n');
    expect(list).toEqual([
      '- **inconclusive**: too noisy for a verdict: <code>i</code>',
      expect.stringMatching(
        /^- \*\*not comparable\*\*: allowed cores: 2, then 4: <code>n0<\/code>, .*n19<\/code> and 5 more$/,
      ),
      '- **not compared**: no figure of it was compared: <code>none</code>',
      '- **removed**: the baseline has it, and it is measured no more: <code>gone</code>',
      '- **new**: the base does not have it: <code>fresh</code>',
    ]);
  });

  test('names tests that failed without a result, and a run that was interrupted', () => {
    const summary = render(runOf([], { outcome: 'interrupted', unmeasured: ['a.bench.ts > x|y'] }));
    expect(summary).toContain('## Benchmarks: nothing was compared');
    expect(summary).toContain('was interrupted');
    expect(summary).toContain('### Failed without a result\n\n- <code>a.bench.ts &#62; x&#124;y</code>\n');
  });

  test('names a baseline with its commits, and a commit that was asked for once', () => {
    const commits = ['1', '2', '3', '4', '5'].map((digit) => digit.repeat(40));
    const baseline = render(runOf([], { comparedWith: { kind: 'baseline', name: 'baseline', commits } }));
    expect(baseline).toMatch(
      /the baseline <code>baseline<\/code> \(commits <code>1{10}<\/code>, .*3{10}<\/code> and 2 more\)/,
    );
    const asked = render(runOf([], { comparedWith: { kind: 'revision', name: commit, commits: [commit] } }));
    expect(asked).toContain('Compared with commit <code>0123456789</code>, measured at');
  });
});

describe('awkward names', () => {
  const awkward =
    'a | b `c` <img src=x onerror=alert(1)>\n\r| --- |\n# d **e** [f](javascript:g) \u001B[31m\u202Eh $i$ &amp; www.j.k';

  test('stay one cell of one row, and nothing of them is Markdown or HTML', () => {
    const summary = render(
      runOf([judged(awkward, { metric: awkward }), judged(`${awkward}2`, { verdict: 'new', reason: awkward })]),
    );
    expect(rowsOf(summary)).toHaveLength(1);
    const cells = rowsOf(summary)[0]!;
    expect(cells).toHaveLength(9);
    const bare = /[`*[\]{}|$\\]|(?<!&)#|&(?!#\d+;)|<(?!\/?code>)|\p{Cc}|\u202E|:\S|www\./u;
    expect(cells[1]).not.toMatch(bare);
    expect(cells[2]).not.toMatch(bare);
    expect(cells[2]).not.toMatch(/[<>]/);
    expect(
      summary
        .split('\n')
        .find((line) => line.startsWith('- '))!
        .replace('**new**', ''),
    ).not.toMatch(bare);
  });

  test('are cut where they are endless', () => {
    const cell = rowsOf(render(runOf([judged('😀'.repeat(100_000))])))[0]![1]!;
    expect(cell).toBe(`<code>${'😀'.repeat(199)}…</code>`);
  });
});

describe('the limit', () => {
  const many = runOf([
    ...Array.from({ length: 1000 }, (_, at) => judged(`slow ${at} é`, { change: 1 + at / 1000 })),
    ...Array.from({ length: 4000 }, (_, at) => judged(`same ${at} ${'x'.repeat(180)}`, same)),
  ]);

  test('is kept, in bytes; the worst rows stay, and the note counts the others', () => {
    const summary = render(many);
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(mebibyte);
    expect(Buffer.byteLength(summary)).toBeGreaterThan(mebibyte - 1000);
    const rows = rowsOf(summary);
    expect(rows[0]![1]).toBe('<code>slow 999 é</code>');
    expect(rows.filter(([verdict]) => verdict === '**slower**')).toHaveLength(1000);
    expect(summary).toContain(`**${5000 - rows.length} more lines are left out**: `);
    expect(summary).toMatch(/<\/details>\n\n\*\*\d+ more lines .*\n\n$/);
  });

  test.each([0, 100, 300, 700, 1000, 5000, 30_000])('of %i bytes is kept too', (limit) => {
    const fewer = runOf([...many.results.slice(0, 40), ...many.results.slice(-200)]);
    const summary = render(fewer, limit);
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(limit);
    expect(summary === '' || summary.includes('## Benchmarks: 40 slower, 200 same\n')).toBe(true);
    expect(summary.includes('<details>')).toBe(summary.includes('</details>'));
  });
});
