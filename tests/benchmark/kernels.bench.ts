/** Small kernels of the engine, by plain `bench()`: they run in every decision and every judgement. */
import { describe, test } from 'vitest';
import { createRandom, estimateShift, strategies, strategyNames, summarize } from '../../src/index.ts';
import type { Task, Workers } from '../../src/index.ts';

const options = { time: 400, warmupTime: 200 };

/** Workers that always have room: what is timed is the strategy alone. */
const workers: Workers = { count: 8, depth: 1, inFlight: () => 0, free: () => 0 };

describe('kernels', () => {
  test.for(strategyNames)('1,000 decisions: %s', async (name, { bench }) => {
    const tasks = Array.from({ length: 1000 }, (_, id): Task => {
      return { id, kind: 'noop', priority: id % 3, estimate: 1000, submitted: id };
    });
    await bench(name, () => {
      const scheduler = strategies[name].start(workers, 1);
      for (const task of tasks) scheduler.place(task);
      let worker = 0;
      while (scheduler.queued > 0) {
        const task = scheduler.next(worker);
        if (task !== undefined) scheduler.ended(task, worker, 1000);
        worker = (worker + 1) % workers.count;
      }
    }).run(options);
  });

  test('statistics', async ({ bench }) => {
    const random = createRandom(1);
    const observations = Float64Array.from({ length: 10_000 }, () => random.next());
    const base = Array.from({ length: 10 }, () => random.next());
    const head = Array.from({ length: 10 }, () => random.next());
    await bench('summary of 10,000', () => void summarize(observations)).run(options);
    await bench('shift of 10 against 10', () => void estimateShift(base, head, 0.99)).run(options);
  });
});
