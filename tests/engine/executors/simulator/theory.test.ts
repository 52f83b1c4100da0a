/** Queues whose waiting times are known in closed form. */
import { describe, expect, test } from 'vitest';
import { simulate } from '../../../../src/executors/simulator/simulate.ts';
import type { Simulated } from '../../../../src/executors/simulator/simulated.ts';
import { strategies, type StrategyName } from '../../../../src/schedulers/strategies.ts';
import { createSampler } from '../../../../src/statistics/distributions.ts';
import { createRandom } from '../../../../src/statistics/random.ts';
import { summarize } from '../../../../src/statistics/summary.ts';

const tasks = 100_000;
/** Mean service time: 1 ms. */
const service = 1e6;

/** A queue with Poisson arrivals that keep `workers` busy for a share `load` of the time. */
function runQueue(
  seed: number,
  { workers, load, constant, strategy }: { workers: number; load: number; constant: boolean; strategy: StrategyName },
): Simulated {
  const random = createRandom(seed);
  const gap = createSampler({ kind: 'exponential', mean: service / (load * workers) }, random.fork());
  const draw = createSampler(
    constant ? { kind: 'constant', value: service } : { kind: 'exponential', mean: service },
    random.fork(),
  );
  let time = 0;
  return simulate({
    strategy: strategies[strategy],
    speeds: Array.from({ length: workers }, () => 1),
    load: {
      size: tasks,
      arrivals: Float64Array.from({ length: tasks }, () => (time += gap())),
      service: Float64Array.from({ length: tasks }, () => draw()),
    },
  });
}

/** Mean over independent runs, with its 99 % interval by Student's t: 9 or 39 degrees of freedom. */
function estimate(values: readonly number[]): { readonly mean: number; readonly margin: number } {
  const t = new Map([
    [10, 3.25],
    [40, 2.708],
  ]).get(values.length)!;
  const { mean, sd } = summarize(values);
  return { mean, margin: (t * sd) / Math.sqrt(values.length) };
}

/** `agree` when the theory lies in the interval, and the interval is narrow enough to say something. */
function compare(values: readonly number[], theory: number, precision: number): string {
  const { mean, margin } = estimate(values);
  const said = `${mean / theory} ± ${margin / theory} of the theory`;
  if (margin / theory >= precision) return `too wide: ${said}`;
  return Math.abs(mean - theory) < margin ? 'agree' : said;
}

function seeds(count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => at + 1);
}

/** Probability that all workers are busy, for `offered` = arrival rate × service time (A. K. Erlang, 1917). */
function erlangC(workers: number, offered: number): number {
  let blocked = 1;
  for (let busy = 1; busy <= workers; busy += 1) blocked = (offered * blocked) / (busy + offered * blocked);
  return blocked / (1 - (offered / workers) * (1 - blocked));
}

test('M/M/1: mean and 99th percentile of the waiting time, and utilisation', () => {
  const load = 0.7;
  const runs = seeds(10).map((seed) => runQueue(seed, { workers: 1, load, constant: false, strategy: 'fifo' }));
  expect(
    compare(
      runs.map(({ waiting }) => waiting.mean),
      (load / (1 - load)) * service,
      0.04,
    ),
  ).toBe('agree');
  expect(
    compare(
      runs.map(({ waiting }) => waiting.p99),
      (Math.log(load / 0.01) / (1 - load)) * service,
      0.06,
    ),
  ).toBe('agree');
  expect(
    compare(
      runs.map(({ latency }) => latency.mean),
      service / (1 - load),
      0.04,
    ),
  ).toBe('agree');
  expect(
    compare(
      runs.map(({ utilization }) => utilization),
      load,
      0.01,
    ),
  ).toBe('agree');
});

describe.each([
  [2, 0.8],
  [8, 0.9],
  [20, 0.85],
])('M/M/%i at a load of %d', (workers, load) => {
  // Who is served first changes the mean for nobody, as long as sizes play no part and no worker waits beside a queue.
  test.each(['fifo', 'priority', 'work-stealing'] as const)('%s: mean waiting time by Erlang C', (strategy) => {
    const runs = seeds(10).map((seed) => runQueue(seed, { workers, load, constant: false, strategy }));
    const theory = (erlangC(workers, load * workers) * service) / (workers * (1 - load));
    expect(
      compare(
        runs.map(({ waiting }) => waiting.mean),
        theory,
        0.15,
      ),
    ).toBe('agree');
  });
});

test('M/D/1: mean waiting time is half of that of M/M/1', () => {
  const load = 0.8;
  const runs = seeds(40).map((seed) => runQueue(seed, { workers: 1, load, constant: true, strategy: 'fifo' }));
  expect(
    compare(
      runs.map(({ waiting }) => waiting.mean),
      (load / (2 * (1 - load))) * service,
      0.02,
    ),
  ).toBe('agree');
});

test('the formula is right where it can be done by hand', () => {
  expect(erlangC(1, 0.5)).toBeCloseTo(0.5, 12);
  expect(erlangC(2, 1)).toBeCloseTo(1 / 3, 12);
});
