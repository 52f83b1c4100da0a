/** Judges one statistic of one metric: may it be compared, by which rule, and what is said of the outcome. */
import type { Comparison } from '../model/verdict.ts';
import { median } from '../statistics/quantiles.ts';
import { allowanceFor } from './allowance.ts';
import type { StoredMetric } from './file.ts';
import { obstacles } from './match.ts';
import type { Comparable } from './match.ts';
import { evidence, judge } from './rule.ts';
import { scaleFor } from './scale.ts';

/** What a comparison is about. */
export type ComparisonHead = Pick<Comparison, 'result' | 'metric' | 'statistic' | 'unit' | 'better'>;

/** Judges one statistic of a metric that both sides have. */
export function compareStatistic(
  about: ComparisonHead,
  head: Comparable,
  measured: StoredMetric,
  base: Comparable,
  saved: StoredMetric,
): Comparison {
  const values = { base: saved.repetitions[about.statistic]!, head: measured.repetitions[about.statistic]! };
  const baseMedian = median(values.base);
  const headMedian = median(values.head);
  const facts = {
    ...about,
    base: baseMedian,
    head: headMedian,
    repetitions: { base: values.base.length, head: values.head.length },
  };
  const obstacle = obstacles(head, measured, base, saved);
  if (obstacle !== '') return { ...facts, verdict: 'not comparable', reason: obstacle };
  const relative = headMedian / baseMedian - 1;
  const change = baseMedian > 0 && Number.isFinite(relative) ? { change: relative } : {};
  if (measured.assume === 'exact') return { ...facts, ...change, ...compareExactly(about, values.base, values.head) };
  const { fewest, confidence } = evidence[about.statistic];
  if (Math.min(values.base.length, values.head.length) < fewest) {
    return { ...facts, ...change, verdict: 'inconclusive', reason: tooFew };
  }

  const scale = scaleFor(measured.unit, measured.per, [...values.base, ...values.head]);
  const conditions = { parameters: head.parameters, cores: head.environment.cores };
  const medians = [baseMedian, headMedian];
  const { ratio, waiting } = allowanceFor(about.metric, measured, about.statistic, conditions, medians);
  const better = about.better === 'higher' ? 'higher' : 'lower';
  const found = judge({ ...values, scale, better, ratio, waiting, confidence });

  const sign = better === 'lower' ? 1 : -1;
  const changeBy = (shift: number): number => scale.back(scale.forward(baseMedian) + sign * shift) / baseMedian - 1;
  const [changed, from, to, worst] = [found.shift, found.lower, found.upper, found.smallest].map(changeBy) as Four;
  if (baseMedian <= 0 || ![changed, from, to, worst].every(Number.isFinite)) {
    return { ...facts, verdict: found.verdict, reason: noPercent };
  }
  const interval = [Math.min(from, to), Math.max(from, to)] as const;
  return {
    ...facts,
    change: changed,
    interval,
    smallest: Math.abs(worst),
    verdict: found.verdict,
    ...(found.verdict === 'inconclusive' ? { reason: waiting >= 2 ? mostlyWaiting : withinNoise } : {}),
  };
}

type Four = [number, number, number, number];

// Reasons are the same text whatever the numbers, which stand in the comparison: a report says each once.
const tooFew = `too few repetitions on a side: medians need ${evidence.median.fewest}, 99th percentiles ${evidence.p99.fewest}`;
const noPercent =
  'the baseline is zero, below zero or next to nothing, so that no change in percent can be stated; judged by the amount';
const mostlyWaiting =
  'times this short are mostly waiting for another thread, which moves between runs by more than they last';
const withinNoise = 'unchanged code may differ this much between two runs; any change within the interval is possible';

function compareExactly(
  about: ComparisonHead,
  base: readonly number[],
  head: readonly number[],
): Pick<Comparison, 'verdict' | 'reason'> {
  const [before, ...otherBefore] = new Set(base);
  const [after, ...otherAfter] = new Set(head);
  if (otherBefore.length > 0 || otherAfter.length > 0) {
    const side = otherAfter.length > 0 ? 'this run' : 'the baseline';
    return {
      verdict: 'inconclusive',
      reason: `declared exact, but its value differs between the repetitions of ${side}: declare it sampled`,
    };
  }
  if (before === after) return { verdict: 'same' };
  const grew = after! > before!;
  return { verdict: grew === (about.better === 'higher') ? 'faster' : 'slower' };
}
