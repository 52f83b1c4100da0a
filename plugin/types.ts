/** What the plugin adds to Vitest's types. `import 'benchgate/vitest'` (as the config does) brings them in. */
import type { Result } from '../src/index.ts';
import type { SchedulerBench } from './scheduler-types.ts';
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
  }
}
