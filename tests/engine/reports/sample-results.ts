import type { Better } from '../../../src/model/metric.ts';
import type { Measurement, Result, Summary } from '../../../src/model/result.ts';
import type { Unit } from '../../../src/model/units.ts';

interface Wanted {
  readonly name: string;
  readonly unit: Unit;
  readonly better: Better;
  /** The figure of every repetition. */
  readonly median: readonly number[];
  readonly p99?: readonly number[];
}

/** A measurement whose repetitions are given; its summary is about them. */
export function measurement({ name, unit, better, median, p99 }: Wanted): Measurement {
  return {
    name,
    unit,
    better,
    assume: 'sampled',
    about: `About ${name}.`,
    per: p99 === undefined ? 'repetition' : 'task',
    summary: summary(median, p99),
    repetitions: p99 === undefined ? { median } : { median, p99 },
  };
}

/** A result with these measurements. */
export function result(name: string, measurements: readonly Measurement[], warnings: readonly string[] = []): Result {
  return {
    scenario: 'scheduler',
    name,
    parameters: { workers: 4, tasks: 1000, task: { kind: 'noop', a: 1 } },
    metrics: Object.fromEntries(measurements.map((one) => [one.name, one])),
    warnings,
  };
}

/** Throughput of every repetition, in tasks/s. */
export function throughput(...median: readonly number[]): Measurement {
  return measurement({ name: 'throughput', unit: 'tasks/s', better: 'higher', median });
}

function summary(median: readonly number[], p99: readonly number[] = median): Summary {
  const centre = middle(median);
  const tail = middle(p99);
  return {
    n: median.length,
    mean: centre,
    median: centre,
    min: Math.min(...median),
    max: Math.max(...p99),
    sd: 1,
    p25: centre,
    p75: centre,
    p90: tail,
    p95: tail,
    p99: tail,
    'p99.9': tail,
  };
}

function middle(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)]!;
}
