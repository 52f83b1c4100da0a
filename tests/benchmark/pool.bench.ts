/** The pool table: submit throughput, latency, memory per task, and efficiency, on 4 workers. */
import { describe, expect, test } from 'vitest';
import { evaluateTargets, formatQuantity, referenceFigures, runScheduler, targets } from '../../src/index.ts';
import { renderTable } from '../../src/model/table.ts';
import { whyUnfit } from './fitness.ts';

// Absolute figures on a shared machine: what another program did for a second has to show in one of three tries.
describe('pool', { tags: ['scheduler'], retry: 2 }, () => {
  test.for([10, 50, 100, 500])('%i tasks on 4 workers', async (tasks, { bench, skip }) => {
    const unfit = await whyUnfit();
    skip(unfit !== undefined, unfit);
    // At most 64 at once: a batch of 500 would measure how long its own queue is.
    const result = await bench.scheduler({ tasks, workers: 4, window: 64 });
    expect(result).toMeetTargets(targets.pool);
    // All but the efficiency, which is about tasks that sleep.
    expect(evaluateTargets(result, targets.pool).judged).toBe(4);
  });

  test('parallel efficiency at 4 workers', async ({ bench, skip }) => {
    const unfit = await whyUnfit();
    skip(unfit !== undefined, unfit);
    const result = await bench.scheduler({
      tasks: 400,
      workers: 4,
      task: { type: 'sleep', duration: '10 ms' },
      repetitions: 6,
      warmUp: 1,
    });
    expect(result).toMeetTarget(targets.pool.efficiency4);
  });

  // What is published is approximate, and about a pool in another language: shown, and nothing is judged or recorded.
  test('beside the published figures', async () => {
    const { metrics } = await runScheduler({ tasks: 500, workers: 4, window: 4 });
    const own: Readonly<Record<string, number>> = {
      'pool.overheadPerTask': metrics.latency!.summary.median,
      'pool.startUp': metrics.startUp!.summary.median,
      'pool.baseMemory': 4 * metrics.workerHeap!.summary.mean,
    };
    const rows = referenceFigures
      .filter(({ name }) => Object.hasOwn(own, name))
      .map(({ name, value, unit }) => [name, formatQuantity(own[name]!, unit), formatQuantity(value, unit)]);
    console.log(renderTable({ columns: [{ title: '4 workers' }, { title: 'here' }, { title: 'published' }], rows }));
  });
});
