/** Judges one statistic of one metric: may it be compared, by which rule, and what is said of the outcome. */
import { formatQuantity } from '../model/units.ts';
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
    const reason = `needs at least ${fewest} repetitions on each side; the baseline has ${values.base.length}, this run ${values.head.length}`;
    return { ...facts, ...change, verdict: 'inconclusive', reason };
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
    const reason = `the baseline is ${formatQuantity(baseMedian, about.unit)}, so that no change in percent can be stated; judged by the amount`;
    return { ...facts, verdict: found.verdict, reason };
  }
  const interval = [Math.min(from, to), Math.max(from, to)] as const;
  return {
    ...facts,
    change: changed,
    interval,
    smallest: Math.abs(worst),
    verdict: found.verdict,
    ...(found.verdict === 'inconclusive' ? { reason: doubtOf(waiting, worst, to) } : {}),
  };
}

type Four = [number, number, number, number];

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

/** Why nothing is known. `seen` and `possible`: the smallest change that would have been seen, the worst one that may be. */
function doubtOf(waiting: number, seen: number, possible: number): string {
  return waiting >= 2
    ? `times this short are mostly waiting for another thread, which moves between runs by more than they last; only a change beyond ${percent(seen)} could have been seen`
    : `unchanged code may differ this much between two runs; a change of ${percent(possible)} cannot be excluded`;
}

function percent(fraction: number): string {
  const rounded = Number((fraction * 100).toPrecision(2));
  return `${rounded > 0 ? '+' : ''}${rounded} %`;
}
