import type { Duration } from '../src/index.ts';

/** How the benchmarks of one test are judged when the baseline's code is measured beside today's. */
export interface GateOptions {
  /** The smallest slowdown that must be caught, as a fraction or in percent. @default the plugin's option */
  readonly smallestSlowdown?: number | `${number} %` | `${number}%`;
  /** How long they may be measured. @default the plugin's option `budget` */
  readonly budget?: Duration;
  /** Whether the measuring processes are bound to one CPU each. @default the plugin's option */
  readonly pin?: boolean;
}
