import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { checkHouse, renderViolation } from './layers/check.ts';
import { house } from './layers/table.ts';

const root = join(import.meta.dirname, '..');

test('no import of src and plugin breaks a layer', () => {
  expect(checkHouse(root, house).map(renderViolation).join('\n\n')).toBe('');
});

test('the table names what there is', () => {
  const named = house.layers.flatMap(({ at, imports, locates }) => [at, ...imports, ...(locates ?? [])]);
  const rest = [...house.lightEntries.flatMap(({ at, without }) => [at, ...without]), ...house.indexFiles];
  expect([...new Set([...named, ...rest])].filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

/** A tree in which every form of import is used as it should be. */
const sound: Readonly<Record<string, string>> = {
  'src/index.ts':
    "export { measure } from './scenarios/measure.ts';\nexport type { Result } from './model/result.ts';\n",
  'src/gate/judge.ts':
    "import { measure } from '../scenarios/measure.ts';\nimport { judge } from '../baseline/judge.ts';\n",
  'src/model/result.ts': 'export interface Result { name: string }\n',
  'src/model/errors.ts': 'export class GateError extends Error {}\n',
  'src/statistics/mean.ts': "import { GateError } from '../model/errors.ts';\n",
  'src/schedulers/fifo.ts': "import type { Result } from '../model/result.ts';\n",
  'src/executors/threads/launch.ts':
    "export const entry = new URL(import.meta.url.endsWith('.ts') ? './entry.ts' : './entry.js', import.meta.url);\n",
  'src/executors/threads/entry.ts': "import { fifo } from '../../schedulers/fifo.ts';\n",
  'src/scenarios/measure.ts': "export const open = () => import('../executors/threads/launch.ts');\n",
  'src/baseline/judge.ts': "import type { Result } from '../model/result.ts';\n",
  'src/reports/text.ts': "import type { Result } from '../model/result.ts';\n",
  'plugin/index.ts': "import { key } from './key.ts';\nexport const attach = () => import('./node/controller.ts');\n",
  'plugin/key.ts': "import type { Vitest } from 'vitest/node';\nimport type { Result } from '../src/index.ts';\n",
  'plugin/node/controller.ts':
    "import { x } from 'vitest/node';\nconst r = new URL('../worker/runner.ts', import.meta.url);\n",
  'plugin/worker/runner.ts': "import { TestRunner } from 'vitest';\nimport { key } from '../key.ts';\n",
};

function violationsWith(planted: Readonly<Record<string, string>>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'benchgate-layers-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries({ ...sound, ...planted })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return checkHouse(folder, house).map(renderViolation);
}

describe('planted violations', () => {
  test('the sound tree has none', () => {
    expect(violationsWith({})).toEqual([]);
  });

  const planted: readonly [title: string, path: string, text: string, says: string][] = [
    [
      'model imports upwards',
      'src/model/a.ts',
      "import { x } from '../statistics/mean.ts';",
      'src/model may import nothing of ours',
    ],
    [
      'a type import upwards',
      'src/model/a.ts',
      "import type { x } from '../statistics/mean.ts';",
      'imports the types of',
    ],
    [
      'an inline import type',
      'src/model/a.ts',
      "export type A = import('../gate/judge.ts').A;",
      'imports the types of "../gate/judge.ts"',
    ],
    ['a re-export upwards', 'src/model/a.ts', "export { x } from '../gate/judge.ts';", 'imports "../gate/judge.ts"'],
    [
      'a lazy import upwards',
      'src/schedulers/a.ts',
      "const x = () => import('../executors/threads/launch.ts');",
      'imports lazily',
    ],
    [
      'a template without a hole',
      'src/schedulers/a.ts',
      'const x = () => import(`../gate/judge.ts`);',
      'imports lazily "../gate/judge.ts"',
    ],
    [
      'a computed import',
      'src/executors/a.ts',
      'const x = (n: string) => import(`./threads/${n}.ts`);',
      'a part is computed',
    ],
    ['a concatenated import', 'src/executors/a.ts', "const x = (n: string) => import('./' + n);", 'a part is computed'],
    [
      'a URL upwards',
      'src/executors/a.ts',
      "const u = new URL('../scenarios/measure.ts', import.meta.url);",
      'locates',
    ],
    [
      'a computed URL upwards',
      'src/executors/a.ts',
      'const u = new URL(`../scenarios/${1}.ts`, import.meta.url);',
      'locates "../scenarios/…"',
    ],
    [
      'import.meta.resolve upwards',
      'src/executors/a.ts',
      "const u = import.meta.resolve('../gate/judge.ts');",
      'locates "../gate/judge.ts"',
    ],
    [
      'a URL upwards by a condition',
      'src/executors/a.ts',
      "const u = new URL(Math.PI > 3 ? '../scenarios/measure.ts' : './threads/entry.ts', import.meta.url);",
      'locates "../scenarios/measure.ts"',
    ],
    [
      'a URL of a missing file',
      'src/executors/a.ts',
      "const u = new URL('./gone.ts', import.meta.url);",
      'there is no such file',
    ],
    ['a require upwards', 'src/executors/a.ts', "const u = require('../gate/judge.ts');", 'imports "../gate/judge.ts"'],
    [
      'a producer imports a judge',
      'src/scenarios/a.ts',
      "import { judge } from '../baseline/judge.ts';",
      'src/scenarios may import',
    ],
    [
      'a judge imports a producer',
      'src/baseline/a.ts',
      "import { measure } from '../scenarios/measure.ts';",
      'src/baseline may import',
    ],
    [
      'a judge imports a judge',
      'src/targets/a.ts',
      "import { judge } from '../baseline/judge.ts';",
      'src/targets may import',
    ],
    ['a report judges', 'src/reports/a.ts', "import { judge } from '../baseline/judge.ts';", 'src/reports may import'],
    ['a folder imports the index', 'src/scenarios/a.ts', "import { measure } from '../index.ts';", '(src/index.ts)'],
    ['the gate imports the index', 'src/gate/judge.ts', "import { measure } from '../index.ts';", '(src/index.ts)'],
    ['src imports the plugin', 'src/scenarios/a.ts', "import { key } from '../../plugin/key.ts';", '(plugin)'],
    ['src imports vitest', 'src/scenarios/a.ts', "import { expect } from 'vitest';", 'nothing of the host'],
    [
      'src imports the types of vitest',
      'src/gate/judge.ts',
      "import type { Vitest } from 'vitest/node';",
      'nothing of the host',
    ],
    ['src imports a part of vitest', 'src/gate/judge.ts', "import { x } from '@vitest/expect';", 'nothing of the host'],
    ['src imports itself by name', 'src/gate/judge.ts', "import { x } from 'benchgate';", 'relative paths'],
    ['src imports a test', 'src/gate/judge.ts', "import { x } from '../../tests/a.ts';", 'outside of src and plugin'],
    [
      'the plugin reaches into the engine',
      'plugin/a.ts',
      "import { fifo } from '../src/schedulers/fifo.ts';",
      'src/index.ts',
    ],
    [
      'a worker imports vitest/node',
      'plugin/worker/a.ts',
      "import { x } from 'vitest/node';",
      'plugin/worker may import vitest of the host',
    ],
    [
      'a worker imports the types of vitest/node',
      'plugin/worker/a.ts',
      "import type { x } from 'vitest/node';",
      'vitest/node',
    ],
    [
      'a worker imports plugin/node',
      'plugin/worker/a.ts',
      "import { x } from '../node/controller.ts';",
      '(plugin/node)',
    ],
    [
      'a worker imports the plugin itself',
      'plugin/worker/a.ts',
      "import benchgate from '../index.ts';",
      '(plugin/index.ts)',
    ],
    ['what both share loads vitest/node', 'plugin/a.ts', "import { x } from 'vitest/node';", 'as `import type`'],
    [
      'what both share imports plugin/node',
      'plugin/a.ts',
      "import { x } from './node/controller.ts';",
      '(plugin/node)',
    ],
    [
      'plugin/node loads a worker file',
      'plugin/node/a.ts',
      "import { x } from '../worker/runner.ts';",
      '(plugin/worker)',
    ],
    [
      'the runner loads the engine',
      'plugin/worker/runner.ts',
      "import { x } from '../../src/index.ts';",
      'loads src/index.ts at once',
    ],
    [
      'the runner loads it through a file',
      'plugin/key.ts',
      "import { x } from '../src/index.ts';",
      'plugin/worker/runner.ts → plugin/key.ts',
    ],
    ['an export *', 'src/model/a.ts', "export * from './result.ts';", 'export *'],
    ['an index file', 'src/model/index.ts', "export { x } from './result.ts';", 'is an index file'],
    ['a file called utils', 'src/model/utils.ts', 'export const x = 1;', 'is called "utils"'],
    ['a folder called helpers', 'src/model/helpers/a.ts', 'export const x = 1;', 'is called "helpers"'],
    ['a file called test-helpers', 'plugin/worker/run-helpers.ts', 'export const x = 1;', 'is called "run-helpers"'],
    ['a folder outside of the table', 'src/extras/a.ts', 'export const x = 1;', 'is in no layer'],
  ];

  test.each(planted)('%s', (_title, path, text, says) => {
    const found = violationsWith({ [path]: `// first line\n${text}\n` });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(says);
    expect(found[0]).toMatch(new RegExp(`^${path.replaceAll('.', '\\.')}(?::2)?: `));
    expect(found[0]).toMatch(/\n {2}Rule: .+\n {2}Fix: .+/);
  });

  test('a file that cannot be parsed is named', () => {
    expect(() => violationsWith({ 'src/model/a.ts': 'export const = ;' })).toThrow('src/model/a.ts');
  });
});
