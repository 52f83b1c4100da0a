import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { type Comparison, verdicts } from '../../../src/model/verdict.ts';
import { renderComparisons, worstFirst } from '../../../src/reports/comparison-table.ts';

const slower: Comparison = {
  result: 'fifo',
  metric: 'latency',
  statistic: 'p99',
  unit: 'ns',
  better: 'lower',
  verdict: 'slower',
  base: 2e6,
  head: 4e6,
  change: 1,
  interval: [0.8, 1.25],
  smallest: 0.08,
  repetitions: { base: 10, head: 12 },
};

describe('the comparison table', () => {
  test('shows values, change, interval, what could have been seen, and the repetitions', () => {
    const cells = renderComparisons([slower])
      .split('\n')[2]!
      .split(/\s{2,}/);
    expect(cells).toEqual([
      'slower',
      'latency.p99',
      '2 ms',
      '→',
      '4 ms',
      '+100 %',
      '[+80 %, +125 %]',
      '+8 %',
      '10 / 12 runs',
    ]);
  });

  test('the smallest worsening of a throughput is a loss', () => {
    const throughput: Comparison = { ...slower, better: 'higher', unit: 'tasks/s', change: -0.5 };
    expect(renderComparisons([throughput])).toMatch(/-50 %.* -8 % /);
  });

  test('sorts worst first: by verdict, then by how much worse, in either direction', () => {
    const all = verdicts.map((verdict): Comparison => ({ ...slower, verdict }));
    expect(worstFirst(all.toReversed()).map(({ verdict }) => verdict)).toEqual(verdicts);
    const byChange = [
      { ...slower, metric: 'a', change: 0.1 },
      { ...slower, metric: 'b', better: 'higher' as const, change: -0.6 },
      { ...slower, metric: 'c', change: 0.4 },
    ];
    expect(worstFirst(byChange).map(({ metric }) => metric)).toEqual(['b', 'c', 'a']);
  });

  test('names the result where there are several, and a reason once for all that have it', () => {
    const blank = { metric: 'latency', statistic: 'median', unit: 'ns', better: 'lower' } as const;
    const reason = 'The CPU differs.';
    const text = renderComparisons([
      { ...blank, result: 'fifo', verdict: 'not comparable', reason },
      { ...blank, result: 'adaptive', verdict: 'not comparable', reason },
      { ...blank, result: 'priority', verdict: 'new', head: 5 },
    ]);
    expect(text).toContain('result');
    expect(text).toContain('adaptive latency, fifo latency: The CPU differs.');
    expect(text.match(/priority.*- {2}→ {2}5 ns/)).not.toBeNull();
  });

  test('a change that rounds to nothing has no minus', () => {
    expect(renderComparisons([{ ...slower, change: -0.0001 }])).toMatch(/ {2}0 % /);
  });

  test('says so when nothing was compared', () => {
    expect(renderComparisons([])).toBe('Nothing was compared.');
  });

  test('colours only when asked', () => {
    const plain = renderComparisons([slower]);
    expect(stripVTControlCharacters(plain)).toBe(plain);
    const coloured = renderComparisons([slower], { colors: true });
    expect(coloured).not.toBe(plain);
    expect(stripVTControlCharacters(coloured)).toBe(plain);
  });
});
