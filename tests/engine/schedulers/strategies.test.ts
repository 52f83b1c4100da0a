import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GateError } from '../../../src/model/errors.ts';
import { strategies, strategyNames, resolveStrategy } from '../../../src/schedulers/strategies.ts';
import type { Strategy } from '../../../src/schedulers/strategy.ts';
import { batches, crews, depths, loads } from './arbitraries.ts';
import { busy, createFractions, idle, known, runVirtually, task } from './virtual-run.ts';
import type { Load } from './virtual-run.ts';

describe.each(strategyNames)('%s', (name) => {
  const strategy = strategies[name];

  test('bears its name and explains itself', () => {
    expect(strategy.name).toBe(name);
    expect(strategy.about).toMatch(/\.$/);
  });

  test('loses no task and runs none twice, at any depth, with cancelled tasks too', () => {
    fc.assert(
      fc.property(loads(60), crews, depths, fc.array(fc.nat(59)), fc.nat(59), (load, speeds, depth, drawn, when) => {
        const cancel = new Map([[Math.min(when + 1, load.length), drawn.filter((id) => id < load.length)]]);
        // Only what was submitted can be taken out.
        for (const [after, ids] of cancel) {
          cancel.set(
            after,
            ids.filter((id) => id < after),
          );
        }
        const { starts, cancelled } = runVirtually({ strategy, load, speeds, depth, cancel });
        expect(starts.length + cancelled).toBe(load.length);
      }),
      { numRuns: 150 },
    );
  });

  test('runs failed tasks again, at any depth', () => {
    fc.assert(
      fc.property(loads(60), crews, depths, fc.array(fc.nat(59)), (load, speeds, depth, drawn) => {
        const failing = new Set(drawn.filter((id) => id < load.length));
        const { starts } = runVirtually({ strategy, load, speeds, depth, failing });
        expect(starts).toHaveLength(load.length + failing.size);
      }),
      { numRuns: 50 },
    );
  });

  test('fills a worker up to its depth at once', () => {
    const load = [0, 1, 2, 3].map((id) => ({ work: 10, task: task(id, { estimate: 10 }) }));
    const { starts } = runVirtually({ strategy, load, speeds: [1], depth: 3 });
    expect(starts.map(({ at }) => at)).toEqual([0, 0, 0, 10]);
  });

  test('decides the same again', () => {
    fc.assert(
      fc.property(loads(60), crews, depths, (load, speeds, depth) => {
        const first = runVirtually({ strategy, load, speeds, depth });
        expect(runVirtually({ strategy, load, speeds, depth }).starts).toEqual(first.starts);
      }),
      { numRuns: 30 },
    );
  });

  test('decides the same where all tasks are known beforehand, with failed and cancelled tasks too', () => {
    fc.assert(
      fc.property(loads(60), crews, depths, fc.array(fc.nat(59)), fc.nat(59), (load, speeds, depth, drawn, when) => {
        const failing = new Set(drawn.filter((id) => id < load.length));
        const after = Math.min(when + 1, load.length);
        const cancel = new Map([[after, [...failing].filter((id) => id < after)]]);
        const run = { strategy, load, speeds, depth, failing, cancel };
        expect(runVirtually({ ...run, known: true }).starts).toEqual(runVirtually(run).starts);
      }),
      { numRuns: 100 },
    );
  });

  test('works where durations say nothing', () => {
    fc.assert(
      fc.property(loads(40), crews, fc.constantFrom(0, Number.NaN), (load, speeds, duration) => {
        const { starts } = runVirtually({ strategy, load, speeds, report: () => duration });
        expect(starts).toHaveLength(load.length);
      }),
      { numRuns: 50 },
    );
  });

  test('takes a task that failed a second time', () => {
    const scheduler = strategy.start(idle(2), 1);
    const failing = task(0);
    const worker = scheduler.place(failing);
    expect(scheduler.next(worker)).toBe(failing);
    scheduler.ended(failing, worker, Number.NaN);
    const again = scheduler.place(failing);
    expect(scheduler.queued).toBe(1);
    expect(scheduler.next(again)).toBe(failing);
    expect(scheduler.queued).toBe(0);
  });

  test('refuses a task that is queued already', () => {
    const scheduler = strategy.start(busy(3), 1);
    scheduler.place(task(7));
    expect(() => scheduler.place(task(7))).toThrow(
      expect.objectContaining({ code: 'BAD_TASK', message: expect.stringContaining('id 7') as string }),
    );
  });

  test('refuses a task that is queued already, and one that it does not know, where all are known beforehand', () => {
    const tasks = [task(0), task(1), task(2)];
    const scheduler = strategy.start({ ...busy(3), tasks: known(tasks) }, 1);
    scheduler.place(tasks[1]!);
    expect(() => scheduler.place(task(1))).toThrow(expect.objectContaining({ code: 'BAD_TASK' }));
    expect(() => scheduler.place(task(3))).toThrow(/there is no task with id 3/);
    expect(() => scheduler.place(task(0.5))).toThrow(/there is no task with id 0\.5/);
    expect(scheduler.remove(task(3))).toBe(false);
    expect(scheduler.remove(task(0))).toBe(false);
    expect(scheduler.queued).toBe(1);
    expect(scheduler.remove(task(1))).toBe(true);
    scheduler.place(tasks[1]!);
    expect(scheduler.queued).toBe(1);
  });

  test('starts afresh each time', () => {
    const one = strategy.start(busy(2), 1);
    one.place(task(0));
    const other = strategy.start(busy(2), 1);
    expect(other.queued).toBe(0);
    expect(other.next(0)).toBeUndefined();
  });

  test('hands over 20,000 tasks after as many cancellations in between', () => {
    const scheduler = strategy.start(busy(7), 1);
    const fractions = createFractions(3);
    const tasks = Array.from({ length: 40_000 }, (_, id) =>
      task(id, { estimate: Math.floor(fractions() * 100), priority: Math.floor(fractions() * 3) }),
    );
    for (const one of tasks) scheduler.place(one);
    expect(tasks.filter(({ id }) => id % 2 === 1).every((one) => scheduler.remove(one))).toBe(true);
    const seen = new Set<number>();
    for (let worker = 0; worker < 7; worker += 1) {
      for (let one = scheduler.next(worker); one !== undefined; one = scheduler.next(worker)) {
        seen.add(one.id);
        scheduler.ended(one, worker, 10);
      }
    }
    expect(seen.size).toBe(20_000);
    expect([...seen].every((id) => id % 2 === 0)).toBe(true);
    expect(scheduler.queued).toBe(0);
  });
});

