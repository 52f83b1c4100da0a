import type { Measurement, Result } from '../../src/model/result.ts';

/** What differs between the results of plain benchmarks. */
interface PlainMeasurement
  extends Pick<Result, 'name' | 'parameters' | 'warnings'>, Pick<Measurement, 'summary' | 'repetitions'> {}

/** The result of a plain `bench()`: the time of a call, in ns. */
export function latencyResult({ summary, repetitions, ...about }: PlainMeasurement): Result<'latency'> {
  return {
    scenario: 'bench',
    ...about,
    metrics: {
      latency: {
        name: 'latency',
        unit: 'ns',
        better: 'lower',
        assume: 'sampled',
        about: 'The time of one call of the benchmarked function.',
        per: 'task',
        summary,
        repetitions,
      },
    },
  };
}
