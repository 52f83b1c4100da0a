import type { Calibration } from '../../measurement/calibration.ts';
import type { LackOfFit } from '../../model/scaling.ts';
import { isCpuBound } from './cpu-bound.ts';
import { coresText, describePoint } from './describe-point.ts';
import { explainBend } from './explain-bend.ts';
import { confidence, type FittedPoints, fewestRounds, fitPoints } from './fit-points.ts';
import type { OpenPoint } from './measure-points.ts';
import type { ScalingPlan } from './plan.ts';
import { ScalingResults } from './result.ts';

/** What is to be known beside the measured points. */
export interface Circumstances {
  /** Cores that the process may use; undefined in virtual time. */
  readonly cores: number | undefined;
  readonly calibration: Calibration | undefined;
  /** Without intervals and start-up. */
  readonly brief: boolean;
}

/** From what was measured to the results: points, fits, the reason for the bend. */
export function reportScaling(
  plan: ScalingPlan,
  points: readonly OpenPoint[],
  { cores, calibration, brief }: Circumstances,
): ScalingResults {
  const observers = points.map(({ observer }) => observer);
  const workers = observers.map(({ point }) => point.workers);
  const [alone] = observers as [(typeof observers)[number]];
  const cpuBound = cores !== undefined && isCpuBound(plan.task, alone);
  const columns = observers.map(({ throughputs }) => throughputs);
  const fitted = cpuBound ? workers.filter((count) => count <= cores).length : workers.length;
  const fits = fitPoints({
    mode: plan.mode,
    workers,
    rounds: Array.from({ length: plan.rounds }, (_, round) => Float64Array.from(columns, (column) => column[round]!)),
    fitted,
    seed: plan.seed,
    ...(brief ? { resamples: 0 } : {}),
  });
  const calibrated = plan.executor.kind === 'simulator' && plan.executor.costs === 'calibrated';
  const surroundings = { alone: columns[0]!, cores, cpuBound, calibrated, rounds: plan.rounds };
  const results = points.map(({ observer, runner }) =>
    describePoint(observer, brief ? undefined : runner.startUp, surroundings),
  );
  const bend = explainBend({
    cores,
    cpuBound,
    usl: fits.usl,
    points: observers.map((observer, index) => ({
      workers: observer.point.workers,
      efficiency: results[index]!.metrics.efficiency!.summary.median,
      tasks: observer.point.scheduler.tasks,
      perTask: observer.perTask,
      cpu: observer.median('cpu'),
    })),
  });
  return new ScalingResults({
    name: plan.name,
    mode: plan.mode,
    ...(cores === undefined ? {} : { cores }),
    rounds: plan.rounds,
    confidence,
    points: results,
    ...fits,
    bend,
    warnings: [
      ...(plan.addedOne ? ['1 worker was added to the list: speed-up is throughput ÷ that of 1 worker.'] : []),
      ...doubtRounds(plan.rounds, cores),
      ...doubtCalibration(calibration),
      ...doubtFits(fits, fitted, cpuBound ? cores : undefined),
    ],
  });
}

function doubtRounds(rounds: number, cores: number | undefined): readonly string[] {
  if (cores === undefined || rounds >= fewestRounds) return [];
  return [`${rounds} rounds give no intervals: at least ${fewestRounds} are needed.`];
}

function doubtCalibration(calibration: Calibration | undefined): readonly string[] {
  if (calibration === undefined || (calibration.settled && calibration.spread <= 0.1)) return [];
  return [
    'The speed of this machine was not steady while CPU tasks were calibrated: they may take longer or shorter than stated.',
  ];
}

/** @param cores that limit which points are fitted; undefined where nothing does */
function doubtFits(
  { amdahl, gustafson, usl }: FittedPoints,
  fitted: number,
  cores: number | undefined,
): readonly string[] {
  const found: string[] = [];
  const upTo = cores === undefined ? '' : ` up to the ${coresText(cores)}`;
  if (fitted < 2) {
    found.push(`No law was fitted: it takes at least 2 numbers of workers${upTo}, and there is 1.`);
  } else if (fitted < 3) {
    found.push(
      `The Universal Scalability Law was not fitted: it takes at least 3 numbers of workers${upTo}, and there are 2.`,
    );
  }
  const doubted = [
    ['the Universal Scalability Law', usl?.lackOfFit],
    ["Amdahl's law", amdahl?.lackOfFit],
    ["Gustafson's law", gustafson?.lackOfFit],
  ] as const;
  for (const [law, lackOfFit] of doubted) {
    if (lackOfFit?.doubted === true) found.push(lackText(law, lackOfFit));
  }
  return found;
}

function lackText(law: string, { probability }: LackOfFit): string {
  const p = probability < 0.001 ? 'p < 0.001' : `p = ${probability.toPrecision(1)}`;
  return `These points do not lie on ${law} (lack of fit, ${p}): do not rely on its parameters.`;
}
