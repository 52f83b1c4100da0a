import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { summarizeVerdicts, summaryLine, verdictOf } from '../../../src/baseline/summary.ts';
import { verdicts } from '../../../src/model/verdict.ts';
import type { Comparison, Verdict } from '../../../src/model/verdict.ts';

function found(...given: readonly Verdict[]): Comparison[] {
  return given.map((verdict) => ({
    result: 'r',
    metric: 'm',
    statistic: 'median',
    unit: 'ns',
    better: 'lower',
    verdict,
  }));
}

describe('the verdict of a result', () => {
  test.each<[Verdict[], Verdict | undefined]>([
    [[], undefined],
    [['same', 'same'], 'same'],
    [['same', 'faster'], 'faster'],
    [['faster', 'slower', 'not comparable'], 'slower'],
    [['same', 'not comparable'], 'not comparable'],
    [['inconclusive', 'inconclusive', 'same'], 'inconclusive'],
    [['inconclusive', 'same'], 'same'],
    [['new', 'new'], 'new'],
    [['new', 'removed'], 'new'],
    [['removed'], 'removed'],
    [['new', 'same'], 'same'],
    [['new', 'inconclusive'], 'inconclusive'],
  ])('%j is %s', (given, verdict) => {
    expect(verdictOf(found(...given))).toBe(verdict);
  });

  test('of a result that was measured for one figure, that one decides whatever no slowdown decides', () => {
    const [leader, ...others] = found('same', 'inconclusive', 'inconclusive');
    expect(verdictOf([{ ...leader!, leading: true }, ...others])).toBe('same');
    expect(verdictOf([...found('same', 'same'), { ...others[0]!, leading: true }])).toBe('inconclusive');
    expect(verdictOf([...found('same', 'slower'), { ...others[0]!, leading: true }])).toBe('slower');
    expect(verdictOf([...found('faster', 'faster'), { ...leader!, leading: true }])).toBe('same');
    expect(verdictOf([...found('same', 'same'), { ...found('faster')[0]!, leading: true }])).toBe('faster');
  });

  test('the order of metrics does not matter, and a regression always shows', () => {
    const lists = fc.array(fc.constantFrom(...verdicts), { maxLength: 12 });
    fc.assert(
      fc.property(lists, (given) => {
        expect(verdictOf(found(...given))).toBe(verdictOf(found(...given.toReversed())));
        expect(verdictOf(found(...given)) === 'slower').toBe(given.includes('slower'));
      }),
    );
  });
});

test('a run is counted by results and by figures', () => {
  const summary = summarizeVerdicts([
    found('same', 'same', 'inconclusive'),
    found('slower', 'same'),
    found('new'),
    found('not comparable', 'not comparable'),
    found(),
  ]);
  expect(summary).toMatchObject({
    judged: 2,
    notJudged: 2,
    results: { same: 1, slower: 1, new: 1, 'not comparable': 1 },
  });
  expect(summary.figures).toMatchObject({ same: 3, slower: 1, inconclusive: 1, 'not comparable': 2, new: 1 });
  expect(summaryLine(summary)).toBe(
    '2 results judged: 1 same, 0 faster, 1 slower; 2 not judged: 0 inconclusive, 1 new, 1 not comparable, 0 removed. Figures: 4 judged, 4 not.',
  );
});

test('a run of nothing', () => {
  expect(summaryLine(summarizeVerdicts([]))).toMatch(/^0 results judged: 0 same.*; 0 not judged: /);
});
