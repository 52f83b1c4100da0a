/** What the plugin adds to Vitest's types. `import 'benchgate/vitest'` (as the config does) brings them in. */
import type { Result } from '../src/index.ts';
import type { SchedulerBench } from './scheduler-types.ts';
import type { GateOptions } from './gate-types.ts';
import './matcher-types.ts';
import './meta.ts';

declare module 'vitest' {
  interface Bench {
    /**
     * Runs tasks through a scheduler on real worker threads (or through a scheduler of your own) and measures it.
     *
     * @see SchedulerOptions
     */
    readonly scheduler: SchedulerBench;
    /**
     * Takes a result that you measured in a way of your own into baselines and reports, as those of the scenarios.
     *
     * @param result plain JSON; its metrics say how they may be judged, and its name is unique within the test
     * @throws GateError `BAD_OPTION` when the test has a result of this name already
     */
    readonly record: (result: Result) => Promise<void>;
    /**
     * Says how the benchmarks of this test are judged when the baseline's code is measured beside today's. To be called at any
     * place in the test.
     *
     * @see GateOptions
     * @throws GateError `BAD_OPTION`, at the end of the test
     * @example
     * bench.gate({ smallestSlowdown: '2 %', budget: '60 s', pin: true });
     */
    readonly gate: (options: GateOptions) => void;
  }
}
