/** Results with known figures, to be judged. */
import type { Json, Measurement, Result } from '../../../src/model/result.ts';
import type { Unit } from '../../../src/model/units.ts';

/** What to make a measurement of. */
export interface Made {
  readonly unit: Unit;
  /** Observations in the base unit; at least one. */
  readonly values: readonly number[];
  readonly repetitions?: Measurement['repetitions'];
  /** @default 'lower' */
  readonly better?: Measurement['better'];
}

/** A measurement whose order statistics are observations (nearest rank), so that every figure is one of `values`. */
function measurement(name: string, { unit, values, repetitions, better = 'lower' }: Made): Measurement {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
  return {
    name,
    unit,
    better,
    assume: 'sampled',
    about: 'Made for a test.',
    per: values.length > 1 ? 'task' : 'run',
    summary: {
      n: values.length,
      mean: values.reduce((sum, value) => sum + value, 0) / values.length,
      median: at(0.5),
      min: sorted[0]!,
      max: sorted.at(-1)!,
      sd: 0,
      p25: at(0.25),
      p75: at(0.75),
      p90: at(0.9),
      p95: at(0.95),
      p99: at(0.99),
      'p99.9': at(0.999),
    },
    repetitions: repetitions ?? { median: [at(0.5)] },
  };
}

/** A result of the scheduler scenario, unless told otherwise, with these metrics. */
export function resultOf(
  metrics: Readonly<Record<string, Made>>,
  parameters: Readonly<Record<string, Json>> = { task: 'noop', tasks: 100, workers: 4 },
  scenario = 'scheduler',
): Result {
  return {
    scenario,
    name: 'made',
    parameters,
    metrics: Object.fromEntries(Object.entries(metrics).map(([name, made]) => [name, measurement(name, made)])),
    warnings: [],
  };
}

/** 1 ms, 2 ms … 100 ms: percentile p is p ms. */
export const hundredMilliseconds: Made = {
  unit: 'ns',
  values: Array.from({ length: 100 }, (_, index) => (index + 1) * 1e6),
};
