/** Turns what was measured into what a baseline keeps. */
import { GateError } from '../model/errors.ts';
import type { Measurement, Result, Summary } from '../model/result.ts';
import type { Origin, StoredMetric, StoredResult } from './file.ts';

/** Digits kept of sampled metrics: an error of at most 0.05 %, far below the noise between two runs. */
const digits = 4;

/**
 * A result as a baseline keeps it. Sampled metrics are rounded, exact ones kept as they are.
 *
 * @param seconds how long measuring it took
 * @throws GateError `BAD_METRIC` when a number is not finite, since JSON cannot hold it, or when there is no repetition
 */
export function storeResult(result: Result, origin: Origin, seconds?: number): StoredResult {
  const metrics: Record<string, StoredMetric> = {};
  for (const [name, measurement] of Object.entries(result.metrics)) {
    if (measurement) metrics[name] = storeMetric(name, measurement, result.name);
  }
  return {
    scenario: result.scenario,
    parameters: result.parameters,
    metrics,
    commit: origin.commit,
    dirty: origin.dirty,
    environment: origin.environment,
    ...(seconds === undefined ? {} : { seconds: Number(seconds.toPrecision(2)) }),
  };
}

function storeMetric(name: string, measurement: Measurement, result: string): StoredMetric {
  checkMeasurement(name, measurement, result);
  const { unit, better, assume, per, repetitions, summary } = measurement;
  const keep = (value: number): number => (assume === 'exact' ? value : Number(value.toPrecision(digits)));
  const kept = Object.fromEntries(
    Object.entries(summary).map(([statistic, value]) => [statistic, statistic === 'n' ? value : keep(value)]),
  ) as unknown as Summary;
  return {
    unit,
    better,
    assume,
    per,
    repetitions: {
      median: repetitions.median.map(keep),
      ...(repetitions.p99 === undefined || repetitions.p99.length === 0 ? {} : { p99: repetitions.p99.map(keep) }),
    },
    summary: kept,
  };
}

/** Whether a measurement can be kept and judged. @throws GateError `BAD_METRIC` when it holds no repetition, or what is no number */
export function checkMeasurement(name: string, { repetitions, summary }: Measurement, result: string): void {
  if (repetitions.median.length === 0) {
    throw new GateError({
      code: 'BAD_METRIC',
      message: `Metric ${JSON.stringify(name)} of result ${JSON.stringify(result)} has no repetition.`,
      fix: 'Leave a metric out when it was not measured.',
    });
  }
  const values = [...repetitions.median, ...(repetitions.p99 ?? []), ...Object.values(summary)];
  const bad = values.find((value) => !Number.isFinite(value));
  if (bad === undefined) return;
  throw new GateError({
    code: 'BAD_METRIC',
    message: `Metric ${JSON.stringify(name)} of result ${JSON.stringify(result)} holds ${bad}, which no file can keep.`,
    fix: 'Record finite numbers only; leave a metric out when it could not be measured.',
  });
}
