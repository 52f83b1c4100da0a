import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRecording, outcomes, type Recording } from '../../../src/executors/recording.ts';
import { findInversions } from '../../../src/scenarios/scheduler/inversions.ts';

interface Life {
  readonly priority: number;
  readonly submitted: number;
  readonly decided: number;
  readonly ended: number;
}

function record(lives: readonly Life[]): Recording {
  const recording = createRecording(lives.length);
  for (const [id, life] of lives.entries()) {
    recording.priority[id] = life.priority;
    recording.submitted[id] = life.submitted;
    recording.decided[id] = life.decided;
    recording.ended[id] = life.ended;
    recording.outcome[id] = outcomes.done;
  }
  return recording;
}

function inversionsOf(lives: readonly Life[]) {
  const recording = record(lives);
  return findInversions(recording, recording.decided);
}

test('a start while a more urgent task waits is an inversion, until that one starts', () => {
  const urgent = { priority: 2, submitted: 10, decided: 50, ended: 60 };
  expect(inversionsOf([urgent, { priority: 1, submitted: 5, decided: 20, ended: 90 }])).toEqual({ count: 1, time: 30 });
  expect(inversionsOf([urgent, { priority: 1, submitted: 5, decided: 20, ended: 40 }])).toEqual({ count: 1, time: 20 });
});

test('a task that arrives after the start, an equal one and a less urgent one invert nothing', () => {
  const waiting = { priority: 1, submitted: 10, decided: 50, ended: 60 };
  expect(inversionsOf([waiting, { priority: 0, submitted: 1, decided: 9, ended: 99 }])).toEqual({ count: 0, time: 0 });
  expect(inversionsOf([waiting, { priority: 1, submitted: 1, decided: 20, ended: 99 }])).toEqual({ count: 0, time: 0 });
  expect(inversionsOf([waiting, { priority: 2, submitted: 1, decided: 20, ended: 99 }])).toEqual({ count: 0, time: 0 });
});

test('the same as by comparing every pair', () => {
  const life = fc
    .record({
      priority: fc.integer({ min: -2, max: 4 }),
      submitted: fc.integer({ min: 1, max: 60 }),
      wait: fc.nat({ max: 40 }),
      run: fc.nat({ max: 20 }),
    })
    .map(({ priority, submitted, wait, run }) => ({
      priority,
      submitted,
      decided: submitted + wait,
      ended: submitted + wait + run,
    }));
  fc.assert(
    fc.property(fc.array(life, { maxLength: 40 }), (lives) => {
      let count = 0;
      let time = 0;
      for (const one of lives) {
        const waiting = lives.filter(
          (other) => other.priority > one.priority && other.submitted < one.decided && other.decided > one.decided,
        );
        if (waiting.length === 0) continue;
        count += 1;
        time += Math.min(one.ended, Math.max(...waiting.map(({ decided }) => decided))) - one.decided;
      }
      expect(inversionsOf(lives)).toEqual({ count, time });
    }),
  );
});
