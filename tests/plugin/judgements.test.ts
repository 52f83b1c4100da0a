import { expect, test } from 'vitest';
import { judgementsOf } from '../../plugin/node/twins/judgements.ts';
import { planRule } from '../../src/gate/rule.ts';
import { type Result, runScaling, runScheduler, runStress } from '../../src/index.ts';

test('shards count as one run, and a revision has a hundred results', () => {
  expect(judgementsOf(10, 1)).toBe(240);
  expect(judgementsOf(10, 4)).toBe(4 * judgementsOf(10, 1));
  expect(judgementsOf(0, 2)).toBe(2 * judgementsOf(100, 1));
});

/** How many figures of a result are compared. */
function figuresOf({ metrics }: Result): number {
  const judged = Object.values(metrics).filter((metric) => {
    return (
      metric !== undefined && metric.better !== 'neither' && !(metric.per === 'run' && metric.assume === 'sampled')
    );
  });
  return judged.reduce((sum, metric) => sum + (metric?.repetitions.p99 === undefined ? 1 : 2), 0);
}

test('a result has no more figures than it counts for', async () => {
  const task = { type: 'sleep', duration: '1 ms', priority: { levels: [0, 1] } } as const;
  const brief = { brief: true };
  const results = [
    await runScheduler({ task, tasks: 300, workers: 2, repetitions: 2, strategy: 'work-stealing' }, brief),
    ...(await runScaling({ task, tasks: 20, workers: [2], rounds: 2 }, brief)),
    await runStress({ task, tasks: 300, workers: 2, rate: '2000 tasks/s', faults: { throw: 0.1 }, cancel: 0.1 }, brief),
  ];
  expect(results).toHaveLength(4);
  for (const result of results) {
    expect(figuresOf(result)).toBeGreaterThan(5);
    expect(figuresOf(result)).toBeLessThanOrEqual(judgementsOf(1, 1));
  }
});

test('there is a rule for as many shards and results as anybody has', () => {
  const judgements = judgementsOf(10_000, 1000);
  expect(() => planRule({ margin: 0.05, judgements })).not.toThrow();
  expect(() => planRule({ margin: 0.05, judgements: judgements + 1 })).toThrow(/is not a number of figures/);
});
