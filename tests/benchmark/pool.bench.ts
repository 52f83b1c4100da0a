/** The pool table: submit throughput, latency, memory per task, and efficiency, on 4 workers. */
import { describe, expect, test } from 'vitest';
import { targets } from '../../src/index.ts';

// Absolute figures on a shared machine: what another program did for a second has to show in one of three tries.
describe('pool', { tags: ['scheduler'], retry: 2 }, () => {
  test.for([10, 50, 100, 500])('%i tasks on 4 workers', async (tasks, { bench }) => {
    // At most 64 at once: a batch of 500 would measure how long its own queue is.
    const result = await bench.scheduler({ tasks, workers: 4, window: 64 });
    expect(result).toMeetTargets(targets.pool);
  });

  test('parallel efficiency at 4 workers', async ({ bench }) => {
    const result = await bench.scheduler({
      tasks: 400,
      workers: 4,
      task: { type: 'sleep', duration: '10 ms' },
      repetitions: 6,
      warmUp: 1,
    });
    expect(result).toMeetTarget(targets.pool.efficiency4);
  });
});
