import { efficiencyBand } from '../../model/efficiency-band.ts';
import type { Measurement } from '../../model/result.ts';
import { summarize } from '../../statistics/summary.ts';
import { scalingMetric, type ScalingMetric, scalingMetricNames } from './metrics.ts';
import type { PointObserver } from './point-observer.ts';
import type { ScalingPoint } from './result.ts';

/** What a point has in common with the others. */
export interface Surroundings {
  /** The throughputs of 1 worker, by round. */
  readonly alone: readonly number[];
  /** Cores that the process may use; undefined in virtual time. */
  readonly cores: number | undefined;
  readonly cpuBound: boolean;
  /** In virtual time, by costs as this machine showed them: the figures describe, and are not judged. */
  readonly calibrated: boolean;
  readonly rounds: number;
}

/** The result of a point. */
export function describePoint(
  observer: PointObserver,
  startUp: number | undefined,
  surroundings: Surroundings,
): ScalingPoint {
  const { workers, name, parameters } = observer.point;
  const { alone, cores, cpuBound, calibrated } = surroundings;
  const oversubscribed = cores !== undefined && workers > cores;
  const measured = observer.measurements(alone);
  if (startUp !== undefined) measured.startUp = once('startUp', startUp);
  const unjudged = oversubscribed && cpuBound;
  return {
    scenario: 'scaling',
    name,
    workers,
    oversubscribed,
    band: efficiencyBand(measured.efficiency!.summary.median).name,
    parameters,
    metrics: Object.fromEntries(
      // In the order in which metrics are shown.
      scalingMetricNames.flatMap((metric) => {
        const measurement = measured[metric];
        return measurement === undefined ? [] : [[metric, calibrated ? undecided(measurement) : measurement]];
      }),
    ),
    warnings: doubts(observer, oversubscribed, surroundings),
    ...(unjudged ? { notJudged: reasons(workers, cores) } : {}),
  };
}

function undecided(measurement: Measurement): Measurement {
  return { ...measurement, better: 'neither', assume: 'sampled' };
}

function reasons(workers: number, cores: number): Readonly<Partial<Record<ScalingMetric, string>>> {
  const reason = `${workers} workers compute on ${coresText(cores)}: what more workers bring is judged only up to there.`;
  return { speedUp: reason, efficiency: reason };
}

function doubts(
  { point, failures, failed }: PointObserver,
  oversubscribed: boolean,
  { cores, cpuBound, calibrated, rounds }: Surroundings,
): readonly string[] {
  const found: string[] = [];
  if (oversubscribed) {
    found.push(`Oversubscribed: ${point.workers} workers ${cpuBound ? 'compute on' : 'share'} ${coresText(cores!)}.`);
  }
  if (cores !== undefined && rounds < 6) {
    found.push(`${rounds} ${rounds === 1 ? 'round is' : 'rounds are'} too few to be compared: at least 6 are needed.`);
  }
  if (calibrated) {
    found.push(
      'Simulated with costs as they were measured on this machine: these figures are no exact ones and are not judged.',
    );
  }
  if (failures.count > 0) found.push(...failures.describe());
  else if (failed > 0)
    found.push(`${failed} ${failed === 1 ? 'task' : 'tasks'} failed by the faults that were asked for.`);
  return found;
}

/** As a sentence has it. */
export function coresText(cores: number): string {
  return cores === 1 ? '1 core' : `${cores} cores`;
}

function once(metric: ScalingMetric, value: number): Measurement {
  return {
    ...scalingMetric(metric, 'sampled'),
    per: 'run',
    summary: summarize([value], metric),
    repetitions: { median: [value] },
  };
}
