/** The failure of a test whose benchmark got worse: one error with the numbers, pointing at the benchmark's call. */
import { verdictOf } from '../../src/baseline/summary.ts';
import { GateError } from '../../src/model/errors.ts';
import { type Unit, formatQuantity } from '../../src/model/units.ts';
import type { Comparison, Policy } from '../../src/model/verdict.ts';
import { renderComparisons } from '../../src/reports/comparison-table.ts';
import { pointAt } from './site.ts';

interface Verdicts {
  readonly site: Error;
  readonly comparisons: readonly Comparison[];
}

interface Policies {
  readonly compare: string | null;
  /** Whether `compare` is a revision of git. */
  readonly revision: boolean;
  readonly notComparable: Policy;
  readonly inconclusive: Policy;
}

/** Answers the error to fail the test with, undefined when nothing of what it measured fails the build. */
export function regressionOf(measured: readonly Verdicts[], policies: Policies): Error | undefined {
  const failing = measured
    .map(({ site, comparisons }) => ({ site, failed: failingFigures(comparisons, policies) }))
    .filter(({ failed }) => failed.length > 0);
  if (failing.length === 0) return undefined;

  const failed = failing.flatMap((one) => one.failed);
  const error = new GateError({
    code: 'REGRESSION',
    message: `${headline(failed)} against ${against(policies)}\n\n${renderComparisons(failed)}\n`,
    fix: policies.revision
      ? `What costs the time is in what was changed since ${policies.compare}. If it is worth it, say so where this is reviewed, or raise bench.gate({ smallestSlowdown }).`
      : 'If this is intended, accept it with "vitest bench -u" and commit the baseline.',
  });
  return pointAt(Object.assign(error, expectation(failed)), failing[0]!.site);
}

function against({ compare, revision }: Policies): string {
  return revision ? `the code of ${compare}` : `the baseline ${JSON.stringify(compare)}`;
}

/** Every figure that is slower fails; what has no verdict does where the result as a whole has none, and the user wants it so. */
function failingFigures(comparisons: readonly Comparison[], policies: Policies): readonly Comparison[] {
  const verdict = verdictOf(comparisons);
  const unjudged =
    (verdict === 'inconclusive' && policies.inconclusive === 'fail') ||
    (verdict === 'not comparable' && policies.notComparable === 'fail');
  return comparisons.filter((one) => one.verdict === 'slower' || (unjudged && one.verdict === verdict));
}

function headline(failed: readonly Comparison[]): string {
  const subject = failed.find((one) => one.verdict === 'slower') ?? failed[0]!;
  const what = `${subject.result}: ${subject.metric}${subject.statistic === 'p99' ? '.p99' : ''}`;
  const more = failed.length > 1 ? ` (and ${failed.length - 1} more)` : '';
  if (subject.verdict !== 'slower') return `${what} is ${subject.verdict}${more}`;
  const change = subject.change === undefined ? '' : ` by ${(Math.abs(subject.change) * 100).toFixed(0)} %`;
  return `${what} got worse${change}${more}`;
}

/** What reporters show as a diff: the baseline's numbers as expected, today's as actual. */
function expectation(failed: readonly Comparison[]): { actual: string; expected: string; showDiff: boolean } {
  const lines = (pick: (one: Comparison) => number | undefined): string =>
    failed.map((one) => `${one.result} ${one.metric} ${one.statistic}: ${quantity(pick(one), one.unit)}`).join('\n');
  return { actual: lines((one) => one.head), expected: lines((one) => one.base), showDiff: true };
}

function quantity(value: number | undefined, unit: Unit): string {
  return value === undefined ? 'unknown' : formatQuantity(value, unit);
}
