import { GateError } from '../../model/errors.ts';
import type {
  AmdahlFit,
  Bend,
  BestWorkers,
  GustafsonFit,
  ScaledResult,
  ScalingMode,
  ScalingReport,
  UslFit,
} from '../../model/scaling.ts';
import type { ScalingMetric } from './metrics.ts';

/** What was measured with one number of workers. Plain JSON. */
export type ScalingPoint = ScaledResult<ScalingMetric>;

/** A workload on several numbers of workers: the points, and what they say together. */
export class ScalingResults implements Iterable<ScalingPoint>, ScalingReport<ScalingMetric> {
  // Optional ones are declared only: a field of its own would be there, undefined.
  readonly name: string;
  readonly mode: ScalingMode;
  declare readonly cores?: number;
  readonly rounds: number;
  readonly confidence: number;
  readonly points: readonly ScalingPoint[];
  declare readonly amdahl?: AmdahlFit;
  declare readonly gustafson?: GustafsonFit;
  declare readonly usl?: UslFit;
  readonly best: BestWorkers;
  readonly bend: Bend;
  readonly warnings: readonly string[];
  readonly #report: ScalingReport<ScalingMetric>;

  constructor(report: ScalingReport<ScalingMetric>) {
    this.#report = report;
    this.name = report.name;
    this.mode = report.mode;
    if (report.cores !== undefined) this.cores = report.cores;
    this.rounds = report.rounds;
    this.confidence = report.confidence;
    this.points = report.points;
    if (report.amdahl !== undefined) this.amdahl = report.amdahl;
    if (report.gustafson !== undefined) this.gustafson = report.gustafson;
    if (report.usl !== undefined) this.usl = report.usl;
    this.best = report.best;
    this.bend = report.bend;
    this.warnings = report.warnings;
  }

  /**
   * The point with this many workers.
   *
   * @throws GateError `BAD_OPTION` when there is none
   */
  at(workers: number): ScalingPoint {
    const found = this.points.find((point) => point.workers === workers);
    if (found !== undefined) return found;
    throw new GateError({
      code: 'BAD_OPTION',
      message: `at(): there is no point with ${workers} workers.`,
      fix: `There are points with ${this.points.map((point) => point.workers).join(', ')} workers; \`workers\` says which are measured.`,
    });
  }

  [Symbol.iterator](): Iterator<ScalingPoint> {
    return this.points[Symbol.iterator]();
  }

  /** The report as plain JSON, which `renderScaling` takes as well. */
  toJSON(): ScalingReport<ScalingMetric> {
    return this.#report;
  }
}
