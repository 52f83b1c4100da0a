/** Tests are found by name: what is registered here has to be called what Vitest calls it. */
import { expect, test } from 'vitest';
import { vitestNames } from '../../../../src/twins/host/vitest-names.ts';
import { Host } from './host.ts';
import { runVitest } from './real-vitest.ts';

const code = String.raw`
class Point { constructor() { this.x = 1; } }
function named() {}
const body = () => {};
test('plain', body);
it('options', { timeout: 5 }, body);
test('timeout', body, 5);
test(named, body);
test(Point, body);
test.skip('skip', body);
test.todo('todo');
test.fails('fails', body);
test.concurrent('concurrent', body);
test.skipIf(true)('skipIf', body);
test.runIf(true)('runIf', body);
test.each([1, 2])('each %s of %i', body);
test.each([['a', 1], ['b', 2]])('pair %s %d %# %$', body);
test.each([[1.5, -0], [-0, Number.NaN]])('float %f %f %s', body);
test.each([['x']])('%% of %s and %j', body);
test.each([['x']])('100%% %# of %s', body);
test.each([{ a: 1, b: { c: 'deep' }, f() {} }, { a: -0, b: { c: null }, f: undefined }])('$a $b $b.c $f $none %o', body);
test.each([[{ a: 'in a list' }, 2]])('$a $0 $1 $1x %O', body);
test.each([[[1, [2, [3]]], new Map([[1, { a: 2 }]]), new Set(['s'])]])('$0 | $1 | $2', body);
test.each([['a long text that goes on and on and on and on for ever', 1]])('$0 %s', body);
test.each([{ a: 'a long text that goes on and on and on and on for ever', 'k-1': 1, list: [..."abcdefghijklmnop"] }])('%o $a $list', body);
test.each([{ deep: { deep: { deep: { deep: { deep: 1 } } }, and: 'more', evenMore: [1, 2, 3] } }])('%o', body);
test.each([new Point(), new Date(0), /re/g, Symbol('s'), 10n, new TypeError('bad'), null, undefined, true, named, [], {}, ''])('value %o', body);
test.each([{ v: new Point() }, { v: new Date(0) }, { v: new TypeError('bad') }, { v: 10n }, { v: Symbol('s') }])('value $v %s', body);
test.each([10n, '12px', 'x', -0, { toString: () => 'own' }, [1, 2]])('%s %d %i', body);
test.each([10n, '12px', -0, {}])('int %i', body);
test.each([{ toJSON: () => ({ shown: 1 }) }, { a: [1] }])('json %j', body);
test.each${'`'}
  a    | b    | sum
  ${'${1}'} | ${'${2}'} | ${'${3}'}
  ${"${'x'}"} | ${'${{ y: 1 }}'} | ${'${[1]}'}
${'`'}('$a + $b = $sum', body);
test.for([1, [2, 3], { k: 'v' }])('for %s $k', body);
describe('outer', () => {
  test('inside', body);
  describe('inner', () => test('deep', body));
  describe.each([['a', 1], ['b', 2]])('%s%i', (name, number) => { test('of ' + name + number, body); });
  describe.for(['f'])('for %s', (name) => { test('of ' + name, body); });
  test('after', body);
});
describe.skip('skipped', () => { test('in skipped', body); });
describe.todo('later');
describe('options', { timeout: 3 }, () => { test('in options', body); });
describe(named, () => { test('in named', body); });
describe('async', async () => { await new Promise((done) => setTimeout(done, 5)); test('in async', body); });
suite('suite', () => { test('in suite', body); });
describe.shuffle('shuffle', () => { test('in shuffle', body); });
const extended = test.extend({ value: 1 });
extended('extended', ({ value }) => {});
extended.for([1])('extended %s', (n, { value }) => {});
describe('extended suite', () => { extended.describe('nested', () => { extended('test', ({ value }) => {}); }); });
test(1234, body);
`;

test('names are those of Vitest', async () => {
  const expected = runVitest(code);
  await using host = new Host();
  const answer = await host.load(code);
  expect(answer).toMatchObject({ type: 'loaded' });
  const { base, head } = (answer as { readonly tests: Record<'base' | 'head', readonly string[]> }).tests;
  expect(head).toEqual(base);
  expect(expected.length).toBeGreaterThan(60);
  expect(head).toEqual(expected);
});

test('every name that Vitest exports can be imported', async () => {
  const exported = Object.keys(await import('vitest'));
  expect(exported.filter((name) => !vitestNames.includes(name))).toEqual([]);
});
