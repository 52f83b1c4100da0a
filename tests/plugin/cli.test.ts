import { rm } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { joinNegativeValues } from '../../plugin/node/cli/negative-values.ts';
import { benchgate, scratchProject } from './cli-process.ts';

describe('help', () => {
  test.concurrent.each([
    {
      words: ['--help'],
      says: ['benchgate [command] [options]', 'scheduler', 'init', 'bench [...filters]', 'Examples'],
    },
    { words: ['help', 'init'], says: ['$ benchgate init', '--manager', 'Examples'] },
    { words: ['scheduler', '--help'], says: ['--strategy', '--warm-up', 'cpu:2ms', 'Examples'] },
    { words: ['init', '-h'], says: ['--manager', 'Examples'] },
    { words: ['bench', '--help'], says: ['benchgate', '--compare <name>', '--save <name>', '--tagsFilter'] },
  ])('$words', async ({ words, says }) => {
    const { code, stdout } = await benchgate(words);
    for (const text of says) expect(stdout).toContain(text);
    expect(code).toBe(0);
  });

  test('the version', async () => {
    const { stdout } = await benchgate(['--version']);
    expect(stdout).toMatch(/^benchgate\/\d+\.\d+\.\d+/);
  });
});

describe('handing over to Vitest', () => {
  test.concurrent('a flag that neither knows is refused with a did-you-mean', async () => {
    const { code, stderr } = await benchgate(['bench', '--comparee=x']);
    expect(stderr).toContain('Did you mean "--compare"?');
    expect(code).toBe(2);
  });

  test.concurrent('a misspelt command is hinted at', async () => {
    const { code, stderr } = await benchgate(['schedular', '--taks', '1']);
    expect(stderr).toContain('Did you mean "scheduler"?');
    expect(code).toBe(2);
  });

  test.concurrent('an older Vitest is refused with the command that updates it', async () => {
    const folder = await scratchProject({
      'node_modules/vitest/package.json': JSON.stringify({
        name: 'vitest',
        version: '4.1.12',
        exports: { './node': './node.js', './package.json': './package.json' },
      }),
      'node_modules/vitest/node.js': `exports.version = '4.1.12';`,
    });
    const { code, stderr } = await benchgate(['--compare=x'], { cwd: folder });
    await rm(folder, { recursive: true });
    expect(stderr).toContain('4.1.12');
    expect(stderr).toContain('npm install --save-dev vitest@5');
    expect(code).toBe(2);
  });
});

test('a negative value is not taken for a flag', () => {
  expect(joinNegativeValues(['--tasks', '-1', '-h', '--seed=2', '-3', '--json', '-x'])).toEqual([
    '--tasks=-1',
    '-h',
    '--seed=2',
    '-3',
    '--json',
    '-x',
  ]);
});
