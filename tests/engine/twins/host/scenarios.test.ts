/** The scenarios with the real engine on both sides. */
import { expect, test } from 'vitest';
import { Host, pairsOf, quick } from './host.ts';

const engine = new URL('../../../../src/index.ts', import.meta.url).href;

test('runs of both sides alternate; the figures are those that a baseline is judged by', async () => {
  await using host = new Host();
  const code = (wait: string): string => `test('t', async ({ bench }) => {
    const result = await bench.scheduler({ tasks: 60, workers: 2, repetitions: 2, task: { type: 'sleep', duration: '${wait}' } });
    await bench(result.scheduler, () => 1).run();
  });`;
  await host.load({ base: code('1 ms'), head: code('3 ms') }, { engine });
  const [pair, after] = pairsOf(await host.measure('t', ['fifo'], { plan: { ...quick, longest: 5000 } }));
  expect(after).toBeUndefined();
  expect(pair).toMatchObject({ result: 'fifo', calls: 2 });
  expect(pair!.blocks).toBeGreaterThanOrEqual(2);
  const figures = new Map(pair!.figures.map((figure) => [`${figure.metric}.${figure.statistic}`, figure]));
  expect(figures.get('latency.median')!.head).toBeGreaterThan(figures.get('latency.median')!.base * 1.3);
  expect(figures.get('throughput.median')).toMatchObject({ better: 'higher', unit: 'tasks/s', assume: 'sampled' });
  expect(figures.get('throughput.median')!.head).toBeLessThan(figures.get('throughput.median')!.base);
  expect(figures.has('latency.p99')).toBe(true);
  const single = ['rss', 'cpu', 'startUp', 'coldStart', 'memoryPerTask', 'heap'];
  expect(single.filter((metric) => figures.has(`${metric}.median`))).toEqual([]);
});

test('several strategies are several results, a subject is one, others run once', async () => {
  await using host = new Host();
  await host.load(
    `test('t', async ({ bench }) => {
      const results = await bench.scheduler({ name: 'named', strategy: ['fifo', 'load-balancing'], tasks: 20, workers: 1, repetitions: 1 });
      if ([...results].length !== 2) throw new Error('two results');
      const subject = { name: 'own', submit: (task) => task.run() };
      const own = await bench.scheduler({ subject, tasks: 20, workers: 1 });
      await bench(own.name + ' ran', () => 1).run();
    });`,
    { engine },
  );
  const wanted = ['named fifo', 'named load-balancing', 'own ran'];
  // Every run is a long one then: a single pair of them.
  const pairs = pairsOf(await host.measure('t', wanted, { plan: { ...quick, longest: 1 } }));
  expect(pairs.map(({ result, blocks }) => [result, blocks])).toEqual([
    ['named fifo', 1],
    ['named load-balancing', 1],
    ['own ran', expect.any(Number)],
  ]);
});

test("a run's error is the side's, and a bundle without the engine says so", async () => {
  await using host = new Host();
  const code = (tasks: number): string =>
    `test('t', async ({ bench }) => { await bench.scheduler({ tasks: ${tasks}, workers: 1 }); });`;
  await host.load({ base: code(10), head: code(-1) }, { engine });
  expect(await host.measure('t', ['fifo'])).toMatchObject({
    type: 'failed',
    side: 'head',
    message: expect.stringContaining('GateError: tasks') as unknown,
  });
  await using bare = new Host();
  await bare.load(code(10));
  expect(await bare.measure('t', ['fifo'])).toMatchObject({
    type: 'failed',
    message: expect.stringContaining('bench.scheduler: this side of the bench file was bundled without it') as unknown,
  });
});

test('the points of a scaling are results, and its rounds are few', async () => {
  await using host = new Host();
  const code = (wait: string): string => `test('t', async ({ bench }) => {
    const results = await bench.scaling({ workers: [2], tasks: 20, rounds: 10, task: { type: 'sleep', duration: '${wait}' } });
    if (results.at(2).workers !== 2) throw new Error('no point');
    await bench([...results].map(({ metrics }) => metrics.makespan.repetitions.median.length).join(), () => 1).run();
  });`;
  await host.load({ base: code('1 ms'), head: code('4 ms') }, { engine });
  const wanted = ['fifo, 1 worker', 'fifo, 2 workers', '1,1'];
  // Every run is a long one then: one round of it.
  const pairs = pairsOf(await host.measure('t', wanted, { plan: { ...quick, longest: 1 } }));
  expect(pairs.map(({ result }) => result)).toEqual(wanted);
  for (const pair of pairs.slice(0, 2)) {
    const figures = new Map(pair.figures.map((figure) => [`${figure.metric}.${figure.statistic}`, figure]));
    expect(figures.get('throughput.median')!.head).toBeLessThan(figures.get('throughput.median')!.base);
    expect(figures.get('makespan.median')!.head).toBeGreaterThan(figures.get('makespan.median')!.base);
    expect(figures.has('startUp.median')).toBe(false);
  }
});

test('a run under load is short, whatever it was asked for', async () => {
  await using host = new Host();
  const code = (wait: string): string => `test('t', async ({ bench }) => {
    const options = { inFlight: 20, workers: 2, duration: '10 min', task: { type: 'sleep', duration: '${wait}' } };
    const result = await bench.stress(options);
    await bench(result.scenario, () => 1).run();
  });`;
  await host.load({ base: code('1 ms'), head: code('3 ms') }, { engine });
  const [pair] = pairsOf(await host.measure('t', ['fifo', 'stress'], { plan: { ...quick, longest: 1 } }));
  expect(pair).toMatchObject({ result: 'fifo', blocks: 1 });
  const latency = pair!.figures.find(({ metric, statistic }) => metric === 'latency' && statistic === 'median')!;
  expect(latency.head).toBeGreaterThan(latency.base * 1.3);
});

test('what is exact is measured once', async () => {
  await using host = new Host();
  const code = (median: string): string => `test('t', async ({ bench }) => {
    const task = { type: 'sleep', duration: { distribution: 'exponential', mean: '${median}' } };
    await bench.scheduler({ executor: 'simulator', strategy: ['fifo', 'round-robin'], tasks: 100, workers: 10, task });
  });`;
  await host.load({ base: code('1 ms'), head: code('2 ms') }, { engine });
  const pairs = pairsOf(await host.measure('t', ['fifo', 'round-robin'], { plan: { ...quick, longest: 5000 } }));
  expect(pairs.map(({ result, blocks }) => [result, blocks])).toEqual([
    ['fifo', 1],
    ['round-robin', 1],
  ]);
  for (const { figures } of pairs) {
    expect(figures.filter(({ assume }) => assume !== 'exact')).toEqual([]);
    const makespan = figures.find(({ metric }) => metric === 'makespan')!;
    expect(makespan.head / makespan.base).toBeCloseTo(2, 6);
    expect(figures.some(({ metric, statistic }) => metric === 'latency' && statistic === 'p99')).toBe(true);
  }
});

test('an engine that lacks a scenario says so', async () => {
  await using host = new Host();
  const old = `data:text/javascript,${encodeURIComponent('export const runScheduler = async () => ({ metrics: {} });')}`;
  await host.load(`test('t', async ({ bench }) => { await bench.stress({ tasks: 1 }); });`, { engine: old });
  expect(await host.measure('t', ['fifo'])).toMatchObject({
    type: 'failed',
    side: 'base',
    message: expect.stringContaining('bench.stress: this side of the bench file was bundled without it') as unknown,
  });
});
