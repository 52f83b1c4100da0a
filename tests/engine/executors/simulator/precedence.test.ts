import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { simulate } from '../../../../src/executors/simulator/simulate.ts';
import { strategies } from '../../../../src/schedulers/strategies.ts';
import { longestPath, precedenceOf } from './graphs.ts';

/** Graphs in which predecessors come first, and some in which they do not. */
const graphs = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.array(fc.nat(1000), { maxLength: 3 })), {
    minLength: 1,
    maxLength: 40,
    size: 'max',
  })
  .map((drawn) => ({
    service: Float64Array.from(drawn, ([work]) => work),
    predecessors: drawn.map(([, before], id) => (id === 0 ? [] : [...new Set(before.map((other) => other % id))])),
  }));

describe.each(['fifo', 'priority', 'work-stealing', 'load-balancing', 'round-robin', 'adaptive'] as const)(
  '%s',
  (name) => {
    test('starts no task before its predecessors have ended, and runs them all', () => {
      fc.assert(
        fc.property(graphs, fc.integer({ min: 1, max: 6 }), ({ service, predecessors }, workers) => {
          const { recording, completed, makespan } = simulate({
            strategy: strategies[name],
            speeds: Array.from({ length: workers }, () => 1),
            load: { size: service.length, service, predecessors: precedenceOf(predecessors) },
            record: true,
          });
          expect(completed).toBe(service.length);
          expect(makespan).toBeGreaterThanOrEqual(longestPath(predecessors, service));
          predecessors.forEach((before, id) => {
            const ready = Math.max(0, ...before.map((other) => recording!.seen[other]!));
            expect(recording!.submitted[id]).toBe(ready);
            expect(recording!.began[id]).toBeGreaterThanOrEqual(ready);
          });
        }),
        { numRuns: 60 },
      );
    });
  },
);

test('ids need not be in the order of the graph', () => {
  const load = { size: 3, service: Float64Array.of(5, 7, 11), predecessors: precedenceOf([[1], [2], []]) };
  const { recording, makespan } = simulate({ strategy: strategies.fifo, speeds: [1, 1], load, record: true });
  expect([...recording!.began]).toEqual([18, 11, 0]);
  expect(makespan).toBe(23);
});

test.each([
  ['no graph', { offsets: Int32Array.of(0, 1), tasks: Int32Array.of(0) }, /they are no graph of 2 tasks/],
  ['a task that does not exist', precedenceOf([[], [2]]), /they are no graph of 2 tasks/],
  ['offsets that fall', { offsets: Int32Array.of(0, 1, 0), tasks: Int32Array.of(0) }, /they are no graph of 2 tasks/],
  ['a circle', precedenceOf([[1], [0]]), /2 tasks wait for each other in a circle/],
  ['a task before itself', precedenceOf([[], [1]]), /1 tasks wait for each other in a circle/],
])('refuses %s', (_, predecessors, message) => {
  const load = { size: 2, service: new Float64Array(2), predecessors };
  expect(() => simulate({ strategy: strategies.fifo, speeds: [1], load })).toThrow(message);
});
