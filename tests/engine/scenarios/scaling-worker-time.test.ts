import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRecording, outcomes, type Recording } from '../../../src/executors/recording.ts';
import { splitWorkerTime } from '../../../src/scenarios/scaling/split-worker-time.ts';

interface Lived {
  readonly worker: number;
  readonly decided: number;
  readonly began: number;
  readonly ended: number;
  readonly seen: number;
}

/** A recording of tasks that were all submitted at once. */
function record(tasks: readonly Lived[], submitted = 0): Recording {
  const recording = createRecording(tasks.length);
  for (const [id, { worker, decided, began, ended, seen }] of tasks.entries()) {
    recording.submitted[id] = submitted;
    recording.worker[id] = worker;
    recording.decided[id] = decided;
    recording.began[id] = began;
    recording.ended[id] = ended;
    recording.seen[id] = seen;
    recording.starts[id] = 1;
    recording.outcome[id] = outcomes.done;
  }
  return recording;
}

describe('the time of the workers', () => {
  const tasks: readonly Lived[] = [
    { worker: 0, decided: 10, began: 12, ended: 30, seen: 33 },
    { worker: 0, decided: 40, began: 45, ended: 60, seen: 60 },
    { worker: 1, decided: 5, began: 5, ended: 50, seen: 55 },
  ];

  test('is split as by hand', () => {
    expect(splitWorkerTime(record(tasks), 2, 100)).toEqual({ busy: 78, transfer: 15, dispatch: 22, idle: 85 });
  });

  test('counts from the first submission', () => {
    const later = tasks.map(({ worker, decided, began, ended, seen }) => ({
      worker,
      decided: decided + 1e12,
      began: began + 1e12,
      ended: ended + 1e12,
      seen: seen + 1e12,
    }));
    expect(splitWorkerTime(record(later, 1e12), 2, 100)).toEqual({ busy: 78, transfer: 15, dispatch: 22, idle: 85 });
  });

  test('a worker without any task was idle all the time', () => {
    expect(splitWorkerTime(record(tasks), 3, 100)).toEqual({ busy: 78, transfer: 15, dispatch: 22, idle: 185 });
  });

  test('tasks that overlap on one worker count once', () => {
    const both = [
      { worker: 0, decided: 0, began: 0, ended: 10, seen: 12 },
      { worker: 0, decided: 0, began: 5, ended: 20, seen: 21 },
      { worker: 0, decided: 1, began: 6, ended: 9, seen: 22 },
    ];
    expect(splitWorkerTime(record(both), 1, 30)).toEqual({ busy: 20, transfer: 1, dispatch: 1, idle: 8 });
  });

  test('a result that is there while the scheduler sees to others waits for the scheduler', () => {
    const both = [
      { worker: 0, decided: 0, began: 1, ended: 30, seen: 40 },
      { worker: 1, decided: 0, began: 1, ended: 28, seen: 33 },
    ];
    // The scheduler saw the other one at 33: that one was on its way for 5, this one for 3, and waited for 7.
    expect(splitWorkerTime(record(both), 2, 40)).toEqual({ busy: 56, transfer: 10, dispatch: 7, idle: 7 });
  });

  test('is not known where a task failed or was run again', () => {
    const failed = record(tasks);
    failed.outcome[1] = outcomes.threw;
    expect(splitWorkerTime(failed, 2, 100)).toBeUndefined();
    const again = record(tasks);
    again.starts[1] = 2;
    expect(splitWorkerTime(again, 2, 100)).toBeUndefined();
  });

  test('has four parts, which are all of it', () => {
    const span = fc.integer({ min: 0, max: 50 });
    const task = fc.tuple(fc.integer({ min: 0, max: 2 }), span, span, span, span);
    fc.assert(
      fc.property(fc.array(task, { minLength: 1, maxLength: 20 }), span, (given, rest) => {
        const lived = given.map(([worker, wait, out, run, back]): Lived => {
          const began = wait + out;
          return { worker, decided: wait, began, ended: began + run, seen: began + run + back };
        });
        const makespan = Math.max(...lived.map(({ seen }) => seen)) + rest;
        const parts = Object.values(splitWorkerTime(record(lived), 3, makespan)!);
        expect(Math.min(...parts)).toBeGreaterThanOrEqual(0);
        expect(parts.reduce((sum: number, part: number) => sum + part, 0)).toBeCloseTo(3 * makespan, 6);
      }),
    );
  });
});
