/** Checked by tsc alone: every line below an expected error must be one. */
import { expect, type TestContext } from 'vitest';
import type { ScalingResults, StressResult } from '../../src/index.ts';
import { targets } from '../../src/index.ts';
import '../../plugin/types.ts';

/** `bench.scaling` */
export async function scale({ bench }: TestContext): Promise<void> {
  const results: ScalingResults = await bench.scaling({
    workers: [1, 2, 4],
    tasks: 100,
    mode: 'weak',
    task: { type: 'sleep', duration: '5 ms' },
  });
  expect(results.at(4)).toMeetTargets(targets.scaling[4]);
  expect(results.at(2)).toMeetTarget('efficiency', '> 80 %');
  expect(results.at(2)).toMeetTarget('speedUp', '> 1.5 x');
  for (const point of results) expect(point).toMeetTarget('latency.p99', '< 1 s');
  // @ts-expect-error no such metric
  expect(results.at(2)).toMeetTarget('speedup', '> 1.5 x');
  // @ts-expect-error all of them are no result: which one is meant?
  expect(results).toMeetTarget('efficiency', '> 80 %');
  // @ts-expect-error a list of numbers
  await bench.scaling({ workers: '1,2,4' });
  // @ts-expect-error no such mode
  await bench.scaling({ mode: 'middling' });
  // @ts-expect-error no such option
  await bench.scaling({ repetitions: 3 });
}

/** `bench.stress` */
export async function stress({ bench }: TestContext): Promise<void> {
  const result: StressResult = await bench.stress({ inFlight: 500, duration: '1 s', faults: { throw: 0.01, seed: 7 } });
  expect(result).toMeetTargets(targets.stress);
  expect(result).toMeetTarget('recovered', '>= 100 %');
  await bench.stress({ scenario: 'crash-storm' });
  await bench.stress({ rate: '500 tasks/s', arrivals: 'poisson', tasks: 1000 });
  // @ts-expect-error no such scenario
  await bench.stress({ scenario: 'crash-strom' });
  // @ts-expect-error a rate has a unit
  await bench.stress({ rate: '500' });
  // @ts-expect-error no such metric
  expect(result).toMeetTarget('recoverd', '>= 100 %');
  // @ts-expect-error no such option
  await bench.stress({ workrs: 4 });
}

/** `bench.scheduler` on other executors. */
export async function simulate({ bench }: TestContext): Promise<void> {
  const one = await bench.scheduler({ executor: 'simulator', workers: 1000 });
  expect(one).toMeetTarget('makespan', '< 1 s');
  const several = await bench.scheduler({
    executor: { type: 'simulator', costs: { dispatch: '3 µs' } },
    strategy: ['fifo', 'work-stealing'],
  });
  expect(several.get('fifo')).toMeetTarget('utilization', '> 50 %');
  await bench.scheduler({ executor: 'processes' });
  // @ts-expect-error no such executor
  await bench.scheduler({ executor: 'fibers' });
  // @ts-expect-error a cost has a unit
  await bench.scheduler({ executor: { type: 'simulator', costs: { dispatch: 3 } } });
}
