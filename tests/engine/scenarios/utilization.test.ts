import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRecording, outcomes, type Recording } from '../../../src/executors/recording.ts';
import { utilizationOf } from '../../../src/scenarios/scheduler/utilization.ts';

/** Tasks as [worker, began, ended]. */
function record(tasks: readonly (readonly [number, number, number])[]): Recording {
  const recording = createRecording(tasks.length);
  for (const [id, [worker, began, ended]] of tasks.entries()) {
    recording.worker[id] = worker;
    recording.began[id] = began;
    recording.ended[id] = ended;
    recording.outcome[id] = outcomes.done;
  }
  return recording;
}

test('is the time in which tasks ran ÷ the time of all workers', () => {
  const recording = record([
    [0, 0, 10],
    [1, 5, 10],
    [0, 10, 15],
  ]);
  expect(utilizationOf(recording, 2, 1, 20)).toBe(0.5);
  recording.outcome[0] = outcomes.threw;
  expect(utilizationOf(recording, 2, 1, 20)).toBe(0.25);
  expect(utilizationOf(record([]), 2, 1, 20)).toBe(0);
});

test('of a worker with one lane counts tasks that overlap once, in whatever order they come; with lanes each has its own', () => {
  const overlapping = record([
    [0, 5, 15],
    [0, 0, 10],
    [0, 6, 7],
    [0, 18, 20],
  ]);
  expect(utilizationOf(overlapping, 1, 1, 20)).toBe(17 / 20);
  expect(utilizationOf(overlapping, 1, 2, 20)).toBe(23 / 40);
});

test('is never above 1 on one lane', () => {
  const task = fc
    .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1000 }))
    .map(([worker, one, other]) => [worker, Math.min(one, other), Math.max(one, other)] as const);
  fc.assert(
    fc.property(fc.array(task, { maxLength: 60 }), (tasks) => {
      const share = utilizationOf(record(tasks), 4, 1, 1000);
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1);
    }),
  );
});
