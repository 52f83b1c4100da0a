import { describe, expect, test } from 'vitest';
import type { VirtualLoad } from '../../../../src/executors/simulator/load.ts';
import type { Simulated } from '../../../../src/executors/simulator/simulated.ts';
import { simulate, type SimulationOptions } from '../../../../src/executors/simulator/simulate.ts';
import { outcomes } from '../../../../src/executors/recording.ts';
import { strategies } from '../../../../src/schedulers/strategies.ts';

function load(service: readonly number[], more: Partial<VirtualLoad> = {}): VirtualLoad {
  return { size: service.length, service: Float64Array.from(service), ...more };
}

function run(service: readonly number[], options: Partial<SimulationOptions> = {}): Required<Simulated> {
  const simulated = simulate({
    strategy: strategies.fifo,
    speeds: [1],
    load: load(service),
    record: true,
    ...options,
  });
  return simulated as Required<Simulated>;
}

describe('costs', () => {
  const costs = { dispatch: 10, transfer: 5, retrieve: 7 };

  test('add up on one worker', () => {
    const { makespan, waiting, latency, busy, utilization, recording } = run([100, 100], { costs });
    // Decided at 0, sent at 10, there at 15, done at 115, seen at 122; then the same once more.
    expect([...recording.decided]).toEqual([0, 122]);
    expect([...recording.began]).toEqual([15, 137]);
    expect([...recording.ended]).toEqual([115, 237]);
    expect([...recording.seen]).toEqual([122, 244]);
    expect(makespan).toBe(244);
    expect([waiting.min, waiting.max]).toEqual([0, 122]);
    expect([latency.min, latency.max]).toEqual([122, 244]);
    expect([...busy]).toEqual([200]);
    expect(utilization).toBe(200 / 244);
  });

  test('of the coordinator make workers wait for each other, the transfer does not', () => {
    const { recording, makespan } = run([100, 100], { speeds: [1, 1], costs: { ...costs, retrieve: 30 } });
    expect([...recording.began]).toEqual([15, 25]);
    expect([...recording.ended]).toEqual([115, 125]);
    // The first result takes until 145: only then is the second one looked at.
    expect([...recording.seen]).toEqual([145, 175]);
    expect(makespan).toBe(175);
  });

  test('of stealing are added where a task was stolen', () => {
    const { strategy, speeds } = { strategy: strategies['work-stealing'], speeds: [1, 1] };
    const stolen = run([10, 100, 10, 10], { strategy, speeds, costs: { steal: 5 } });
    // Worker 0 has done its own at 20, and takes the last task from worker 1.
    expect([...stolen.recording.worker]).toEqual([0, 1, 0, 0]);
    expect([...stolen.recording.began]).toEqual([0, 0, 10, 25]);
    expect([stolen.steals, stolen.makespan]).toEqual([1, 100]);
  });

  test('of transfer hide behind a task in front, at a depth above 1', () => {
    const { recording, makespan } = run([100, 100], { depth: 2, costs: { transfer: 50 } });
    expect([...recording.began]).toEqual([50, 150]);
    expect(makespan).toBe(250);
    const late = run([20, 20], { depth: 2, costs: { dispatch: 30, transfer: 50 } });
    // The second one is not there yet when the first one ends.
    expect([...late.recording.began]).toEqual([80, 110]);
  });
});

describe('workers', () => {
  test('of unequal speed take service ÷ speed', () => {
    const { recording, makespan, busy, tasksOf } = run([100, 100, 100], { speeds: [1, 0.25] });
    expect([...recording.ended]).toEqual([100, 400, 200]);
    expect([...recording.worker]).toEqual([0, 1, 0]);
    expect(makespan).toBe(400);
    expect([...busy]).toEqual([200, 400]);
    expect([...tasksOf]).toEqual([2, 1]);
  });

  test('run what they hold one after the other', () => {
    const { recording, utilization } = run([10, 20, 30], { depth: 3 });
    expect([...recording.decided]).toEqual([0, 0, 0]);
    expect([...recording.began]).toEqual([0, 10, 30]);
    expect(utilization).toBe(1);
  });

  test('or at the same time, where that is what tasks do', () => {
    const { recording, makespan, utilization } = run([10, 20, 30], { depth: 2, overlap: true });
    expect([...recording.began]).toEqual([0, 0, 10]);
    expect(makespan).toBe(40);
    expect(utilization).toBe(60 / 80);
  });
});

