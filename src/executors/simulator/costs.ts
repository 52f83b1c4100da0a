/** What it costs to hand tasks over, in ns. All 0: a schedule as theory knows it. */
export interface Costs {
  /** Serial work of the coordinator for every start. */
  readonly dispatch: number;
  /** From there until the task runs in an idle worker: a delay that keeps nobody busy. */
  readonly transfer: number;
  /** Serial work of the coordinator for every end. */
  readonly retrieve: number;
  /** Serial work of the coordinator, on top of `dispatch`, for a task that another worker's queue held. */
  readonly steal: number;
}

/** Handing over costs nothing. */
export const noCosts: Costs = { dispatch: 0, transfer: 0, retrieve: 0, steal: 0 };
