/** What the plugin adds to Vitest's types. `import 'benchgate/vitest'` (as the config does) brings them in. */
import type { Result } from '../src/index.ts';
import type { GateOptions } from './gate-types.ts';
import type { ScalingBench, SchedulerBench, StressBench } from './scenario-types.ts';
import './matcher-types.ts';
import './meta.ts';

declare module 'vitest' {
  interface Bench {
    /**
     * Runs tasks through a scheduler on real worker threads, processes or a simulator (or through a scheduler of your own) and
     * measures it.
     *
     * @see SchedulerOptions
     */
    readonly scheduler: SchedulerBench;
    /**
     * Runs the same work on 1, 2, 4, 8 … workers and measures how time, throughput and latency change with their number.
     *
     * @see ScalingOptions
     * @example
     * const results = await bench.scaling({ workers: [1, 2, 4], tasks: 100, task: { type: 'sleep', duration: '5 ms' } });
     * expect(results.at(4)).toMeetTargets(targets.scaling[4]);
     */
    readonly scaling: ScalingBench;
    /**
     * Loads a scheduler for a time or a number of tasks, with faults on purpose where you ask for them, and measures whether it
     * holds: throughput and latency over time, recovery, memory.
     *
     * @see StressOptions
     * @example
     * const result = await bench.stress({ inFlight: 500, duration: '10 s' });
     * expect(result).toMeetTargets(targets.stress);
     */
    readonly stress: StressBench;
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
