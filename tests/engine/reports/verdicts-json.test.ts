import { expect, test } from 'vitest';
import { renderVerdictsJson, type VerdictsDocument } from '../../../src/reports/verdicts-json.ts';
import { commit, judged, runOf, slowerFigure } from './sample-run.ts';

test('the document names its schema, and holds every result with all that is known of it', () => {
  const run = runOf([judged('a > sort'), judged('b', { verdict: 'same' })], { unmeasured: ['c.bench.ts'] });
  const text = renderVerdictsJson(run);
  expect(text.endsWith('}\n')).toBe(true);
  const document = JSON.parse(text) as VerdictsDocument;
  expect(document).toMatchObject({
    schema: 'benchgate/verdicts',
    version: 1,
    outcome: 'failed',
    comparedWith: { kind: 'revision', name: 'main', commits: [commit] },
    head: { dirty: false },
    counts: { slower: 1, inconclusive: 0, 'not comparable': 0, removed: 0, new: 0, faster: 0, same: 1 },
    unmeasured: ['c.bench.ts'],
  });
  expect(document.results[0]).toEqual({
    key: 'a > sort',
    benchFile: 'bench/list.bench.ts',
    verdict: 'slower',
    baseCommit: commit,
    environment: { cpu: 'Some CPU', cores: 4, os: 'linux', arch: 'x64', node: 24 },
    comparisons: [slowerFigure],
  });
});

test('the order of keys does not depend on who made the result, and what the contract does not name stays out', () => {
  const reversed = Object.fromEntries(Object.entries({ ...slowerFigure, secret: 1 }).toReversed());
  const one = renderVerdictsJson(runOf([judged('a')]));
  const other = renderVerdictsJson(runOf([{ ...judged('a'), comparisons: [reversed as never] }]));
  expect(other).toBe(one);
});

test('what is not finite is null', () => {
  const figure = { interval: [0.1, Number.POSITIVE_INFINITY] } as const;
  const document = JSON.parse(renderVerdictsJson(runOf([judged('a', figure)]))) as VerdictsDocument;
  expect(document.results[0]!.comparisons[0]!.interval).toEqual([0.1, null]);
});
