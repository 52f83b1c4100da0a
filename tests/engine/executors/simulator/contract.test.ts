import { describe, expect, test } from 'vitest';
import { simulate } from '../../../../src/executors/simulator/simulate.ts';
import { strategies } from '../../../../src/schedulers/strategies.ts';
import type { Scheduler, Strategy, Workers } from '../../../../src/schedulers/strategy.ts';
import type { Task } from '../../../../src/schedulers/task.ts';

const load = { size: 3, service: Float64Array.of(10, 10, 10) };

/** `fifo`, but for some of its parts. */
function strategyWith(parts: Partial<Scheduler> | ((inner: Scheduler) => Partial<Scheduler>)): Strategy {
  return {
    name: 'own',
    about: 'Mine.',
    start: (workers: Workers): Scheduler => {
      const inner = strategies.fifo.start(workers, 1);
      return {
        place: (task) => inner.place(task),
        next: (worker) => inner.next(worker),
        ended: (task, worker, duration) => {
          inner.ended(task, worker, duration);
        },
        remove: (task) => inner.remove(task),
        queued: 0,
        ...(typeof parts === 'function' ? parts(inner) : parts),
      };
    },
  };
}

function breaking(what: string) {
  return (): never => {
    throw new Error(what);
  };
}

describe('a strategy of the user', () => {
  test('works as well as the built-in one that it is made of', () => {
    const own = simulate({ strategy: strategyWith({}), speeds: [1, 1], load });
    expect(own.fingerprint).toBe(simulate({ strategy: strategies.fifo, speeds: [1, 1], load }).fingerprint);
    expect(own.steals).toBe(0);
  });

  test('that keeps the tasks gets them back, with all that they say', () => {
    const waiting: Task[] = [];
    const ended: Task[] = [];
    const strategy = strategyWith({
      place: (task) => waiting.push(task) - waiting.length,
      next: () => waiting.shift(),
      ended: (task) => void ended.push(task),
    });
    const columns = {
      arrivals: Float64Array.of(1, 2, 3),
      priorities: Float64Array.of(0, 5, -1),
      kinds: ['a', 'b', 'c'],
    };
    simulate({ strategy, speeds: [1], load: { ...load, ...columns, estimates: Float64Array.of(10, 0, 4) } });
    expect(
      ended.map(({ id, kind, priority, estimate, submitted }) => [id, kind, priority, estimate, submitted]),
    ).toEqual([
      [0, 'a', 0, 10, 1],
      [1, 'b', 5, 0, 2],
      [2, 'c', -1, 4, 3],
    ]);
  });

  test.each<[string, Strategy, RegExp]>([
    ['throws in start', { ...strategyWith({}), start: breaking('no') }, /"own" threw in start\(\): Error: no/],
    ['throws in place', strategyWith({ place: breaking('no') }), /"own" threw in place\(\): Error: no/],
    ['throws in next', strategyWith({ next: breaking('no') }), /"own" threw in next\(\): Error: no/],
    ['throws in ended', strategyWith({ ended: breaking('no') }), /"own" threw in ended\(\): Error: no/],
    [
      'gives a task twice',
      strategyWith((inner) => {
        let first: Task | undefined;
        return { next: (worker) => (first ??= inner.next(worker)) };
      }),
      /"own" gave worker 0 a task that is not waiting/,
    ],
    ['gives what is no task', strategyWith({ next: () => null as never }), /gave worker 0 a task that is not waiting/],
    ['gives a foreign task', strategyWith({ next: () => ({ id: 99 }) as never }), /a task that is not waiting/],
    ['holds tasks back', strategyWith({ next: () => undefined }), /holds 3 tasks back although every worker is idle/],
  ])('that %s ends the run', (_, strategy, message) => {
    expect(() => simulate({ strategy, speeds: [1], load })).toThrow(
      expect.objectContaining({ code: 'SUBJECT_FAILED', message: expect.stringMatching(message) as string }),
    );
  });

  test('that names no worker, or one that does not exist, is asked in the end', () => {
    for (const worker of [-1, 99, 0.5, Number.NaN]) {
      const strategy = strategyWith((inner) => ({
        place: (task) => {
          inner.place(task);
          return worker;
        },
      }));
      expect(simulate({ strategy, speeds: [1, 1], load }).completed).toBe(3);
    }
  });
});

