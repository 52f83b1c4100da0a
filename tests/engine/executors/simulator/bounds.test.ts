/** Bounds that hold for every schedule of their kind, whatever the tasks. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { simulate } from '../../../../src/executors/simulator/simulate.ts';
import { strategies } from '../../../../src/schedulers/strategies.ts';
import { longestPath, precedenceOf } from './graphs.ts';

const works = fc.array(fc.oneof(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 10 })), {
  minLength: 1,
  maxLength: 120,
  size: 'max',
});
const workers = fc.integer({ min: 1, max: 12 });
const lists = ['fifo', 'priority', 'work-stealing'] as const;

function equal(count: number): readonly number[] {
  return Array.from({ length: count }, () => 1);
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

describe.each(lists)('%s at depth 1, on equal workers', (name) => {
  const strategy = strategies[name];

  test("keeps Graham's bound for independent tasks", () => {
    fc.assert(
      fc.property(
        works,
        workers,
        fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 120 }),
        (work, count, drawn) => {
          const service = Float64Array.from(work);
          const priorities = Float64Array.from(work, (_, id) => drawn[id] ?? 0);
          const load = { size: work.length, service, priorities };
          const { makespan } = simulate({ strategy, speeds: equal(count), load });
          const [total, longest] = [sum(work), Math.max(...work)];
          expect(makespan).toBeLessThanOrEqual(total / count + (1 - 1 / count) * longest + 1e-6);
          expect(makespan).toBeGreaterThanOrEqual(Math.max(total / count - 1e-6, longest));
        },
      ),
      { numRuns: 700 },
    );
  });

  test('keeps T₁ ÷ P + (1 − 1 ÷ P) × T∞ for graphs', () => {
    const graphs = fc.tuple(works, fc.array(fc.array(fc.nat(1000), { maxLength: 4 }), { maxLength: 120, size: 'max' }));
    fc.assert(
      fc.property(graphs, workers, ([work, drawn], count) => {
        const service = Float64Array.from(work);
        const predecessors = work.map((_, id) => (id === 0 ? [] : (drawn[id] ?? []).map((other) => other % id)));
        const load = { size: work.length, service, predecessors: precedenceOf(predecessors) };
        const { makespan } = simulate({ strategy, speeds: equal(count), load });
        const path = longestPath(predecessors, service);
        expect(makespan).toBeLessThanOrEqual(sum(work) / count + (1 - 1 / count) * path + 1e-6);
        expect(makespan).toBeGreaterThanOrEqual(path);
      }),
      { numRuns: 500 },
    );
  });
});

/** A task that forks two halves down to leaves, and joins them again: a fork-join tree. */
function forkJoin(depth: number, work: () => number): { service: Float64Array; predecessors: number[][] } {
  const service: number[] = [];
  const predecessors: number[][] = [];
  const add = (before: number[]): number => {
    predecessors.push(before);
    return service.push(work()) - 1;
  };
  const grow = (level: number, parent: number[]): number => {
    const fork = add(parent);
    if (level === 0) return fork;
    const halves = [grow(level - 1, [fork]), grow(level - 1, [fork])];
    return add(halves);
  };
  grow(depth, []);
  return { service: Float64Array.from(service), predecessors };
}

test('work stealing runs fork-join trees in T₁ ÷ P + O(T∞), and steals no more than P × T∞ allows', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 8 }), workers, fc.boolean(), (depth, count, even) => {
      let drawn = 7;
      const draw = (): number => 1 + ((drawn = (drawn * 48_271) % 2_147_483_647) % 20);
      const { service, predecessors } = forkJoin(depth, even ? () => 1 : draw);
      const load = { size: service.length, service, predecessors: precedenceOf(predecessors) };
      const { makespan, steals } = simulate({ strategy: strategies['work-stealing'], speeds: equal(count), load });
      const path = longestPath(predecessors, service);
      // Blumofe and Leiserson (1999) expect T₁ ÷ P + O(T∞) of random victims; choosing the longest queue, it is a list schedule.
      expect(makespan).toBeLessThanOrEqual(sum(service) / count + (1 - 1 / count) * path + 1e-6);
      expect(steals).toBeLessThanOrEqual(service.length);
    }),
    { numRuns: 200 },
  );
});
