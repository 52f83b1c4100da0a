/** Where one side's test waits for what it asked to be measured. */
import type { Side as SideName } from '../../protocol.ts';
import type { BenchResult } from '../measure/bench-result.ts';
import type { Benchmark } from '../measure/benchmark.ts';
import type { ScenarioName } from '../../scenario-entries.ts';
import type { ScenarioOutcome, ScenarioRequest } from '../scenario-engine.ts';
import type { Outcome } from './test-run.ts';

/** Plain benchmarks that are run together: one, or those of a comparison. */
export interface BenchCall {
  readonly type: 'bench';
  readonly benchmarks: readonly Benchmark[];
  resolve(results: ReadonlyMap<string, BenchResult>): void;
  reject(error: unknown): void;
}

/** A call of a scenario. */
export interface ScenarioCall {
  readonly type: ScenarioName;
  readonly options: ScenarioRequest;
  resolve(outcome: ScenarioOutcome): void;
  reject(error: unknown): void;
}

/** What a test waits for. */
export type Call = BenchCall | ScenarioCall;

/** One side of a measurement. */
export class Seat {
  readonly side: SideName;
  /** How the test ended; undefined as long as it runs. */
  outcome: Outcome | undefined;
  readonly #calls: Call[] = [];
  #wake: (() => void) | undefined;

  constructor(side: SideName) {
    this.side = side;
  }

  /** What it waits for now. */
  get call(): Call | undefined {
    return this.#calls[0];
  }

  /** The test asks. */
  ask(call: Call): void {
    this.#calls.push(call);
    this.#wake?.();
  }

  /** The test has ended. */
  end(outcome: Outcome): void {
    this.outcome = outcome;
    this.#wake?.();
  }

  /** Lets the test go on with an answer, up to where it waits again or has ended. */
  async answer(settle: () => void): Promise<void> {
    this.#calls.shift();
    settle();
    await this.settled();
  }

  /** Waits until the test waits or has ended. */
  async settled(): Promise<void> {
    while (this.call === undefined && this.outcome === undefined) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = undefined;
    }
  }
}
