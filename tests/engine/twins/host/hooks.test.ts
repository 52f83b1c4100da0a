/** What runs around a test, in which order, and with which fixtures: as in Vitest. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Host, pairsOf } from './host.ts';
import { runVitest } from './real-vitest.ts';

const code = `
const both = (name) => [() => { log('before ' + name); return () => log('cleanup ' + name); }, () => log('after ' + name)];
beforeAll(both('all')[0]); afterAll(both('all')[1]);
aroundAll(async (run) => { log('around all {'); await run(); log('} around all'); });
beforeEach(async () => { await null; log('before each 1'); return async () => log('cleanup each 1'); });
beforeEach(() => log('before each 2'));
afterEach(() => log('after each 1')); afterEach(() => log('after each 2'));
const extended = test.extend({
  plain: 'value',
  used: async ({ plain }, use) => { log('make used of ' + plain); await use(plain + '!'); log('end used'); },
  unused: async ({}, use) => { log('never'); await use(); },
  auto: [async ({}, use) => { log('make auto'); await use(1); log('end auto'); }, { auto: true }],
  file: [async ({}, use) => { log('make file'); await use('file'); log('end file'); }, { scope: 'file' }],
}).extend('built', async ({ used }, { onCleanup }) => { log('make built'); onCleanup(() => log('end built')); return used + '?'; })
  .extend({ used: async ({ used }, use) => { log('make over ' + used); await use('over ' + used); log('end over'); } });
describe('suite', () => {
  extended.beforeAll(({ file }) => log('suite before all ' + file));
  beforeAll(both('suite')[0]); afterAll(both('suite')[1]);
  aroundEach(async (run, { task }) => { log('around each { ' + task.name); await run(); log('} around each'); });
  extended.beforeEach(({ used }) => log('suite before each ' + used));
  afterEach(({ task }) => log('suite after each ' + task.fullTestName));
  extended.override('plain', 'overridden');
  extended('test', async ({ built, file, task, onTestFinished: finished, expect }) => {
    onTestFinished(() => log('finished 1')); finished(() => log('finished 2'));
    log(['body', built, file, task.name, typeof expect].join(' '));
  });
  extended.for([7])('for %s', (n, { used: renamed = 1, plain }) => log(['for', n, renamed, plain].join(' ')));
});
`;

function withLog(file: string): string {
  return `import { appendFileSync } from 'node:fs';
    const log = (text) => appendFileSync(${JSON.stringify(file)}, text + '\\n');\n${code}`;
}

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'twin-hooks-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const linesOf = (file: string): readonly string[] => readFileSync(file, 'utf8').trim().split('\n');

test('hooks and fixtures run as in Vitest', async () => {
  const folder = temporary();
  runVitest(withLog(join(folder, 'vitest')));
  const host = new Host();
  await host.load({ base: withLog(join(folder, 'base')), head: withLog(join(folder, 'head')) });
  for (const name of ['suite > test', 'suite > for 7']) {
    expect(await host.measure(name, [])).toMatchObject({ type: 'measured', pairs: [], missing: [] });
  }
  expect(await host.close()).toBe(0);

  const head = linesOf(join(folder, 'head'));
  expect(head).toContain('body over overridden!? file test function');
  expect(linesOf(join(folder, 'base'))).toEqual(head);
  // The last of them when the process ended.
  expect(head).toEqual(linesOf(join(folder, 'vitest')));
});

test('an error in a hook is the failure of the tests that it is for, again each time', async () => {
  await using host = new Host();
  await host.load(`
    describe('bad', () => { beforeAll(() => { throw new RangeError('all'); }); test('t', () => {}); });
    describe('each', () => { beforeEach(() => { throw new RangeError('each'); }); test('t', () => {}); });
    test('good', async ({ bench }) => { await bench('b', () => {}).run(); });
  `);
  for (const [name, message] of [
    ['bad > t', 'RangeError: all'],
    ['bad > t', 'RangeError: all'],
    ['each > t', 'RangeError: each'],
  ] as const) {
    expect(await host.measure(name, ['b'])).toMatchObject({ type: 'failed', side: 'head', message });
  }
  expect(pairsOf(await host.measure('good', ['b']))).toHaveLength(1);
});

test("tinybench's hooks are called around the calls of both parts", async () => {
  const file = join(temporary(), 'log');
  await using host = new Host();
  const log = (name: string): string => `${name}: function (...args) { note('${name}', this?.name, ...args); }`;
  await host.load(`
    import { appendFileSync } from 'node:fs';
    let last = '';
    const note = (...parts) => {
      const text = parts.flatMap((part) => part?.name ?? part ?? []).join(' ');
      // Calls come in masses.
      if (/Each|call/.test(text) && text !== 'beforeEach b run' && last.includes(text)) return;
      last += text + ';';
    };
    test('t', async ({ bench }) => {
      await bench('b', { ${['beforeAll', 'afterAll', 'beforeEach', 'afterEach'].map(log).join(', ')} },
        function () { note('call', this.name); }).run({ ${['setup', 'teardown'].map(log).join(', ')} });
      if (!globalThis.written) appendFileSync(${JSON.stringify(file)}, last);
      globalThis.written = true;
    });
  `);
  pairsOf(await host.measure('t', ['b']));
  const [first, ...others] = linesOf(file)[0]!
    .replaceAll(/(beforeEach b run;)+/g, 'beforeEach b run;')
    .split(';');
  expect(first).toBe('setup b warmup');
  expect(others.slice(0, 7)).toEqual([
    'beforeAll b warmup',
    'beforeEach b warmup',
    'call b',
    'afterEach b warmup',
    'afterAll b warmup',
    'teardown b warmup',
    'setup b run',
  ]);
  expect(others.slice(-3)).toEqual(['afterAll b run', 'teardown b run', '']);
});
