/** Types of the threshold assertions: metric names and units are checked as far as the result's type knows them. */
import type { BoundText } from '../src/model/bound.ts';
import type { MetricPath } from '../src/model/metric-path.ts';
import type { TargetName } from '../src/targets/tables.ts';
import type { BoundTable, Target, TargetTable } from '../src/targets/target.ts';

/**
 * The metric paths of a result's type: `'throughput' | 'latency' | 'latency.p99' | …`; any text where the type is not
 * known, none for what is no result, such as a Promise of one.
 */
export type MetricPathOf<T> = unknown extends T
  ? string
  : T extends { readonly metrics: infer Metrics }
    ? MetricPath<keyof Metrics & string>
    : never;

declare module 'vitest' {
  // The parameters of the interface must be repeated as Vitest declares them.
  interface Matchers<R, T> {
    /**
     * Passes when the result meets every target that it can be held against. Rows of a shipped table that belong to
     * another kind of work are listed and not judged; a metric of your own table that was not measured fails.
     *
     * @param table shipped targets, or a table of targets of your own
     * @example expect(result).toMeetTargets(targets.pool);
     */
    toMeetTargets(table: TargetTable): R;
    /**
     * Passes when the result meets the shipped targets of these names.
     *
     * @example expect(result).toMeetTargets(['pool.throughput', 'pool.latencyP99']);
     */
    toMeetTargets(names: readonly TargetName[]): R;
    /**
     * Passes when every figure keeps to its bound. Units: ns to s, B to GB, tasks/s, %, x.
     *
     * @example expect(result).toMeetTargets({ throughput: '> 1000 tasks/s', 'latency.p99': '< 20 ms' });
     */
    toMeetTargets(bounds: BoundTable<MetricPathOf<T>>): R;

    /**
     * Passes when the result meets the target.
     *
     * @example expect(result).toMeetTarget(targets.pool.latencyP99);
     */
    toMeetTarget(target: Target): R;
    /**
     * Passes when the figure keeps to the bound. A metric alone is its median.
     *
     * @param metric such as `throughput` or `latency.p99`
     * @param bound `<`, `<=`, `>` or `>=`, a number and a unit: ns to s, B to GB, tasks/s, %, x
     * @example expect(result).toMeetTarget('latency.p99', '< 20 ms');
     */
    toMeetTarget(metric: MetricPathOf<T>, bound: BoundText): R;
  }
}