describe('options', () => {
  const good = { strategy: strategies.fifo, speeds: [1], load };

  test.each<[Record<string, unknown>, string]>([
    [{ speeds: [] }, 'speeds: there is no worker'],
    [{ speeds: [1, 0] }, 'speeds.1: 0 is not a number from'],
    [{ speeds: [Number.NaN] }, 'speeds.0: NaN'],
    [{ depth: 0 }, 'depth: 0 is not a whole number from 1'],
    [{ depth: 1.5 }, 'depth: 1.5'],
    [{ speeds: Array.from({ length: 1000 }, () => 1), depth: 1e6 }, 'may have more than'],
    [{ depht: 1 }, 'depht: there is no such option'],
    [{ overlap: 1 }, 'overlap: 1 is neither true nor false'],
    [{ retries: -1 }, 'retries: -1'],
    [{ retries: Infinity }, 'retries: Infinity'],
    [{ seed: 0.5 }, 'seed: 0.5'],
    [{ costs: { dispatch: -1 } }, 'costs.dispatch: -1'],
    [{ costs: { dispatch: undefined } }, 'costs.dispatch: undefined'],
    [{ costs: { send: 1 } }, 'costs.send: there is no such option'],
    [{ costs: null }, 'costs: null is not an object'],
    [{ faults: { crashEvery: 0 } }, 'faults.crashEvery: 0 is not a time above 0'],
    [{ faults: { crashEvery: Number.NaN } }, 'faults.crashEvery: NaN'],
    [{ faults: { restart: Infinity } }, 'faults.restart: Infinity'],
    [{ faults: { taskFailures: 1.5 } }, 'faults.taskFailures: 1.5'],
    [{ strategy: 'fifi' }, 'strategy: there is no strategy "fifi"'],
    [{ load: undefined }, 'load: it is missing'],
    [{ load: { ...load, size: 0 } }, 'load.size: 0'],
    [{ load: { ...load, size: 4 } }, 'load.service: it has 3 numbers'],
    [{ load: { ...load, service: [1, 2, 3] } }, 'load.service: it is no Float64Array'],
    [{ load: { ...load, service: Float64Array.of(1, -1, 1) } }, 'load.service.1: -1'],
    [{ load: { ...load, service: Float64Array.of(1, 1, Infinity) } }, 'load.service.2: Infinity'],
    [{ load: { ...load, estimates: Float64Array.of(1, Number.NaN, 1) } }, 'load.estimates.1: NaN'],
    [{ load: { ...load, priorities: Float64Array.of(1, 1, Infinity) } }, 'load.priorities.2: Infinity'],
    [{ load: { ...load, kinds: ['a'] } }, 'load.kinds: it has 1 texts'],
    [{ load: { ...load, kinds: ['a', 'b', 3] } }, 'load.kinds.2: it is no text'],
    [{ load: { ...load, arrivals: Float64Array.of(1, 3, 2) } }, 'load.arrivals.2: 2 is before'],
    [{ load: { ...load, window: 0 } }, 'load.window: 0'],
    [
      { load: { ...load, window: 2, predecessors: { offsets: new Int32Array(4), tasks: new Int32Array(0) } } },
      'load.predecessors: together with load.window',
    ],
  ])('refuses %o', (given, message) => {
    expect(() => simulate({ ...good, ...given })).toThrow(
      expect.objectContaining({ code: 'BAD_OPTION', message: expect.stringContaining(message) as string }),
    );
  });

  test('a strategy may be given by its name', () => {
    const named = simulate({ ...good, strategy: 'fifo' as never });
    expect(named.fingerprint).toBe(simulate(good).fingerprint);
  });
});
