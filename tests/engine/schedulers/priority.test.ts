import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPriority, priority } from '../../../src/schedulers/priority.ts';
import { crews, loads } from './arbitraries.ts';
import { busy, createFractions, runVirtually, task } from './virtual-run.ts';

describe('order', () => {
  test('never starts a task while a more urgent one waits, and keeps the order of submission among equals', () => {
    fc.assert(
      fc.property(loads(60), crews, (load, speeds) => {
        runVirtually({
          strategy: priority,
          load,
          speeds,
          onStart: (started, _worker, queued) => {
            for (const waiting of queued) {
              expect(waiting.priority).toBeLessThanOrEqual(started.priority);
              expect(waiting.priority === started.priority && waiting.id < started.id).toBe(false);
            }
          },
        });
      }),
      { numRuns: 150 },
    );
  });

  test('20 mixed tasks on 2 workers: no inversion', () => {
    const levels = [0, 2, 1, 1, 0, 2, 2, 0, 1, 0, 2, 1, 0, 0, 1, 2, 2, 1, 0, 1];
    const load = levels.map((level, id) => ({ work: 10, task: task(id, { priority: level }) }));
    const { starts } = runVirtually({ strategy: priority, load, speeds: [1, 1] });
    // The first two start as they arrive, on idle workers.
    expect(starts.slice(2).map((start) => start.task.priority)).toEqual([
      2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0,
    ]);
  });

  test('takes any task out and keeps the order of the others', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 80 }),
        fc.array(fc.nat(79)),
        (levels, gone) => {
          const scheduler = priority.start(busy(1), 1);
          const tasks = levels.map((level, id) => task(id, { priority: level }));
          for (const one of tasks) scheduler.place(one);
          for (const id of gone) if (id < tasks.length) scheduler.remove(tasks[id]!);
          const rest = tasks
            .filter(({ id }) => !gone.includes(id))
            .sort((a, b) => b.priority - a.priority || a.id - b.id);
          expect(rest.map(() => scheduler.next(0)?.id)).toEqual(rest.map(({ id }) => id));
          expect(scheduler.next(0)).toBeUndefined();
        },
      ),
    );
  });

  test.each([Infinity, -Infinity, 1e300, 0.5])('has a place for priority %d', (level) => {
    const scheduler = priority.start(busy(1), 1);
    for (const id of [0, 1, 2]) scheduler.place(task(id, { priority: id === 1 ? level : 0 }));
    expect([0, 0, 0].map(() => scheduler.next(0)!.id)).toEqual(level > 0 ? [1, 0, 2] : [0, 2, 1]);
  });

  test('refuses a priority that is not a number', () => {
    const scheduler = priority.start(busy(1), 1);
    expect(() => scheduler.place(task(4, { priority: Number.NaN }))).toThrow(/priority of task 4 is not a number/);
    expect(scheduler.queued).toBe(0);
  });
});

describe('ageing', () => {
  test('fewer than (highest − own) × patience later tasks overtake one, and older ones always keep their place', () => {
    fc.assert(
      fc.property(loads(80), crews, fc.constantFrom(1, 3, 10), (load, speeds, patience) => {
        const { starts } = runVirtually({ strategy: createPriority({ patience }), load, speeds });
        starts.forEach(({ task: late }, position) => {
          const overtakers = starts.slice(0, position).filter((start) => start.task.id > late.id);
          for (const { task: fast } of overtakers) {
            expect(fast.id - late.id).toBeLessThan((fast.priority - late.priority) * patience);
          }
          expect(overtakers.length).toBeLessThan(Math.max((2 - late.priority) * patience, 1));
        });
      }),
      { numRuns: 150 },
    );
  });

  test('a stream of urgent tasks that never ends lets an ordinary one pass as the `patience`th', () => {
    const patience = 100;
    const scheduler = createPriority({ patience }).start(busy(1), 1);
    scheduler.place(task(0));
    const order: number[] = [];
    for (let id = 1; id <= 300; id += 1) {
      scheduler.place(task(id, { priority: 1 }));
      order.push(scheduler.next(0)!.id);
    }
    expect(order.indexOf(0)).toBe(patience - 1);
  });

  test('can be switched off', () => {
    const scheduler = createPriority({ patience: Infinity }).start(busy(1), 1);
    const fractions = createFractions(5);
    const tasks = Array.from({ length: 50 }, (_, i) => task(i * 1e6, { priority: Math.floor(fractions() * 4) }));
    for (const one of tasks) scheduler.place(one);
    const sorted = tasks.toSorted((a, b) => b.priority - a.priority || a.id - b.id);
    expect(tasks.map(() => scheduler.next(0)!.id)).toEqual(sorted.map(({ id }) => id));
  });

  test.each([0, -1, Number.NaN, '5'])('refuses a patience of %o', (patience) => {
    expect(() => createPriority({ patience: patience as number })).toThrow(/is not a number above 0/);
  });
});
