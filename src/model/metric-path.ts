/** Metric paths: how one figure of a result is named, `throughput` or `latency.p99`. */
import { GateError } from './errors.ts';
import { type Measurement, type Result, type Statistic, statisticNames } from './result.ts';
import { suggest } from './suggest.ts';
import type { Unit } from './units.ts';

/** A metric of `M`, whose median is meant (of a count the worst observation), or one of its statistics. */
export type MetricPath<M extends string = string> = M | `${M}.${Statistic}`;

/** One figure of a result. */
export interface Figure {
  /** The path that it was asked for by. */
  readonly path: string;
  readonly measurement: Measurement;
  readonly statistic: Statistic;
  /** The statistic's unit: the metric's, but for the number of observations. */
  readonly unit: Unit;
  readonly value: number;
}

/**
 * Finds a figure by its path. A bare metric name means the median, which is the value itself where a metric has only one. Of
 * a count it means the worst observation: one failure in ten repetitions is a failure.
 *
 * @returns undefined when the result has no such metric
 * @throws GateError `BAD_METRIC` when the metric is there and the statistic is unknown
 */
export function findFigure(result: Result, path: string): Figure | undefined {
  const exact = measurementOf(result, path);
  if (exact !== undefined) return figure(path, exact, bareStatistic(exact));
  const statistic = statisticNames.find((name) => path.endsWith(`.${name}`));
  const measurement = statistic && measurementOf(result, path.slice(0, -statistic.length - 1));
  if (measurement !== undefined) return figure(path, measurement, statistic!);

  const metric = metricNames(result).find((name) => path.startsWith(`${name}.`));
  if (metric === undefined) return undefined;
  const written = path.slice(metric.length + 1);
  throw new GateError({
    code: 'BAD_METRIC',
    message: `${metric} has no statistic ${JSON.stringify(written)}.${suggest(written, statisticNames)}`,
    fix: `Statistics are ${statisticNames.join(', ')}; ${JSON.stringify(metric)} alone is the median, of a count the worst observation.`,
  });
}

function bareStatistic({ unit, better }: Measurement): Statistic {
  if (unit !== 'count' || better === 'neither') return 'median';
  return better === 'lower' ? 'max' : 'min';
}

/**
 * Finds a figure by its path.
 *
 * @throws GateError `BAD_METRIC` when the result has no such metric, or the metric no such statistic
 */
export function requireFigure(result: Result, path: string): Figure {
  const found = findFigure(result, path);
  if (found !== undefined) return found;
  throw new GateError({ code: 'BAD_METRIC', message: absence(result, path), fix: offer(result) });
}

/** Says that a result does not have a metric, with a suggestion. */
export function absence(result: Result, path: string): string {
  const statistic = statisticNames.find((name) => path.endsWith(`.${name}`));
  const known = metricNames(result).map((name) => (statistic === undefined ? name : `${name}.${statistic}`));
  return `The result ${JSON.stringify(result.name)} has no metric ${JSON.stringify(path)}.${suggest(path, known)}`;
}

/** Lists what a result has. */
function offer(result: Result): string {
  const names = metricNames(result);
  if (names.length === 0) return 'This result has no metrics.';
  return `This result has ${names.join(', ')}; of each also ${statisticNames.map((name) => `.${name}`).join(', ')}.`;
}

function metricNames(result: Result): string[] {
  return Object.keys(result.metrics).filter((name) => measurementOf(result, name) !== undefined);
}

function measurementOf(result: Result, name: string): Measurement | undefined {
  return Object.hasOwn(result.metrics, name) ? result.metrics[name] : undefined;
}

function figure(path: string, measurement: Measurement, statistic: Statistic): Figure {
  const { summary } = measurement;
  return {
    path,
    measurement,
    statistic,
    unit: statistic === 'n' ? 'count' : measurement.unit,
    value: summary[statistic === 'p50' ? 'median' : statistic],
  };
}
