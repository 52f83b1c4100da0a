import type { Strategy } from '../../schedulers/strategy.ts';
import type { Costs } from './costs.ts';
import type { SimulatedFaults } from './faults.ts';
import type { VirtualLoad } from './load.ts';
import { planSimulation } from './plan.ts';
import type { Simulated } from './simulated.ts';
import { Simulation } from './simulation.ts';

/** What to simulate. */
export interface SimulationOptions {
  readonly strategy: Strategy;
  /** One worker each: a task takes service ÷ speed there. */
  readonly speeds: readonly number[];
  /** How many tasks may be in flight on one worker. @default 1 */
  readonly depth?: number;
  /**
   * Whether tasks in flight on one worker run at the same time, as sleeping ones do, or one after the other, as computing
   * ones do.
   *
   * @default false
   */
  readonly overlap?: boolean;
  readonly load: VirtualLoad;
  /** In ns. @default all 0 */
  readonly costs?: Partial<Costs>;
  /** @default none */
  readonly faults?: SimulatedFaults;
  /** How often a task that failed is run again. @default 0 */
  readonly retries?: number;
  /** For whatever the strategy draws at random. @default 1 */
  readonly seed?: number;
  /** Whether to keep what happened to every task, about 70 bytes each. @default false */
  readonly record?: boolean;
}

/**
 * Runs a strategy in virtual time: the same objects that place tasks on real workers, without any worker. Synchronous
 * and deterministic.
 *
 * @throws GateError `BAD_OPTION` for options that make no sense, `SUBJECT_FAILED` when the strategy breaks its contract
 */
export function simulate(options: SimulationOptions): Simulated {
  return new Simulation(planSimulation(options)).run();
}
