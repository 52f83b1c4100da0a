import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adaptive } from '../../../src/schedulers/adaptive.ts';
import { strategies } from '../../../src/schedulers/strategies.ts';
import { crews, depths, loads } from './arbitraries.ts';
import { busy, createFractions, idle, runVirtually, task } from './virtual-run.ts';
import type { Load } from './virtual-run.ts';

/** Lognormal-like sizes around 1 ms; with or without estimates; all at once or at a rate. */
function draw(seed: number, tasks: number, estimated: boolean, gap: number): Load[] {
  const fractions = createFractions(seed);
  return Array.from({ length: tasks }, (_, id) => {
    const kind = fractions() < 0.5 ? 'small' : 'large';
    const work = kind === 'small' ? 1e6 : 5e6;
    return { work, task: task(id, { kind, estimate: estimated ? work : 0, submitted: id * gap }) };
  });
}

function speedsFrom(seed: number, workers: number): number[] {
  const fractions = createFractions(seed);
  // At least fourfold between the slowest and the fastest.
  return Array.from({ length: workers }, (_, i) => (i === 0 ? 0.5 : i === 1 ? 2 : 0.5 + 1.5 * fractions()));
}

/** Even workers are ten times faster at 'even', odd ones at 'odd'. */
function byParity(one: Load, worker: number): number {
  return one.task.kind === (worker % 2 === 0 ? 'even' : 'odd') ? one.work : one.work * 10;
}

describe('with unequal workers', () => {
  const seeds = Array.from({ length: 20 }, (_, i) => i + 1);

  test.each(['round-robin', 'load-balancing'] as const)('finishes a batch before %s does', (rival) => {
    for (const seed of seeds) {
      for (const estimated of [false, true]) {
        const load = draw(seed, 300, estimated, 0);
        const speeds = speedsFrom(seed, 2 + (seed % 7));
        const mine = runVirtually({ strategy: adaptive, load, speeds }).makespan;
        expect(mine).toBeLessThan(runVirtually({ strategy: strategies[rival], load, speeds }).makespan);
      }
    }
  });

  test.each(['round-robin', 'load-balancing'] as const)('has a lower mean latency than %s under arrivals', (rival) => {
    for (const seed of seeds) {
      const workers = 2 + (seed % 7);
      const speeds = speedsFrom(seed, workers);
      const capacity = speeds.reduce((sum, speed) => sum + speed, 0);
      const load = draw(seed, 400, seed % 2 === 0, 3e6 / capacity / 0.8);
      const mine = runVirtually({ strategy: adaptive, load, speeds }).meanLatency;
      expect(mine).toBeLessThan(runVirtually({ strategy: strategies[rival], load, speeds }).meanLatency);
    }
  });

  test('gives each kind to the workers that are good at it', () => {
    const fractions = createFractions(9);
    const load = Array.from({ length: 400 }, (_, id) => ({
      work: 1e6,
      task: task(id, { kind: fractions() < 0.5 ? 'odd' : 'even' }),
    }));
    const time = byParity;
    const run = runVirtually({ strategy: adaptive, load, speeds: [1, 1, 1, 1], time, window: 8 });
    const wrong = run.starts
      .slice(100)
      .filter(({ task: one, worker }) => one.kind !== (worker % 2 === 0 ? 'even' : 'odd'));
    expect(wrong.length).toBeLessThan(30);
    const blind = runVirtually({ strategy: strategies.fifo, load, speeds: [1, 1, 1, 1], time, window: 8 });
    expect(run.makespan).toBeLessThan(blind.makespan / 2);
  });
});

test('tries every kind on every worker', () => {
  const scheduler = adaptive.start(idle(3), 1);
  const tried = new Set<string>();
  for (let id = 0; id < 6; id += 1) {
    const one = task(id, { kind: id % 2 === 0 ? 'a' : 'b' });
    const worker = scheduler.place(one);
    expect(scheduler.next(worker)).toBe(one);
    tried.add(`${one.kind}${worker}`);
    scheduler.ended(one, worker, 1000 * (worker + 1));
  }
  expect(tried.size).toBe(6);
});

