/** What is measured: ratios, allocation, blocks. No absolute times. */
import { expect, test } from 'vitest';
import type { MeasureRequest, Pair } from '../../../../src/twins/protocol.ts';
import { Host, pairsOf, quick, ratioOf } from './host.ts';

const plan: MeasureRequest['plan'] = { warmup: 60, block: 0.5, blocks: 60, awaitedBlocks: 60, longest: 1000 };

async function measureOne(host: Host, name: string, more: Partial<MeasureRequest> = {}): Promise<Pair> {
  return pairsOf(await host.measure('t', [name], { plan, ...more })).find(({ result }) => result === name)!;
}

const work = (rounds: number): string => `
  let state = 1;
  function work() { for (let i = 0; i < ${rounds}; i++) state = (Math.imul(state, 1103515245) + 12345) | 0; return state; }
  test('t', async ({ bench }) => {
    await bench('sync', work).run();
    await bench('async', async () => work()).run();
    await bench('hooked', { beforeEach() {} }, work).run();
  });`;

test.for(['sync', 'async', 'hooked'])(
  '%s: the same work is as fast, twice the work takes twice as long',
  async (name) => {
    // A shared machine can slow one side for a moment: one of a few attempts is enough.
    const attempts = async (head: string, from: number, to: number): Promise<readonly number[]> => {
      const ratios: number[] = [];
      for (let attempt = 0; attempt < 5; attempt++) {
        await using host = new Host();
        await host.load({ base: work(2000), head });
        ratios.push(ratioOf(await measureOne(host, name, { seed: attempt }), 'latency'));
        if (ratios[attempt]! > from && ratios[attempt]! < to) break;
      }
      return ratios;
    };
    const same = await attempts(work(2000), 0.8, 1.25);
    expect(same.at(-1)).toBeGreaterThan(0.8);
    expect(same.at(-1)).toBeLessThan(1.25);
    const twice = await attempts(work(4000), 1.6, 2.4);
    expect(twice.at(-1)).toBeGreaterThan(1.6);
    expect(twice.at(-1)).toBeLessThan(2.4);
  },
);

const allocating = (items: number): string => `
  let kept;
  let state = 1;
  const kinds = {
    sync: () => { kept = new Array(${items}).fill(1.5); },
    async: async () => { await null; kept = new Array(${items}).fill(1.5); },
    nothing: () => { kept = ${items}; },
    long: () => { for (let i = 0; i < 2e6; i++) state = Math.imul(state, 3) | 1; kept = new Array(${items * 10}).fill(1); },
  };
  test('t', async ({ bench }) => {
    for (const [name, fn] of Object.entries(kinds)) await bench(name, fn).run();
    await bench('hooked', { beforeEach() { kept = new Array(5000).fill(1.5); } }, kinds.sync).run();
  });`;

test('bytes that calls allocate are seen, and only theirs', async () => {
  await using host = new Host();
  // 125 items more, of 8 bytes each.
  await host.load({ base: allocating(25), head: allocating(150) });
  const names = ['sync', 'async', 'nothing', 'long', 'hooked'];
  // Time enough for all blocks on a busy machine too: a single look may see what else was allocated.
  const pairs = pairsOf(await host.measure('t', names, { plan: { ...quick, longest: 1000 } }));
  const bytes = new Map(
    pairs.map(({ result, figures }) => [result, figures.find(({ metric }) => metric === 'allocated')!]),
  );
  const seen = [
    ['sync', 1000],
    ['async', 1000],
    ['long', 10_000],
    ['hooked', 1000],
  ] as const;
  for (const [name, more] of seen) {
    const { base, head } = bytes.get(name)!;
    expect({ name, base: base > 0, more: Math.abs((head - base) / more - 1) < 0.1 }).toEqual({
      name,
      base: true,
      more: true,
    });
  }
  expect(bytes.get('nothing')).toEqual({
    metric: 'allocated',
    statistic: 'median',
    unit: 'B',
    better: 'lower',
    assume: 'sampled',
    base: 0,
    head: 0,
  });
});

test('a tail is told from 50 blocks on', async () => {
  await using host = new Host();
  await host.load(work(100));
  const statistics = ({ figures }: Pair): readonly string[] =>
    figures.map((each) => `${each.metric}.${each.statistic}`);
  const [few, many] = [await measureOne(host, 'sync', { plan: quick }), await measureOne(host, 'sync')];
  expect([few.blocks, many.blocks]).toEqual([8, 60]);
  expect(statistics(few)).toEqual(['latency.median', 'allocated.median']);
  expect(statistics(many)).toEqual(['latency.median', 'latency.p99', 'allocated.median']);
  expect(many.calls).toBeGreaterThan(few.calls);
  expect(many.step).toBeGreaterThanOrEqual(0);
});

test('long functions have few blocks, of one call each', async () => {
  await using host = new Host();
  await host.load(`test('t', async ({ bench }) => {
    await bench('long', () => new Promise((done) => setTimeout(done, 40))).run();
    let kept;
    await bench('longer', async () => { await new Promise((done) => setTimeout(done, 100)); kept = new Array(20_000).fill(1); }).run();
  });`);
  const [long, longer] = pairsOf(await host.measure('t', ['long', 'longer'], { plan: { ...plan, longest: 100 } }));
  expect(long).toMatchObject({ blocks: 1, calls: 1, step: 0 });
  expect(longer).toMatchObject({ blocks: 1, calls: 1 });
  // Seen in the very call that was timed.
  const allocated = longer!.figures.find(({ metric }) => metric === 'allocated')!;
  expect(allocated.head).toBeGreaterThan(150_000);
  expect(allocated.head).toBeLessThan(450_000);
});

test('a benchmark that says it takes no time is measured all the same', async () => {
  await using host = new Host();
  await host.load(`test('t', async ({ bench }) => {
    await bench('none', () => ({ overriddenDuration: 0 })).run();
  });`);
  const [pair] = pairsOf(await host.measure('t', ['none'], { plan: quick }));
  expect(pair!.figures[0]).toMatchObject({ metric: 'latency', base: 0, head: 0 });
});
