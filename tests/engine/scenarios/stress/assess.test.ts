import { describe, expect, test } from 'vitest';
import type { StressSlice } from '../../../../src/model/stress.ts';
import { assessLeak, assessMemory, assessThroughput } from '../../../../src/scenarios/stress/assess.ts';
import type { Checkpoint } from '../../../../src/scenarios/stress/checkpoints.ts';
import type { Loaded } from '../../../../src/scenarios/stress/run-load.ts';

const second = 1e9;

function slices(completed: readonly number[]): StressSlice[] {
  return completed.map((count, index) => ({
    at: index * second,
    duration: second,
    completed: count,
    failed: 0,
    throughput: count,
    inFlight: 1,
  }));
}

function throughputOf(
  completed: readonly number[],
  begin = 0,
  end = completed.length,
): ReturnType<typeof assessThroughput> {
  const steady = { begin: begin * second, end: end * second };
  return assessThroughput({ steady } as Loaded, slices(completed));
}

describe('the verdict on throughput', () => {
  test('is about the steady stretch alone, without its first tenth', () => {
    const steady = Array.from({ length: 40 }, () => 1000);
    expect(throughputOf(steady)).toMatchObject({ verdict: 'stable', n: 36 });
    expect(throughputOf(steady).sentence).toMatch(
      /^Throughput is stable: over the run it changed by 0 % \(95 % interval /,
    );
    // It begins slowly and ends in the middle of a slice, and something else comes before.
    const other = [...Array.from({ length: 20 }, () => 50), 100, 200, ...steady];
    expect(throughputOf(other, 20, 61.5)).toMatchObject({ verdict: 'stable', n: 36 });
  });

  test('joins slices until there is something in them', () => {
    // Five tasks in a slice on average: by chance alone they swing.
    const few = Array.from({ length: 200 }, (_, index) => [2, 9, 4, 5, 6, 1, 8, 5][index % 8]!);
    expect(throughputOf(few)).toMatchObject({ verdict: 'stable', n: 18 });
    expect(throughputOf(few.slice(0, 60))).toMatchObject({ verdict: 'too short to say', n: 5 });
  });

  test('is none where the load changed all the time', () => {
    const none = assessThroughput({ steady: undefined } as Loaded, slices([1, 2, 3]));
    expect(none).toMatchObject({ verdict: 'too short to say', n: 0 });
  });

  test('has its reason in words', () => {
    const falling = throughputOf(Array.from({ length: 40 }, (_, index) => 1000 - 15 * index));
    expect(falling.sentence).toMatch(/^Throughput is drifting: over the run it changed by -\d\d\.\d %/);
    const seesaw = throughputOf(Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? 100 : 1900)));
    expect(seesaw.sentence).toMatch(/^Throughput is unstable: it swings by ±\d\d(\.\d)? %\.$/);
    expect(throughputOf([1000, 1000, 1000]).sentence).toMatch(/^Throughput: 2 points of time are too few/);
  });
});

function checkpoints(heap: (tasks: number) => number, workers?: (tasks: number) => number): Checkpoint[] {
  return Array.from({ length: 25 }, (_, index) => {
    const tasks = index * 1000;
    const used = workers?.(tasks);
    return {
      time: index * second,
      tasks,
      main: heap(tasks),
      workers: used,
      each: used === undefined ? undefined : [used],
    };
  });
}

describe('verdicts on memory', () => {
  test('are about all heaps together, and say where it grows', () => {
    const leaking = checkpoints(
      () => 20e6,
      (tasks) => 10e6 + 1000 * tasks,
    );
    expect(assessLeak(leaking)).toMatchObject({
      verdict: 'leak',
      n: 20,
      slope: { estimate: 1000 },
      main: { estimate: 0 },
      workers: { estimate: 1000 },
      sentence: 'Leak: every task leaves 1 kB (99 % interval 1 kB to 1 kB) behind, mostly in the workers.',
    });
    expect(assessMemory(leaking)).toMatchObject({ verdict: 'drifting', n: 20 });
    const own = checkpoints(
      (tasks) => 20e6 + 500 * tasks,
      () => 10e6,
    );
    expect(assessLeak(own).sentence).toMatch(/mostly in the main thread\.$/);
    // Of a scheduler of the user's own only this thread is known.
    const subject = assessLeak(checkpoints((tasks) => 20e6 + 500 * tasks));
    expect(subject).toMatchObject({ verdict: 'leak', slope: { estimate: 500 } });
    expect(subject.workers).toBeUndefined();
  });

  test('leave out moments that cannot be compared', () => {
    const points = checkpoints(
      () => 20e6,
      () => 10e6,
    );
    // A worker had just ended; nothing was done between two others.
    const odd = points.map((point, index) =>
      index === 12 ? { ...point, workers: undefined } : index === 14 ? { ...point, tasks: 13_000 } : point,
    );
    expect(assessLeak(odd)).toMatchObject({ verdict: 'no leak', n: 19 });
    expect(assessMemory(odd)).toMatchObject({ verdict: 'stable', n: 19 });
    expect(assessLeak(points.slice(0, 5))).toMatchObject({ verdict: 'too short to say', n: 4 });
    expect(assessLeak([])).toMatchObject({ verdict: 'too short to say', n: 0 });
  });

  test('say how much more is needed where little grows', () => {
    const little = checkpoints((tasks) => 20e6 + (tasks > 20_000 ? 20 * 20_000 : 0));
    expect(assessLeak(little).verdict).not.toBe('leak');
    const few = Array.from({ length: 25 }, (_, index) => ({
      time: index * second,
      tasks: index * 100,
      main: 20e6 + 50 * index * 100,
      workers: undefined,
      each: undefined,
    }));
    expect(assessLeak(few)).toMatchObject({
      verdict: 'too short to say',
      sentence:
        "Leaks: the heap grew steadily, by 50 B (99 % interval 50 B to 50 B) per task, but by less in all than the engine's own code may take; 5,000 tasks would tell (this run: 2,400).",
    });
  });
});
