import fc from 'fast-check';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { baselineFilePath, checkBaselineName } from '../../../src/baseline/path.ts';

describe('names of baselines', () => {
  test.each(['baseline', 'v1.2.3', 'a', 'main_2', 'node-24', '2026'])('%j is one', (name) => {
    expect(checkBaselineName(name)).toBe(name);
  });

  test.each([
    '',
    '.',
    '..',
    '../x',
    'a/b',
    'a\\b',
    '/etc',
    'C:',
    'con',
    'NUL',
    'com1.old',
    'a.',
    '.git',
    '-x',
    'a b',
    'é',
    'a\0',
  ])('%j is none', (name) => {
    expect(() => checkBaselineName(name)).toThrow(
      expect.objectContaining({
        code: 'BAD_OPTION',
        message: expect.stringContaining('folder on every operating system'),
      }),
    );
  });

  test('the error offers a name that works', () => {
    expect(() => checkBaselineName('feature/x')).toThrow('"feature-x"');
    expect(() => checkBaselineName('///')).toThrow('"baseline"');
  });

  test('whatever is accepted is one folder inside of the folder of baselines', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        try {
          checkBaselineName(name);
        } catch {
          return;
        }
        expect(path.dirname(path.join('/dir', name))).toBe('/dir');
        expect(path.win32.dirname(path.win32.join('C:\\dir', name))).toBe('C:\\dir');
      }),
    );
  });
});

describe('where a file lies', () => {
  test('under the name, at the path of the bench file', () => {
    expect(baselineFilePath('/p/baselines', 'main', 'tests/a b.bench.ts')).toBe(
      path.join('/p/baselines', 'main', 'tests', 'a b.bench.ts.json'),
    );
  });

  test.each(['', '/a.bench.ts', '../a.bench.ts', 'a/../../b', 'a//b', './a', 'a\0b'])('%j has no place', (file) => {
    expect(() => baselineFilePath('/p', 'main', file)).toThrow(expect.objectContaining({ code: 'BAD_OPTION' }));
  });

  test('a bad name is refused here too', () => {
    expect(() => baselineFilePath('/p', '../x', 'a')).toThrow(expect.objectContaining({ code: 'BAD_OPTION' }));
  });
});
