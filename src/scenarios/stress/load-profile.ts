import type { PlannedStage } from './plan.ts';

/** A stage with the time at which it begins. */
export interface PlacedStage extends PlannedStage {
  readonly begin: number;
  readonly end: number;
}

/** The load over time, as planned: what it is at any moment. Times in ns from the beginning of the load. */
export class LoadProfile {
  readonly stages: readonly PlacedStage[];
  /** When the last stage ends; Infinity where the number of tasks ends the load. */
  readonly end: number;
  /** Whether the load is a closed loop that never changes. */
  readonly isLevel: boolean;
  #present = 0;

  constructor(stages: readonly PlannedStage[]) {
    const placed: PlacedStage[] = [];
    let begin = 0;
    for (const stage of stages) {
      placed.push({ ...stage, begin, end: begin + stage.duration });
      begin += stage.duration;
    }
    this.stages = placed;
    this.end = begin;
    const [only] = stages;
    this.isLevel = stages.length === 1 && only!.loop === 'closed' && only!.from === only!.to;
  }

  /** How many tasks shall be unfinished at this time; undefined in an open loop and after the end. Asked in the order of time. */
  inFlightAt(time: number): number | undefined {
    const stage = this.#stageAt(time);
    if (stage?.loop !== 'closed') return undefined;
    const { from, to, begin, duration } = stage;
    // A ramp from none has one task from the beginning, or nothing would end and be followed by another one.
    return from === to ? to : Math.max(1, Math.round(from + ((to - from) * (time - begin)) / duration));
  }

  /** When the load changes next; undefined where it does not. */
  nextChange(time: number): number | undefined {
    const stage = this.#stageAt(time);
    if (stage === undefined || this.isLevel) return undefined;
    const isRamp = stage.loop === 'closed' && stage.from !== stage.to;
    return isRamp ? Math.min(stage.end, time + rampStep) : stage.end;
  }

  /** The longest stretch under a load that does not change, by which stability is judged; undefined where there is none. */
  longestSteady(): PlacedStage | undefined {
    const steady = this.stages.filter(({ from, to }) => from === to && to > 0);
    return steady.reduce<PlacedStage | undefined>(
      (longest, stage) => (longest === undefined || stage.duration > longest.duration ? stage : longest),
      undefined,
    );
  }

  #stageAt(time: number): PlacedStage | undefined {
    while (this.#present < this.stages.length && time >= this.stages[this.#present]!.end) this.#present += 1;
    return this.stages[this.#present];
  }
}

/** How often the level of a ramp is looked at, in ns. */
const rampStep = 5e6;