test('then places where a task is expected to be finished first, the queue included', () => {
  const scheduler = adaptive.start(idle(2), 1);
  const learn = (id: number, duration: readonly number[]): void => {
    const worker = scheduler.place(task(id));
    scheduler.next(worker);
    scheduler.ended(task(id), worker, duration[worker]!);
  };
  learn(0, [100, 350]);
  learn(1, [100, 350]);
  // Finish on worker 0 after 100, 200, 300, then 400: the fourth is sooner done by worker 1, after 350.
  expect([2, 3, 4, 5, 6].map((id) => scheduler.place(task(id)))).toEqual([0, 0, 0, 1, 0]);
});

test('the first duration says what is assumed of workers that have none yet', () => {
  const scheduler = adaptive.start(idle(2), 1);
  expect([0, 1, 2, 3].map((id) => scheduler.place(task(id)))).toEqual([0, 1, 0, 1]);
  expect(scheduler.next(0)?.id).toBe(0);
  scheduler.ended(task(0), 0, 1e8);
  // Worker 0 has one task left, worker 1 two of what must be taken to be the same length.
  expect(scheduler.place(task(4))).toBe(0);
});

test('a slow worker leaves the end of a batch to a fast one', () => {
  const load = Array.from({ length: 30 }, (_, id) => ({ work: 1, task: task(id, { estimate: 1 }) }));
  const speeds = [1, 1 / 20];
  const { starts, makespan } = runVirtually({ strategy: adaptive, load, speeds });
  expect(starts.filter(({ worker }) => worker === 1)).toHaveLength(1);
  expect(makespan).toBe(29);
});

test('a worker that was slow once is tried again', () => {
  const load = Array.from({ length: 2000 }, (_, id) => ({ work: 1000, task: task(id) }));
  const seen = [0, 0];
  const time = (_: Load, worker: number): number => (worker === 1 && seen[1]! <= 1 ? 1e5 : 1000);
  const { starts } = runVirtually({
    strategy: adaptive,
    load,
    speeds: [1, 1],
    time,
    window: 4,
    onStart: (_task, worker) => {
      seen[worker]! += 1;
    },
  });
  const last = starts.slice(-100).filter(({ worker }) => worker === 1);
  expect(last.length).toBeGreaterThan(40);
});

test('tasks move to an idle worker only when it is expected to finish them first', () => {
  const scheduler = adaptive.start(busy(2), 1);
  for (let id = 0; id < 4; id += 1) scheduler.place(task(id));
  // Dealt out in turn: 0 and 2 for worker 0, 1 and 3 for worker 1.
  expect(scheduler.next(0)?.id).toBe(0);
  expect(scheduler.next(1)?.id).toBe(1);
  scheduler.ended(task(1), 1, 1000);
  expect(scheduler.next(1)?.id).toBe(3);
  scheduler.ended(task(3), 1, 1000);
  // Worker 0 has two tasks to go, 2000 ns by what is known: worker 1 takes its last.
  expect(scheduler.next(1)?.id).toBe(2);
  expect(scheduler.queued).toBe(0);
});

test('keeps no queue at a worker that nothing would ever wake', () => {
  fc.assert(
    fc.property(loads(60), crews, depths, fc.nat(1000), (load, speeds, depth, seed) => {
      const fractions = createFractions(seed);
      const noise = new Map<string, number>();
      // Times that mislead whoever learns from them: from a tenth to ten times the expected, drawn per task and worker.
      const time = ({ task: one, work }: Load, worker: number): number => {
        const key = `${one.id} ${worker}`;
        if (!noise.has(key)) noise.set(key, Math.exp((fractions() - 0.5) * 4.6));
        return work * noise.get(key)!;
      };
      runVirtually({
        strategy: adaptive,
        load,
        speeds,
        depth,
        time,
        onStep: (scheduler, workers) => {
          const running = speeds.some((_, worker) => workers.inFlight(worker) > 0);
          expect(running || scheduler.queued === 0).toBe(true);
        },
      });
    }),
    { numRuns: 300 },
  );
});

test('tells kinds apart up to a limit, and runs any number', () => {
  fc.assert(
    fc.property(loads(80), crews, (load, speeds) => {
      const many = load.map(({ work, task: one }) => ({ work, task: { ...one, kind: `kind ${one.id}` } }));
      expect(runVirtually({ strategy: adaptive, load: many, speeds }).starts).toHaveLength(load.length);
    }),
    { numRuns: 30 },
  );
});
