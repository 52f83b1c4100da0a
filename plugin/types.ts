/** What the plugin adds to Vitest's types. `import 'benchgate/vitest'` (as the config does) brings them in. */
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
  }
}
