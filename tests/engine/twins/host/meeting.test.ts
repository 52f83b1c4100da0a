/** How the two bodies of a test come together, and what is answered when they do not. */
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../../src/twins/protocol.ts';
import { Host, pairsOf } from './host.ts';

const names = (answer: Answer): readonly string[] => pairsOf(answer).map(({ result }) => result);

const endless: ReadonlySet<string> = new Set(['stray', 'uncaught']);

describe('measured', () => {
  test('run, compare and benchmarks in a row, and their results look like those of Vitest', async () => {
    await using host = new Host();
    await host.load(`
      const seen = [];
      test('t', async ({ bench }) => {
        const one = await bench('one', () => 1).run();
        const both = await bench.compare(bench('two', () => 2), bench('three', { async: true }, async () => 3), { time: 1 });
        const stored = await bench.compare(bench('four', () => 4), bench.from('stored', './none.json'));
        function named() {}
        const five = await bench(named, () => 5).run();
        await bench.record({});
        for (const result of [one, both.get('two'), both.get('three'), stored.get('four'), five]) {
          for (const { mean, p50, min, max, sd, samplesCount } of [result.latency, result.throughput]) {
            if (![mean, p50, min, max, sd].every(Number.isFinite) || samplesCount < 1) throw new Error('no result');
          }
          if (result.latency.min > result.latency.max || result.state !== 'completed') throw new Error('bad result');
        }
        seen.push(five.name, stored.get('stored').latency.samplesCount);
        let error;
        try { both.get('none'); } catch (caught) { error = caught; }
        await bench(String([...seen, error?.message]), () => 6).run();
      });
    `);
    const last = 'named,1,task "none" was not defined';
    const wanted = ['one', 'two', 'three', 'four', 'named', last];
    expect(names(await host.measure('t', wanted))).toEqual(wanted);
  });

  test('what is not wanted runs once', async () => {
    await using host = new Host();
    await host.load(`
      let calls = 0;
      test('t', async ({ bench }) => {
        await bench('unwanted', () => { calls++; }).run();
        await bench.compare(bench('also unwanted', () => { calls++; }), bench('wanted', () => 1));
        await bench(String(calls), () => 1).run();
      });
    `);
    const answer = await host.measure('t', ['wanted', '2']);
    expect(names(answer)).toEqual(['wanted', '2']);
  });

  test('sides that go other ways meet where they can', async () => {
    await using host = new Host();
    const code = (list: readonly string[]): string => `test('t', async ({ bench }) => {
      for (const name of ${JSON.stringify(list)}) await bench(name, () => name).run();
    });`;
    await host.load({ base: code(['a', 'b', 'old', 'c']), head: code(['a', 'new', 'b', 'also new', 'c']) });
    const answer = await host.measure('t', ['a', 'new', 'b', 'also new', 'c']);
    expect(names(answer)).toEqual(['a', 'b', 'c']);
    expect(answer).toMatchObject({
      missing: [
        { result: 'new', side: 'base', message: expect.stringContaining('"new"') as unknown },
        { result: 'also new', side: 'base' },
      ],
    });
  });

  test('a body that fails after everything has been measured does not matter', async () => {
    await using host = new Host();
    await host.load(`
      test('throws', async ({ bench }) => { await bench('b', () => 1).run(); throw new Error('late'); });
      test('skips', async ({ bench, skip }) => { await bench('b', () => 1).run(); skip(); });
      test('strays', async ({ bench }) => {
        await bench('b', () => 1).run();
        void Promise.reject(new Error('stray'));
        await new Promise((done) => setTimeout(done, 20));
      });
    `);
    for (const name of ['throws', 'skips', 'strays']) expect(names(await host.measure(name, ['b']))).toEqual(['b']);
  });

  test('bodies run one after the other, the first one as asked for', async () => {
    await using host = new Host();
    const code = (side: string): string => `
      // By a symbol, since both sides have their own values of what globalThis calls by a name.
      const log = (globalThis[Symbol.for('log')] ??= []);
      test('t', async ({ bench }) => {
        log.push('${side} begins');
        await null;
        await bench('first', () => 1).run();
        log.push('${side} goes on');
        await new Promise((done) => setTimeout(done, 2));
        await bench('second', () => 1).run();
        log.push('${side} ends');
      });
      test('told', async ({ bench }) => { await bench(log.join(), () => 1).run(); });`;
    await host.load({ base: code('base'), head: code('head') });
    pairsOf(await host.measure('t', ['first', 'second'], { first: 'head' }));
    const told = 'begins goes on ends'.match(/begins|goes on|ends/g)!.flatMap((at) => [`head ${at}`, `base ${at}`]);
    expect(names(await host.measure('told', [told.join(',')]))).toHaveLength(1);
  });

  test('async, promises and globals', async () => {
    await using host = new Host();
    const code = `
      describe('suite', () => {
        beforeEach(() => { globalThis.before = true; });
        test('t', async ({ bench }) => {
          expect(1).toBe(2);
          expect.soft(globalThis.before).toEqual({ any: expect.any(Number) });
          await expect(Promise.reject(new Error('never seen'))).resolves.toBe(1);
          let waited = false;
          await expect(new Promise((done) => setTimeout(() => { waited = true; done(); }, 5))).resolves.not.toThrow();
          assert.deepEqual(1, 2); expectTypeOf(1).toBeString(); assertType(1);
          onTestFinished(() => {});
          if (!waited || inject('key') !== 'provided') throw new Error('not as in Vitest');
          await bench('async', async () => { await new Promise((done) => setImmediate(done)); }).run();
          await bench('promise', () => new Promise((done) => queueMicrotask(done))).run();
          await bench('given', () => ({ overriddenDuration: 2 })).run();
          await bench('at once', async () => { await new Promise((done) => setTimeout(done, 2)); }).run({ concurrency: 'task', threshold: 8 });
        });
      });`;
    await host.load(code, { globals: true, isBare: true, provided: { key: 'provided' } });
    const pairs = pairsOf(await host.measure('suite > t', ['async', 'promise', 'given', 'at once']));
    expect(pairs.map(({ result }) => result)).toEqual(['async', 'promise', 'given', 'at once']);
    expect(pairs[2]!.figures[0]).toMatchObject({ metric: 'latency', base: 2e6, head: 2e6 });
    // Several under way at once: each takes 2 ms or more all the same.
    expect(pairs[3]!.figures[0]!.head).toBeGreaterThan(1e6);
  });
});

