/** Every way to name a baseline, and which of them wins. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { chooseBaseline, type ChoiceSources } from '../../plugin/node/baseline-choice.ts';
import { readPassedThrough } from '../../plugin/node/passed-through.ts';
import { resolveRevision } from '../../src/base-tree/revision.ts';
import { recordedFile, storedCost } from './bench-source.ts';
import { config, createProject } from './project.ts';

const dir = mkdtempSync(join(tmpdir(), 'benchgate-choice-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
for (const name of ['flag', 'dashes', 'env', 'option', 'baseline']) {
  mkdirSync(join(dir, name));
  writeFileSync(join(dir, name, 'a.bench.ts.json'), '{}');
}

const nothing: ChoiceSources = {
  flags: {},
  behindDashes: {},
  env: {},
  option: undefined,
  update: false,
  dir,
  resolveRevision: (name) => resolveRevision(dir, name),
};
const choose = (sources: Partial<ChoiceSources>): ReturnType<typeof chooseBaseline> =>
  chooseBaseline({ ...nothing, ...sources });

describe('the choice', () => {
  test('the literal flag, what stands behind "--", the environment, the option, the default name: the first of them', async () => {
    const flags = { compare: 'flag' };
    const behindDashes = { compare: 'dashes' };
    const env = { BENCHGATE_COMPARE: 'env' };
    const option = 'option';
    expect(await choose({ flags, behindDashes, env, option })).toEqual({ compare: 'flag', save: undefined });
    expect((await choose({ behindDashes, env, option })).compare).toBe('dashes');
    expect((await choose({ env, option })).compare).toBe('env');
    expect((await choose({ env: { BENCHGATE_COMPARE: ' ' }, option })).compare).toBe('option');
    expect((await choose({ option })).compare).toBe('option');
    expect((await choose({})).compare).toBe('baseline');
    expect((await choose({ option: false })).compare).toBeUndefined();
    expect((await choose({ option: false, env })).compare).toBe('env');
  });

  test('both spellings behind "--"; other words there are not ours', async () => {
    const words = ['x', '--compare', 'env', '--colour', '--save', 'new'];
    expect(readPassedThrough(words)).toEqual({ compare: 'env', save: 'new' });
  });

  test.each([
    [['--compare'], '--compare needs the name of a baseline'],
    [['--compare='], '--compare needs the name of a baseline'],
    [['--compare', '--save=x'], '--compare needs the name of a baseline'],
    [['--comapre=x'], 'Did you mean "compare"?'],
    [['--safe=x'], 'Did you mean "save"?'],
    [['--save=a/b'], '"a/b" cannot be the name of a baseline'],
  ])('%j is refused', async (words, message) => {
    await expect(async () => choose({ behindDashes: readPassedThrough(words) })).rejects.toThrow(message);
  });

  test('a name that is no baseline fails with those that there are', async () => {
    const missing = choose({ env: { BENCHGATE_COMPARE: 'optoin' } });
    await expect(missing).rejects.toThrow(
      /named "optoin".*Did you mean "option"\?.*baseline, dashes, env, flag, option/s,
    );
    await expect(choose({ option: 'none' })).rejects.toThrow('There is no baseline named "none"');
  });

  test('what is saved, and where', async () => {
    expect(await choose({ update: true })).toEqual({ compare: 'baseline', save: 'baseline' });
    expect(await choose({ update: true, option: 'option' })).toEqual({ compare: 'option', save: 'option' });
    expect(await choose({ flags: { save: 'new' } })).toEqual({ compare: 'baseline', save: 'new' });
    expect(await choose({ env: { BENCHGATE_SAVE: 'new' }, update: true })).toMatchObject({ save: 'new' });
    // A name that this run is about to write need not be there yet.
    expect(await choose({ flags: { compare: 'new', save: 'new' } })).toEqual({ compare: undefined, save: 'new' });
    expect(await choose({ option: false, update: true })).toEqual({ compare: undefined, save: 'baseline' });
    expect(await choose({ dir: join(dir, 'none') })).toEqual({ compare: undefined, save: undefined });
  });
});

test('each way reaches a run', { timeout: 180_000 }, async () => {
  using project = createProject({ 'a.bench.ts': recordedFile({ one: 100 }) });
  const named = async (words: readonly string[], env = {}): Promise<string> => {
    const { text } = await project.vitest(words, env);
    return /^benchgate: 1 bench file, (.*)$/m.exec(text)?.[1] ?? text;
  };
  expect(await named(['--', '--save=first'])).toBe('no baseline to compare with, saving baseline "first"');
  expect(await named([], { BENCHGATE_SAVE: 'second' })).toBe('no baseline to compare with, saving baseline "second"');
  expect(storedCost(project, 'a.bench.ts', 'one', 'second')).toBe(100);
  expect(await named(['--', '--compare', 'first'])).toMatch(/^comparing with baseline "first";/);
  expect(await named(['--', '--compare=first'], { BENCHGATE_COMPARE: 'second' })).toMatch(/baseline "first"/);
  expect(await named([], { BENCHGATE_COMPARE: 'second' })).toMatch(/baseline "second"/);

  const none = await project.vitest(['--', '--compare=thrid']);
  expect(none.text).toContain('There are: first, second. Compare with one of them');
  expect(none.text).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  expect(none.code).toBe(1);

  project.write({ 'vitest.config.ts': config(`{ compare: 'second', dir: 'baselines' }`) });
  expect(await named([])).toMatch(/baseline "second"/);
  project.write({
    'vitest.config.ts': `globalThis[Symbol.for('benchgate.flags')] = { compare: 'first' };\n${config(`{ compare: 'second' }`)}`,
  });
  expect(await named([], { BENCHGATE_COMPARE: 'second' })).toMatch(/baseline "first"/);

  project.write({ 'vitest.config.ts': config(`{ dir: './kept/here' }`) });
  expect(await named(['-u'])).toBe('no baseline to compare with, saving baseline "baseline"');
  expect(project.read('kept/here/baseline/a.bench.ts.json')).toContain('"one > cost"');
  expect(await named([])).toMatch(/^comparing with baseline "baseline"; all of it took/);
});
