import { describe, expect, test } from 'vitest';
import { requireVitest5 } from '../../plugin/compat.ts';
import { resolveOptions } from '../../plugin/options.ts';
import { benchFile } from './bench-source.ts';
import { config, createProject } from './project.ts';

describe('the check of the options', () => {
  test('fills in the defaults', () => {
    expect(resolveOptions(undefined)).toMatchObject({
      dir: 'baselines',
      notComparable: 'warn',
      inconclusive: 'warn',
      removed: 'warn',
    });
    expect(resolveOptions({}).compare).toBeUndefined();
    expect(resolveOptions({ compare: false }).compare).toBe(false);
  });

  test.each([
    [{ compere: 'main' }, 'unknown option "compere". Did you mean "compare"?'],
    [{ notComparible: 'fail' }, 'Did you mean "notComparable"?'],
    [{ zzz: 1 }, 'unknown option "zzz".'],
    [{ inconclusive: 'error' }, 'option "inconclusive" must be "pass", "warn" or "fail", not "error".'],
    [{ compare: true }, 'option "compare" must be the name of a baseline, or false, not true.'],
    [{ compare: '' }, 'option "compare" must be the name of a baseline, or false, not "".'],
    [{ dir: 5 }, 'option "dir" must be a path, not 5.'],
    [{ outputFile: '' }, 'option "outputFile" must be a path, not "".'],
    [{ tagsFilter: 5 }, 'option "tagsFilter" must be an expression of tags, not 5.'],
    ['baseline', 'the options must be an object, not "baseline".'],
    [[], 'the options must be an object, not [].'],
    [null, 'the options must be an object, not null.'],
  ])('%j', (options, message) => {
    expect(() => resolveOptions(options)).toThrow(message);
    expect(() => resolveOptions(options)).toThrow('Options are compare, dir, notComparable');
  });

  test('several mistakes are told at once', () => {
    expect(() => resolveOptions({ dirr: 'x', removed: 1 })).toThrow(/"removed" must be.*"dirr".*Did you mean "dir"\?/s);
  });
});

test('a Vitest that is too old is told by its version', () => {
  expect(() => requireVitest5({ version: '4.1.12' } as never)).toThrow(/needs Vitest 5.*4\.1\.12.*vitest@5/s);
  expect(() => requireVitest5({ version: '5.1.1' } as never)).not.toThrow();
});

/** What a person can read: what is wrong, where, and the fix; none of our own stack. */
function expectReadable(text: string, ...parts: readonly string[]): void {
  for (const part of parts) expect(text).toContain(part);
  expect(text).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  expect(text).not.toContain('plugin/options.ts');
}

test('mistakes in the config stop the start with a message and no stack', async () => {
  using project = createProject({ 'a.bench.ts': benchFile('one'), 'vitest.config.ts': config(`{ compere: 'x' }`) });
  for (const command of [[], ['run']]) {
    const { code, text } = await project.vitest(command);
    expect(code).toBe(1);
    expectReadable(text, 'unknown option "compere". Did you mean "compare"?', 'Options are compare, dir,');
  }

  project.write({ 'vitest.config.ts': config(`{ compare: 'main/x' }`) });
  const named = await project.vitest([]);
  expect(named.code).toBe(1);
  expectReadable(named.text, 'has no commit "main/x".', 'Name a commit, a branch or a tag of this repository');
});