describe.each(['fifo', 'priority', 'work-stealing'] as const)('%s as a list schedule', (name) => {
  const strategy = strategies[name];

  test('lets no worker wait while a task is queued', () => {
    fc.assert(
      fc.property(loads(60), crews, depths, (load, speeds, depth) => {
        runVirtually({
          strategy,
          load,
          speeds,
          depth,
          onStep: (scheduler, workers) => {
            expect(workers.free() === -1 || scheduler.queued === 0).toBe(true);
          },
        });
      }),
      { numRuns: 100 },
    );
  });

  test("stays within Graham's bound on equal workers", () => {
    fc.assert(
      fc.property(batches(60), fc.integer({ min: 1, max: 8 }), (load, workers) => {
        const { makespan } = runVirtually({ strategy, load, speeds: Array.from({ length: workers }, () => 1) });
        const total = load.reduce((sum, { work }) => sum + work, 0);
        const longest = Math.max(...load.map(({ work }) => work));
        expect(makespan).toBeLessThanOrEqual(total / workers + (1 - 1 / workers) * longest + 1e-6);
      }),
      { numRuns: 200 },
    );
  });
});

/** A load on which the strategies have something to tell apart: mixed kinds, sizes and priorities. */
function mixedBatch(seed: number, tasks: number): Load[] {
  const fractions = createFractions(seed);
  return Array.from({ length: tasks }, (_, id) => {
    const work = 1e6 * Math.exp(2 * fractions());
    const kind = ['a', 'b', 'c'][Math.floor(fractions() * 3)]!;
    return { work, task: task(id, { kind, estimate: work, priority: Math.floor(fractions() * 3) }) };
  });
}

test('the six placements differ pairwise on a seeded load with unequal workers', () => {
  const load = mixedBatch(42, 200);
  const speeds = [1, 0.5, 2, 0.25];
  const placements = strategyNames.map((name) =>
    runVirtually({ strategy: strategies[name], load, speeds }).placements.join(),
  );
  expect(new Set(placements).size).toBe(6);
});

describe('resolveStrategy', () => {
  const own: Strategy = {
    name: 'own',
    about: 'Everything to the first worker.',
    start: (workers, seed) => strategies.fifo.start(workers, seed),
  };

  test.each(strategyNames)('finds %s by name', (name) => {
    expect(resolveStrategy(name, 'strategy')).toBe(strategies[name]);
    expect(resolveStrategy(strategies[name], 'strategy')).toBe(strategies[name]);
  });

  test('suggests what may have been meant', () => {
    expect(() => resolveStrategy('work-steeling' as 'work-stealing', 'bench.scheduler(): strategy')).toThrow(
      /^bench\.scheduler\(\): strategy: there is no strategy "work-steeling"\. Did you mean "work-stealing"\?\nWrite one of fifo, /,
    );
    expect(() => resolveStrategy('toString' as 'fifo', 'strategy')).toThrow(GateError);
  });

  test("takes a user's own, with its this", () => {
    class Counting implements Strategy {
      readonly name: string = 'counting';
      readonly about: string = 'Counts.';
      started = 0;
      start(...args: Parameters<Strategy['start']>): ReturnType<Strategy['start']> {
        this.started += 1;
        return strategies.fifo.start(...args);
      }
    }
    const counting = new Counting();
    const resolved = resolveStrategy(counting, 'strategy');
    expect(resolved.name).toBe('counting');
    const { makespan } = runVirtually({ strategy: resolved, load: [{ task: task(0), work: 5 }], speeds: [1] });
    expect(makespan).toBe(5);
    expect(counting.started).toBe(1);
  });

  test.each([
    [undefined, 'the strategy is undefined, not an object'],
    [null, 'the strategy is null, not an object'],
    [3, 'the strategy is number, not an object'],
    [{ ...own, start: 'now' }, 'the strategy has a start of type string'],
    [{ name: 'own', about: 'x' }, 'the strategy has no start'],
    [{ ...own, name: ' ' }, 'the name of the strategy is empty'],
  ])('refuses %o', (given, message) => {
    expect(() => resolveStrategy(given as unknown as Strategy, 'strategy')).toThrow(
      expect.objectContaining({ code: 'BAD_OPTION', message: expect.stringContaining(message) as string }),
    );
  });

  test.each([
    [undefined, /what start\(\) of strategy "own" returned is undefined, not an object/],
    [{ place: () => -1, next: () => undefined, ended: () => undefined, queued: 0 }, /returned has no remove/],
  ])('refuses the scheduler %o', (scheduler, message) => {
    const broken = { ...own, start: () => scheduler } as unknown as Strategy;
    expect(() => resolveStrategy(broken, 'strategy').start(idle(1), 1)).toThrow(message);
  });
});
