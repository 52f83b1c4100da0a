/**
 * Judges a result against the numbers that a baseline saved of it.
 *
 * All metrics with a better direction are judged, by their median and, where there is one, their 99th percentile: a
 * regression in a tail or in memory does not show in the throughput. They are several views of one result, so the
 * verdict of the result is one (`summary.ts`), however many metrics show the same cause.
 *
 * Saved numbers are a tripwire for large changes; small ones need the code of both sides run side by side. Where that
 * judgement (twins) comes in, it takes the place of `compareResult` for sampled metrics whose base commit can be had,
 * and answers the same `Comparison`s.
 */
import type { Environment } from '../model/environment.ts';
import type { Result } from '../model/result.ts';
import { formatQuantity } from '../model/units.ts';
import type { Comparison } from '../model/verdict.ts';
import { median } from '../statistics/quantiles.ts';
import { allowanceFor, timePerHandOff } from './allowance.ts';
import type { JudgedStatistic } from './allowance.ts';
import type { StoredMetric, StoredResult } from './file.ts';
import { obstacles, own } from './match.ts';
import type { Comparable } from './match.ts';
import { evidence, judge } from './rule.ts';
import { scaleFor } from './scale.ts';

type Head = Pick<Comparison, 'result' | 'metric' | 'statistic' | 'unit' | 'better'>;

/**
 * Judges every metric of a measured result that has a better direction.
 *
 * @param stored what the baseline holds of it; undefined makes everything `new`
 * @param environment where `measured` was measured
 */
export function compareResult(
  measured: Result,
  stored: StoredResult | undefined,
  environment: Environment,
): Comparison[] {
  const metrics: Record<string, StoredMetric> = {};
  for (const [name, metric] of Object.entries(measured.metrics)) if (metric) metrics[name] = metric;
  return compare(measured.name, { ...measured, metrics, environment }, stored);
}

/** The comparisons of a result that the baseline has and that was not measured, though everything ran. */
export function compareRemoved(name: string, stored: StoredResult): Comparison[] {
  return compare(name, { ...stored, metrics: {} }, stored);
}

/** Judges one result against another of the same name. */
export function compare(name: string, head: Comparable, base: Comparable | undefined): Comparison[] {
  const found: Comparison[] = [];
  for (const [metric, measured] of Object.entries(head.metrics)) {
    const saved = base === undefined ? undefined : own(base.metrics, metric);
    for (const statistic of judgedStatistics(measured)) {
      const about: Head = { result: name, metric, statistic, unit: measured.unit, better: measured.better };
      const value = centre(measured, statistic);
      if (base === undefined || saved?.repetitions[statistic] === undefined) {
        found.push({ ...about, verdict: 'new', ...(value === undefined ? {} : { head: value }) });
      } else {
        found.push(compareStatistic(about, head, measured, base, saved));
      }
    }
  }
  for (const [metric, saved] of Object.entries(base?.metrics ?? {})) {
    for (const statistic of judgedStatistics(saved)) {
      if (own(head.metrics, metric)?.repetitions[statistic] !== undefined) continue;
      const value = centre(saved, statistic);
      const about: Head = { result: name, metric, statistic, unit: saved.unit, better: saved.better };
      found.push({ ...about, verdict: 'removed', ...(value === undefined ? {} : { base: value }) });
    }
  }
  return found;
}

function compareStatistic(
  about: Head,
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
  const change = baseMedian > 0 ? { change: headMedian / baseMedian - 1 } : {};
  if (measured.assume === 'exact') return { ...facts, ...change, ...compareExactly(about, values.base, values.head) };
  const { fewest, confidence } = evidence[about.statistic];
  if (Math.min(values.base.length, values.head.length) < fewest) {
    const reason = `needs at least ${fewest} repetitions on each side; the baseline has ${values.base.length}, this run ${values.head.length}`;
    return { ...facts, ...change, verdict: 'inconclusive', reason };
  }

  const scale = scaleFor(measured.unit, measured.per, [...values.base, ...values.head]);
  const conditions = { parameters: head.parameters, cores: head.environment.cores };
  const { ratio, handOff } = allowanceFor(about.metric, measured, about.statistic, conditions);
  const time = Math.min(
    ...[baseMedian, headMedian].map((value) => timePerHandOff(about.metric, value, measured, head.parameters)),
  );
  // Below a microsecond waiting for a thread is all there is; this keeps the factor finite for zeros.
  const waiting = handOff === 0 ? 1 : 1 + handOff / Math.max(1e3, time);
  const better = about.better === 'higher' ? 'higher' : 'lower';
  const found = judge({ ...values, scale, better, ratio, waiting, confidence });

  const sign = better === 'lower' ? 1 : -1;
  const changeBy = (shift: number): number => scale.back(scale.forward(baseMedian) + sign * shift) / baseMedian - 1;
  if (baseMedian <= 0) {
    const reason = `the baseline is ${formatQuantity(baseMedian, about.unit)}, so that no change in percent can be stated; judged by the amount`;
    return { ...facts, verdict: found.verdict, reason };
  }
  const ends = [changeBy(found.lower), changeBy(found.upper)].sort((a, b) => a - b) as [number, number];
  const smallest = Math.abs(changeBy(found.smallest));
  return {
    ...facts,
    change: changeBy(found.shift),
    interval: ends,
    smallest,
    verdict: found.verdict,
    ...(found.verdict === 'inconclusive' ? { reason: doubtOf(waiting, smallest, ends, better) } : {}),
  };
}

function compareExactly(
  about: Head,
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

function doubtOf(
  waiting: number,
  smallest: number,
  ends: readonly [number, number],
  better: 'higher' | 'lower',
): string {
  const worst = percent(better === 'lower' ? ends[1] : ends[0]);
  if (waiting >= 2) {
    return `times this short are mostly waiting for another thread, which moves between runs by more than they last; only a change beyond ${percent(better === 'lower' ? smallest : -smallest)} could have been seen`;
  }
  return `unchanged code may differ this much between two runs; a change of up to ${worst} cannot be excluded`;
}

function percent(fraction: number): string {
  const rounded = Number((fraction * 100).toPrecision(2));
  return `${rounded > 0 ? '+' : ''}${rounded} %`;
}

function judgedStatistics(metric: StoredMetric): JudgedStatistic[] {
  if (metric.better === 'neither') return [];
  return metric.repetitions.p99 === undefined || metric.assume === 'exact' ? ['median'] : ['median', 'p99'];
}

function centre(metric: StoredMetric, statistic: JudgedStatistic): number | undefined {
  const values = metric.repetitions[statistic];
  return values === undefined || values.length === 0 ? undefined : median(values);
}
