/** Results as a JSON document for other programs: a schema version, and an order of keys that never changes. */
import type { Environment } from '../model/environment.ts';
import type { Json, Measurement, Result } from '../model/result.ts';
import type { Report } from './report.ts';

/** The version of the document: raised when a reader of the old one could misread the new one. */
export const reportVersion = 1;

/** The document. Values are in base units (ns, B, tasks/s, plain ratios); every metric names its unit. */
export interface ReportDocument {
  readonly schema: 'benchgate/report';
  readonly version: typeof reportVersion;
  /** Where it was measured, when that is known. */
  readonly environment?: Environment;
  /** In the order in which they were measured. Parameters and metrics are sorted by name. */
  readonly results: readonly Result[];
}

/** The document as text, indented by two blanks. */
export const jsonReport: Report = {
  name: 'json',
  render(results, { environment } = {}) {
    const document: ReportDocument = {
      schema: 'benchgate/report',
      version: reportVersion,
      ...(environment === undefined ? {} : { environment }),
      results: results.map((result) => plainResult(result)),
    };
    return JSON.stringify(document, null, 2);
  },
};

/** Only what the contract names, in its order: whatever else a producer hangs on a result stays out. */
function plainResult({ scenario, name, parameters, metrics, warnings }: Result): Result {
  return {
    scenario,
    name,
    parameters: sortKeys(parameters) as Result['parameters'],
    metrics: Object.fromEntries(
      Object.entries(metrics)
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .flatMap(([key, measurement]) => (measurement === undefined ? [] : [[key, plainMeasurement(measurement)]])),
    ),
    warnings,
  };
}

function plainMeasurement(measurement: Measurement): Measurement {
  const { name, unit, better, assume, about, per, summary, repetitions } = measurement;
  const { n, mean, median, min, max, sd, p25, p75, p90, p95, p99, 'p99.9': p999 } = summary;
  return {
    name,
    unit,
    better,
    assume,
    about,
    per,
    summary: { n, mean, median, min, max, sd, p25, p75, p90, p95, p99, 'p99.9': p999 },
    repetitions,
  };
}

function sortKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map((inner: Json) => sortKeys(inner));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]) => [key, sortKeys(inner)]),
  );
}
