import type { JobFault } from '../../executors/job.ts';
import type { Bound } from '../../model/bound.ts';
import type { FaultName } from '../../model/stress.ts';
import type { SchedulerPlan } from '../scheduler/plan.ts';
import type { StressScenario } from './named-scenarios.ts';

/** A stretch of the run. */
export interface PlannedStage {
  /** In ns; Infinity where the number of tasks alone ends it. */
  readonly duration: number;
  /** `closed`: so many tasks unfinished; `open`: so many arriving in a second. */
  readonly loop: 'closed' | 'open';
  /** The load at its beginning and at its end. */
  readonly from: number;
  readonly to: number;
}

/** What loads the system. */
export interface PlannedLoad {
  readonly stages: readonly PlannedStage[];
  readonly arrivals: 'poisson' | 'constant';
  /** How many tasks at most; Infinity where time alone ends the load. */
  readonly tasks: number;
}

/** A kind of fault and how often it happens. */
export interface PlannedFault {
  readonly name: FaultName;
  readonly share: number;
  readonly fault: JobFault;
}

/** All faults. */
export interface PlannedFaults {
  readonly kinds: readonly PlannedFault[];
  /** How many attempts of a task go wrong; Infinity: all. */
  readonly attempts: number;
  readonly seed: number;
}

/** One target of a search. */
export interface PlannedTarget {
  readonly path: string;
  readonly bound: Bound;
}

/** A search for the highest rate, which is in tasks/s. */
export interface PlannedLimit {
  readonly targets: readonly PlannedTarget[];
  readonly from: number;
  readonly to: number;
  /** In ns. */
  readonly step: number;
  readonly precision: number;
}

/** Options that have been checked, with every default filled in, in base units. */
export interface StressPlan {
  readonly name: string | undefined;
  readonly scenario: StressScenario | undefined;
  /** What it has in common with a benchmark of a scheduler: tasks, workers, strategy or subject, retries and limits. */
  readonly scheduler: SchedulerPlan;
  readonly executor: 'threads' | 'processes';
  readonly load: PlannedLoad;
  readonly faults: PlannedFaults | undefined;
  readonly cancel: number;
  /** In B. */
  readonly heapLimit: number | undefined;
  readonly limit: PlannedLimit | undefined;
  readonly seed: number;
}