describe('failed', () => {
  test.for([
    ['base: fine', '', `throw new TypeError('broken')`, 'head', 'TypeError: broken'],
    ['in a suite', `describe('s', async () => { throw 'a text'; })`, '', 'base', 'a text'],
    ['mocks', `vi.mock('./x.js')`, '', 'base', 'GateError: vi.mock: mocks cannot be measured'],
    [
      'later',
      `setTimeout(() => { throw new Error('later'); }); await new Promise(() => {});`,
      '',
      'base',
      'Error: later',
    ],
  ] as const)('to load: %s', async ([, base, head, side, message]) => {
    await using host = new Host();
    const answer = await host.load({ base, head });
    expect(answer).toMatchObject({ type: 'failed', side, message: expect.stringContaining(message) as unknown });
  });

  test.for([
    ['throws', `throw new TypeError('in the body')`, 'TypeError: in the body'],
    ['no error', `throw { reason: 'an object' }`, "{ reason: 'an object' }"],
    ['in the benchmark', `await bench('b', () => { throw new RangeError('in fn'); }).run()`, 'RangeError: in fn'],
    ['rejects', `await bench('b', async () => { throw new RangeError('in fn'); }).run()`, 'RangeError: in fn'],
    [
      'later calls',
      `let n = 0; await bench('b', () => { if (n++ > 99) throw new RangeError('in fn'); }).run()`,
      'RangeError: in fn',
    ],
    ['hook', `await bench('b', { beforeEach() { throw new RangeError('hook'); } }, () => 1).run()`, 'RangeError: hook'],
    ['compare', `await bench.compare(bench('a', () => 1), bench('b', () => { throw new Error('fn'); }))`, 'Error: fn'],
    ['stray', `Promise.reject(new Error('stray')); await new Promise(() => {})`, 'Error: stray'],
    ['uncaught', `setTimeout(() => { throw new Error('thrown'); }); await new Promise(() => {})`, 'Error: thrown'],
    ['skipped', `skip('not here')`, 'was skipped (not here)'],
    ['ended', '', 'ended without running the benchmark "b"'],
    ['arguments', `bench('b', 1)`, 'TypeError: `bench()` expects'],
  ] as const)('a body: %s', async ([name, code, message]) => {
    const good = `test('t', async ({ bench }) => { await bench('b', () => 1).run(); });
      test('other', async ({ bench }) => { await bench('b', () => 1).run(); });`;
    const bad = good.replace(`{ bench }) => { await bench('b', () => 1).run();`, `{ bench, skip }) => { ${code};`);
    for (const side of ['base', 'head', 'both'] as const) {
      if (side === 'both' && name !== 'throws') continue;
      await using host = new Host();
      await host.load({ base: side === 'head' ? good : bad, head: side === 'base' ? good : bad });
      const expected = { type: 'failed', side: side === 'base' ? 'base' : 'head' };
      const answer = await host.measure('t', ['b']);
      expect(answer).toMatchObject({ ...expected, message: expect.stringContaining(message) as unknown });
      // A body that never ends would have to be killed.
      const other = endless.has(name) ? undefined : await host.measure('other', ['b']);
      expect(other ?? { type: 'measured' }).toMatchObject({ type: 'measured' });
    }
  });

  test('a test that one side does not have, or skips', async () => {
    await using host = new Host();
    await host.load({
      base: `test.skip('skipped', () => {})`,
      head: `test('new', () => {}); test('skipped', () => {})`,
    });
    expect(await host.measure('new', ['b'])).toMatchObject({ type: 'failed', side: 'base' });
    expect(await host.measure('gone', ['b'])).toMatchObject({ type: 'failed', side: 'head' });
    expect(await host.measure('skipped', ['b'])).toMatchObject({
      type: 'failed',
      side: 'base',
      message: expect.stringContaining('was skipped') as unknown,
    });
  });

  test('long messages are cut', async () => {
    await using host = new Host();
    await host.load(`test('t', () => { throw new Error('long '.repeat(10_000)); })`);
    const answer = await host.measure('t', ['b']);
    expect(answer.type === 'failed' ? answer.message.length : 0).toBe(4000);
  });

  test('what was measured before stays', async () => {
    await using host = new Host();
    const code = (last: string): string =>
      `test('t', async ({ bench }) => { await bench('a', () => 1).run(); await bench('b', () => { ${last} }).run(); })`;
    await host.load({ base: code(''), head: code(`throw new Error('bad')`) });
    const answer = await host.measure('t', ['a', 'b']);
    expect(names(answer)).toEqual(['a']);
    expect(answer).toMatchObject({ missing: [{ result: 'b', side: 'head', message: 'Error: bad' }] });
  });
});

test('the process ends with the channel, whatever is still open', async () => {
  const host = new Host();
  await host.load(`setInterval(() => {}, 1000); test('t', () => {}); afterAll(() => { throw new Error('late'); });`);
  await host.measure('t', []);
  expect(await host.close()).toBe(0);
});