describe('submissions', () => {
  test('follow the arrivals', () => {
    const arrivals = Float64Array.of(5, 10, 200);
    const { recording, makespan, waiting } = run([100, 100, 100], { load: load([100, 100, 100], { arrivals }) });
    expect([...recording.submitted]).toEqual([5, 10, 200]);
    expect([...recording.began]).toEqual([5, 105, 205]);
    expect(makespan).toBe(305);
    expect(waiting.mean).toBeCloseTo((95 + 5) / 3, 9);
  });

  test('wait for room in the window, and latency counts from then', () => {
    const { recording, latency } = run([10, 10, 10], { load: load([10, 10, 10], { window: 2 }) });
    expect([...recording.submitted]).toEqual([0, 0, 10]);
    expect([...recording.began]).toEqual([0, 10, 20]);
    expect(latency.max).toBe(20);
  });

  test('do both, where both are given', () => {
    const arrivals = Float64Array.of(0, 0, 50);
    const { recording } = run([10, 10, 10], { load: load([10, 10, 10], { window: 1, arrivals }) });
    expect([...recording.submitted]).toEqual([0, 10, 50]);
  });
});

describe('failures', () => {
  test('are run again until no retry is left', () => {
    const { recording, ...counts } = run([10], { retries: 2, faults: { taskFailures: 1 } });
    expect(counts).toMatchObject({ submitted: 1, completed: 0, failed: 1, starts: 3, crashes: 0, makespan: 30 });
    expect(recording.outcome[0]).toBe(outcomes.threw);
    expect(recording.starts[0]).toBe(3);
    expect(counts.waiting.n).toBe(0);
    expect(counts.latency.p50).toBe(0);
    expect([...counts.busy]).toEqual([30]);
    expect([...counts.tasksOf]).toEqual([0]);
  });

  test('of a worker fail the task that ran, and the worker is away for a while', () => {
    const faults = { crashEvery: 1e-6, restart: 50 };
    const { recording, ...counts } = run([10, 10], { retries: 1, faults });
    expect(counts).toMatchObject({ completed: 0, failed: 2, starts: 4, crashes: 4 });
    expect(recording.outcome[0]).toBe(outcomes.crashed);
    // Four crashes, and the worker is back three times before the last one.
    expect(counts.makespan).toBeGreaterThan(150);
    expect(counts.makespan).toBeLessThan(150.001);
  });

  test.each([false, true])(
    'of a worker are not charged to the neighbours of the task that ran (overlap: %s)',
    (overlap) => {
      // Each crash fails the one task that caused it: with two retries each, three crashes for each of four tasks.
      const faults = { crashEvery: 1e-6 };
      const counts = run([10, 10, 10, 10], { retries: 2, depth: 4, overlap, faults });
      expect(counts).toMatchObject({ completed: 0, failed: 4, crashes: 12 });
      expect(counts.starts).toBeGreaterThan(12);
    },
  );

  test('of one worker leave its tasks to the others', () => {
    const service = Array.from({ length: 200 }, () => 10);
    const speeds = Array.from({ length: 50 }, () => 1);
    const faults = { crashEvery: 200, restart: 1e9 };
    const { completed, crashes, makespan } = run(service, { speeds, retries: 9, faults });
    expect(completed).toBe(200);
    expect(crashes).toBeGreaterThan(0);
    expect(makespan).toBeLessThan(1e9);
  });
});

describe('the fingerprint', () => {
  const service = Array.from({ length: 50 }, (_, id) => 10 + (id % 7));
  const faults = { taskFailures: 0.2, crashEvery: 300 };

  test('is the same for the same run', () => {
    const options = { speeds: [1, 2], retries: 3, faults };
    expect(run(service, options).fingerprint).toBe(run(service, { ...options, record: false }).fingerprint);
    expect(run(service).fingerprint).toMatch(/^[0-9a-f]{16}$/);
  });

  test('tells runs apart', () => {
    const swapped = [...service.slice(1), service[0]!];
    const digests = [
      run(service),
      run(swapped),
      run(service, { speeds: [1, 1] }),
      run(service, { speeds: [1, 2] }),
      run(service, { speeds: [1, 2], strategy: strategies['round-robin'] }),
      run(service, { costs: { dispatch: 1 } }),
      run(service, { faults, retries: 3 }),
      run(service, { faults, retries: 3, seed: 2 }),
      run(service, { faults: { ...faults, seed: 3 }, retries: 3 }),
    ].map(({ fingerprint }) => fingerprint);
    expect(new Set(digests).size).toBe(digests.length);
  });

  test('is what it was on another machine', () => {
    // Changes only where the simulator or a strategy decides otherwise: then on purpose.
    expect(run(service, { speeds: [1, 2], faults, retries: 3 }).fingerprint).toBe('525c7a5637b49186');
  });
});

test('more than a million tasks are summed up in a sketch', () => {
  const size = 1_000_001;
  const service = Float64Array.from({ length: size }, (_, id) => 100 + (id % 100));
  const arrivals = Float64Array.from({ length: size }, (_, id) => id * 1000);
  const { latency, waiting } = simulate({ strategy: strategies.fifo, speeds: [1], load: { size, service, arrivals } });
  expect(latency.n).toBe(size);
  expect(Math.abs(latency.p99 / 198 - 1)).toBeLessThan(0.002);
  expect(latency.min).toBe(100);
  expect(waiting.max).toBe(0);
});
