import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { literalFlagOption, literalFlagPattern } from '../../plugin/node/cli/literal-flag.ts';
import { npmrcLine } from '../../plugin/node/cli/npmrc.ts';
import { benchgate, type Ended, repository, run, scratchProject } from './cli-process.ts';

/** Says what a script sees of its own command line, and reads the flags as the plugin does. */
const recorder = `
import { readFlags } from ${JSON.stringify(join(repository, 'plugin/node/flags.ts'))};
const flags = process.argv.includes('--do-not-read') ? {} : readFlags();
console.log(JSON.stringify({ words: process.argv.slice(2), flags }));
console.error(process.env.NODE_OPTIONS);
`;

let folder: string;
let project: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'benchgate-flags-'));
  for (const path of ['node_modules/vitest', 'elsewhere']) await mkdir(join(folder, path), { recursive: true });
  await writeFile(join(folder, 'node_modules/vitest/vitest.mjs'), recorder);
  await writeFile(join(folder, 'elsewhere/script.mjs'), recorder);
  project = await scratchProject({
    'package.json': JSON.stringify({ private: true, type: 'module', scripts: { bench: 'vitest bench' } }),
    '.npmrc': `${npmrcLine}\n`,
    'some.bench.ts': `import { test } from 'vitest';\ntest('some', () => {});\n`,
    'vitest.config.ts': `
      import { readFlags } from ${JSON.stringify(join(repository, 'plugin/node/flags.ts'))};
      const plugin = {
        name: 'reads-the-flags',
        configureVitest() {
          console.log('flags ' + JSON.stringify(readFlags()));
          console.log('warnings ' + process.env.NODE_OPTIONS.includes('--trace-warnings'));
        },
      };
      export default { plugins: process.env.WITHOUT_PLUGIN ? [] : [plugin] };
    `,
  });
});

afterAll(async () => {
  for (const path of [folder, project]) await rm(path, { recursive: true, force: true });
});

function preloaded(script: string, words: readonly string[]): Promise<Ended> {
  return run(process.execPath, [join(folder, script), ...words], { env: { NODE_OPTIONS: literalFlagOption } });
}

describe('the module of --import', () => {
  test.each([
    { words: ['bench', '--compare=a'], rest: ['bench'], flags: { compare: 'a' } },
    { words: ['bench', '--compare', 'a', 'file'], rest: ['bench', 'file'], flags: { compare: 'a' } },
    { words: ['--save=b=c', 'bench', '--run'], rest: ['bench', '--run'], flags: { save: 'b=c' } },
    { words: ['bench', '--save', 'b', '--compare', 'a'], rest: ['bench'], flags: { compare: 'a', save: 'b' } },
    { words: ['bench', '--compare=a', '--compare=b'], rest: ['bench'], flags: { compare: 'b' } },
    { words: ['bench', '--', '--compare=a'], rest: ['bench', '--', '--compare=a'], flags: {} },
    { words: ['bench', '--compared=a'], rest: ['bench', '--compared=a'], flags: {} },
    { words: ['run', '--compare=a'], rest: ['run', '--compare=a'], flags: {} },
    { words: [], rest: [], flags: {} },
  ])('vitest $words', async ({ words, rest, flags }) => {
    const { code, stdout } = await preloaded('node_modules/vitest/vitest.mjs', words);
    expect(JSON.parse(stdout)).toEqual({ words: rest, flags });
    expect(code).toBe(0);
  });

  test('takes away what npm leaves of a variable that is not set', async () => {
    const { code, stderr } = await run(process.execPath, [join(folder, 'elsewhere/script.mjs')], {
      env: { NODE_OPTIONS: `${literalFlagOption} \${NODE_OPTIONS}` },
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: `${literalFlagOption}\n` });
  });

  test('leaves every other program alone', async () => {
    const { stdout } = await preloaded('elsewhere/script.mjs', ['bench', '--compare=a']);
    expect(JSON.parse(stdout)).toEqual({ words: ['bench', '--compare=a'], flags: {} });
  });

  test('a flag without a name is an error that says how to write it', async () => {
    const { code, stderr } = await preloaded('node_modules/vitest/vitest.mjs', ['bench', '--compare', '--run']);
    expect(stderr).toContain('Write --compare=NAME');
    expect(code).not.toBe(0);
  });

  test('flags that nobody reads fail the run', async () => {
    const { code, stderr } = await preloaded('node_modules/vitest/vitest.mjs', ['bench', '--save=a', '--do-not-read']);
    expect(stderr).toContain('Add benchgate() to the plugins');
    expect(code).toBe(1);
  });

  test('has no character that ini, YAML, a shell or NODE_OPTIONS would read as more than itself', () => {
    expect(literalFlagOption).toMatch(/^--import=data:text\/javascript,[\w%.,:=()[\]/*!~-]+$/);
    expect(literalFlagPattern.exec(`--a ${literalFlagOption} --b`)?.[0]).toBe(literalFlagOption);
  });
});

describe('vitest itself', () => {
  test.concurrent('takes the literal flag through npx', async () => {
    const { code, stdout } = await run('npx', ['vitest', 'bench', '--compare=mine'], { cwd: project });
    expect(stdout).toContain('flags {"compare":"mine"}');
    expect(stdout).toContain('warnings false');
    expect(code).toBe(0);
  });

  test.concurrent("takes it through npm run, with the user's own NODE_OPTIONS in force", async () => {
    const { code, stdout } = await run('npm', ['run', 'bench', '--', '--compare', 'mine', '--save=other'], {
      cwd: project,
      env: { NODE_OPTIONS: '--trace-warnings' },
    });
    expect(stdout).toContain('flags {"compare":"mine","save":"other"}');
    expect(stdout).toContain('warnings true');
    expect(code).toBe(0);
  });

  test.concurrent('takes it from benchgate, without any setting', async () => {
    const { code, stdout } = await benchgate(['some', '--compare', 'mine'], {
      cwd: project,
      env: { NODE_OPTIONS: '--no-deprecation' },
    });
    expect(stdout).toContain('flags {"compare":"mine"}');
    expect(stdout).toContain('1 passed');
    expect(code).toBe(0);
  });

  test.concurrent('fails when the plugin is not there to read it', async () => {
    const { code, stderr } = await run('npx', ['vitest', 'bench', '--compare=mine'], {
      cwd: project,
      env: { WITHOUT_PLUGIN: '1' },
    });
    expect(stderr).toContain('Add benchgate() to the plugins');
    expect(code).toBe(1);
  });
});
