import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { array, assert, constantFrom, oneof, property, stringMatching } from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { literalFlagOption } from '../../plugin/node/cli/literal-flag.ts';
import { editNpmrc, npmrcLine } from '../../plugin/node/cli/npmrc.ts';
import { editPnpmWorkspace, pnpmLine } from '../../plugin/node/cli/pnpm-workspace.ts';
import { benchgate, repository, scratchProject } from './cli-process.ts';

const older = '--import=data:text/javascript,globalThis[Symbol.for(%22benchgate.flags%22)]=0';
const made: string[] = [];

async function project(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = await scratchProject(files);
  made.push(folder);
  return folder;
}

afterEach(async () => {
  for (const folder of made.splice(0)) await rm(folder, { recursive: true, force: true });
});

describe('benchgate init', () => {
  test('writes .npmrc in an npm project once, and says so', async () => {
    const folder = await project({ 'package-lock.json': '{}', '.npmrc': 'fund=false' });
    const first = await benchgate(['init'], { cwd: folder });
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toContain('Added node-options');
    const text = await readFile(join(folder, '.npmrc'), 'utf8');
    expect(text.split('\n')).toEqual(['fund=false', expect.stringMatching(/^; /), npmrcLine, '']);

    const second = await benchgate(['init'], { cwd: folder });
    expect(second.stdout).toContain('nothing was changed');
    expect(await readFile(join(folder, '.npmrc'), 'utf8')).toBe(text);
  });

  test('writes pnpm-workspace.yaml in a pnpm project, at the root of the workspace', async () => {
    const folder = await project({ 'pnpm-lock.yaml': '', 'pnpm-workspace.yaml': 'packages:\n  - packages/*\n' });
    const inner = join(folder, 'packages/inner');
    await mkdir(inner, { recursive: true });
    await writeFile(join(inner, 'package.json'), '{}');
    const { code, stdout } = await benchgate(['init'], { cwd: inner });
    expect(code).toBe(0);
    expect(stdout).toContain('pnpm vitest bench --compare=baseline');
    const text = await readFile(join(folder, 'pnpm-workspace.yaml'), 'utf8');
    expect(text.startsWith('packages:\n  - packages/*\n')).toBe(true);
    expect(text.endsWith(`${pnpmLine}\n`)).toBe(true);
    expect(editPnpmWorkspace(text).outcome).toBe('unchanged');
  });

  test("merges into the user's own options and shows them", async () => {
    const folder = await project({ '.npmrc': 'node-options=--max-old-space-size=4096\n' });
    const { code, stdout } = await benchgate(['init'], { cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toContain('your own options stay: --max-old-space-size=4096');
    const text = await readFile(join(folder, '.npmrc'), 'utf8');
    expect(text).toBe(`node-options=${literalFlagOption} --max-old-space-size=4096\n`);
  });

  test('has nothing to write for yarn and says what works there', async () => {
    const folder = await project({ 'yarn.lock': '' });
    const { code, stderr } = await benchgate(['init'], { cwd: folder });
    expect(stderr).toContain('yarn benchgate --compare=NAME');
    expect(code).toBe(2);
  });

  test('a package manager that it does not know is an error with a did-you-mean', async () => {
    const { code, stderr } = await benchgate(['init', '--manager', 'pnmp'], { cwd: await project() });
    expect(stderr).toContain('Did you mean "pnpm"?');
    expect(code).toBe(2);
  });

  test('a settings file that cannot be read is an error without a stack', async () => {
    const folder = await project({ '.npmrc/inside': '' });
    const { code, stderr } = await benchgate(['init'], { cwd: folder });
    expect(stderr).toContain('Make it readable and writable');
    expect(stderr).not.toContain('    at ');
    expect(code).toBe(2);
  });
});

test('this repository carries the current line', async () => {
  const text = await readFile(join(repository, '.npmrc'), 'utf8');
  expect(editNpmrc(text)).toEqual({ text, outcome: 'unchanged' });
});

describe('editing .npmrc', () => {
  test.each([
    ['an empty file', '', 'added', (text: string) => text.endsWith(`\n${npmrcLine}\n`)],
    ['a section', 'a=1\n[b]\nc=2\n', 'added', (text: string) => text.indexOf(npmrcLine) < text.indexOf('[b]')],
    ['an empty setting', 'node-options=\n', 'added', (text: string) => text === `${npmrcLine}\n`],
    ['Windows lines', 'a=1\r\n', 'added', (text: string) => text.split('\r\n').length === text.split('\n').length],
    [
      'quotes',
      'node-options="--a"\n',
      'merged',
      (text: string) => text === `node-options="${literalFlagOption} --a"\n`,
    ],
    [
      'an older entry',
      `node-options=${older} --a\n`,
      'updated',
      (text: string) => text.endsWith(`${literalFlagOption} --a\n`),
    ],
    ['a comment', '; node-options=--a\n', 'added', (text: string) => text.startsWith('; node-options=--a\n')],
  ])('with %s', (_, before, outcome, holds) => {
    const edit = editNpmrc(before);
    expect(edit.outcome).toBe(outcome);
    expect(edit.text).toSatisfy(holds);
  });

  test('whatever is there stays, and the second time changes nothing', () => {
    const line = oneof(
      constantFrom(
        'fund=false',
        '# node-options=--x',
        '; a',
        '',
        '[section]',
        'node-options = --a',
        'node-options="--zz"',
      ),
      stringMatching(/^[a-z-]{1,8} ?= ?[\w./@:-]{0,12}$/),
    );
    assert(
      property(array(line, { maxLength: 8 }), (lines) => {
        const before = lines.join('\n');
        const after = editNpmrc(before).text;
        const kept = after.replace(literalFlagOption, '').split('\n');
        for (const one of lines.filter((text) => !text.startsWith('node-options'))) expect(kept).toContain(one);
        for (const own of ['--a', '--zz']) expect(after.includes(own)).toBe(before.includes(own));
        expect(editNpmrc(after)).toEqual({ text: after, outcome: 'unchanged' });
      }),
    );
  });
});

describe('editing pnpm-workspace.yaml', () => {
  test.each([
    ["nodeOptions: '--a'\n", `nodeOptions: '${literalFlagOption} --a'\n`],
    ['nodeOptions: "--a" # mine\n', `nodeOptions: "${literalFlagOption} --a" # mine\n`],
    ['nodeOptions: --a\npackages: []\n', `nodeOptions: '${literalFlagOption} --a'\npackages: []\n`],
    [`nodeOptions: '${older} --a'\n`, `nodeOptions: '${literalFlagOption} --a'\n`],
  ])('%j', (before, after) => {
    expect(editPnpmWorkspace(before).text).toBe(after);
    expect(editPnpmWorkspace(after)).toEqual({ text: after, outcome: 'unchanged' });
  });

  test.each([
    'nodeOptions: >-\n  --a\n  --b\n',
    'nodeOptions:\n  --a\n',
    "nodeOptions: '--a\n  --b'\n",
    'nodeOptions: *anchor\n',
  ])('leaves %j to the user', (text) => {
    expect(() => editPnpmWorkspace(text)).toThrow('left alone');
  });
});
