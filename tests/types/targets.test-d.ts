/** Checked by tsc alone: every line below an expected error must be one. */
import { expect, test } from 'vitest';
import type { MetricPathOf } from '../../plugin/matcher-types.ts';
import { matchers } from '../../plugin/worker/matchers.ts';
import type { Result } from '../../src/model/result.ts';
import type { BoundText } from '../../src/model/bound.ts';
import type { MetricPath } from '../../src/model/metric-path.ts';
import { findTarget, type TargetName, targets } from '../../src/targets/tables.ts';

declare const result: Result<'throughput' | 'latency'>;
declare const anyResult: Result;
declare const promised: Promise<Result<'latency'>>;
declare const either: Result<'throughput'> | Result<'latency'>;

expect.extend(matchers);

test('assertions', async () => {
  // Metric paths of a typed result.
  expect(result).toMeetTarget('throughput', '> 1000 tasks/s');
  expect(result).toMeetTarget('latency.p99', '< 20 ms');
  expect(result).toMeetTarget('latency.p99.9', '<= 1.5 s');
  expect(result).not.toMeetTarget('latency.p50', '>= 1 µs');
  expect.soft(result).toMeetTarget('latency.max', '< 1 s');
  expect(either).toMeetTarget('latency.p99', '< 20 ms');
  // @ts-expect-error an unknown metric
  expect(result).toMeetTarget('latncy', '< 20 ms');
  // @ts-expect-error an unknown statistic
  expect(result).toMeetTarget('latency.p98', '< 20 ms');
  // @ts-expect-error no bound
  expect(result).toMeetTarget('latency');

  // Bounds.
  expect(result).toMeetTarget('latency', '< 1e3 ns');
  expect(result).toMeetTarget('latency.n', '>= 100');
  // @ts-expect-error an unknown unit
  expect(result).toMeetTarget('latency', '< 20 msec');
  // @ts-expect-error an unknown comparison
  expect(result).toMeetTarget('latency', '== 20 ms');
  // @ts-expect-error no comparison
  expect(result).toMeetTarget('latency', '20 ms');
  // @ts-expect-error no number
  expect(result).toMeetTarget('latency', '< fast ms');

  // A result whose metrics the type does not know takes any name: run time checks it.
  expect(anyResult).toMeetTarget('whatever.p99', '< 20 ms');
  expect(JSON.parse('{}')).toMeetTarget('whatever', '< 20 ms');

  // What is no result has no metric names.
  // @ts-expect-error a forgotten await
  expect(promised).toMeetTarget('latency', '< 20 ms');
  await expect(promised).resolves.toMeetTarget('latency', '< 20 ms');
  // @ts-expect-error an unknown metric behind a promise
  await expect(promised).resolves.toMeetTarget('latncy', '< 20 ms');

  // Tables.
  expect(result).toMeetTargets(targets.pool);
  expect(result).toMeetTargets(targets.strategies['work-stealing']);
  expect(result).toMeetTargets(targets.scaling[4]);
  expect(result).toMeetTarget(targets.pool.latencyP99);
  expect(result).toMeetTargets({ throughput: '> 1000 tasks/s', 'latency.p99': '< 20 ms' });
  expect(result).toMeetTargets(['pool.latencyP99', 'strategies.fifo.throughput', 'scaling.4.efficiency']);
  expect(result).toMeetTargets({ fast: { name: 'fast', metric: 'latency', bound: '< 1 ms' } });
  // @ts-expect-error an unknown metric
  expect(result).toMeetTargets({ latncy: '< 20 ms' });
  // @ts-expect-error a wrong unit
  expect(result).toMeetTargets({ latency: '< 20 msec' });
  // @ts-expect-error a table of tables
  expect(result).toMeetTargets(targets.strategies);
  // @ts-expect-error an unknown target
  expect(result).toMeetTargets(['pool.latencyP98']);
  // @ts-expect-error an unknown target
  expect(result).toMeetTarget(targets.pool.latencyP98);
  // @ts-expect-error there is no target for 3 workers
  expect(result).toMeetTargets(targets.scaling[3]);
});

// Names complete and stay open for texts from elsewhere.
const name: TargetName = 'pool.latencyP99';
findTarget(name);
findTarget(process.argv[2] ?? '');
// @ts-expect-error an unknown name
const wrong: TargetName = 'pool.latency';
void wrong;

const path: MetricPath<'a' | 'b'> = 'b.p99.9';
void (path satisfies MetricPathOf<Result<'a' | 'b'>>);
const bound: BoundText = '> 75 %';
void bound;
