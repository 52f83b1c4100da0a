/**
 * README, followed word by word in a project that has the package installed: what it says has to be so. It measures for
 * more than a minute, hence `npm run test:slow` and not `npm test`.
 */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Project } from '../plugin/project.ts';
import { commandsOf, fileOf, readBlocks, readCode } from '../readme/document.ts';
import { createInstalledProject, runLine, type Ended } from '../readme/installed.ts';
import { missingLines } from '../readme/shape.ts';
import { snippets } from '../readme/snippets.ts';

const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
const blocks = readBlocks(readme);
const files = blocks.flatMap((block) => fileOf(block) ?? []);
const benchFiles = files.filter((name) => name.endsWith('.bench.ts'));

/** The benchmark of a section whose report is shown there. */
const reports: Readonly<Record<string, string>> = {
  '`bench.scheduler`': 'strategies.bench.ts',
  '`bench.scaling`': 'scaling.bench.ts',
  '`bench.stress`': 'stress.bench.ts',
};

describe('followed word by word', () => {
  let project: Project;
  beforeAll(() => {
    project = createInstalledProject();
  }, 300_000);
  afterAll(() => project[Symbol.dispose]());

  /** Runs a command that has to end with 0. */
  async function succeed(command: string): Promise<Ended> {
    const ended = await runLine(project.root, command);
    if (ended.code !== 0) throw new Error(`${command}\nended with ${ended.code}:\n${ended.text}`);
    return ended;
  }

  /** Writes the files of a section and runs its commands, in their order; every command has to succeed. */
  async function follow(section: string): Promise<readonly Ended[]> {
    const ended: Ended[] = [];
    for (const block of blocks.filter((one) => one.section === section)) {
      const name = fileOf(block);
      if (name !== undefined) project.write({ [name]: block.text });
      for (const command of commandsOf(block)) {
        ended.push(await succeed(command));
      }
    }
    return ended;
  }

  /** The reader has a repository, with what readers have in it. */
  async function beginRepository(): Promise<void> {
    project.write({ '.gitignore': 'node_modules\n' });
    await succeed('git init -q && git config user.name reader && git config user.email reader@example.org');
    await succeed('git add -A && git commit -qm start');
  }

  function shown(section: string): readonly string[] {
    return blocks.filter((block) => block.section === section && block.info === 'text').map(({ text }) => text);
  }

  // What README prints is what happens on a machine that is not held up: its verdicts need one of three tries.
  test('the quick start, and what it prints', { timeout: 300_000, retry: 2 }, async () => {
    for (const left of ['.npmrc', 'baselines', '.git'])
      rmSync(join(project.root, left), { recursive: true, force: true });
    await beginRepository();
    const [init, save, , compare] = await follow('Quick start');
    expect(init!.output).toContain('npx vitest bench --compare=baseline');
    expect(project.read('.npmrc')).toMatch(/^node-options=/m);
    expect(save!.output).toContain('saved 2 results as baseline "baseline" (1 file written)');
    expect(project.read('baselines/baseline/queue.bench.ts.json')).toContain('reading > readIds');
    expect(missingLines(shown('Quick start')[0]!, compare!.output)).toEqual([]);

    const source = project.read('read-ids.ts');
    const slower = source.replace('({ id }) => id)', '({ id }) => id).toSorted((a, b) => a - b)');
    expect(slower).not.toBe(source);
    project.write({ 'read-ids.ts': slower });
    const { code, text } = await runLine(project.root, 'npx vitest bench --run --compare=baseline -t reading');
    expect({ code, text }).toMatchObject({ code: 1 });
    expect(missingLines(shown('Quick start')[1]!, text)).toEqual([]);
  });

  test.for(Object.entries(reports))(
    'the section on %s, and the report that it shows',
    { timeout: 300_000, retry: 2 },
    async ([section, file]) => {
      await follow(section);
      const { output } = await succeed(`npx vitest bench --run ${file}`);
      expect(shown(section)).not.toEqual([]);
      expect(missingLines(shown(section)[0]!, output)).toEqual([]);
    },
  );

  test('all other sections', { timeout: 300_000 }, async () => {
    for (const section of new Set(blocks.map((block) => block.section))) {
      if (section !== 'Quick start' && !Object.hasOwn(reports, section)) await follow(section);
    }
    expect(JSON.parse(project.read('results.json'))).toHaveProperty('results');

    // Nothing to compare with, since this is not about times.
    rmSync(join(project.root, 'baselines'), { recursive: true, force: true });
    const own = benchFiles.filter((name) => !['queue.bench.ts', ...Object.values(reports)].includes(name));
    const { output } = await succeed(`npx vitest bench --run ${own.join(' ')}`);
    expect(own.filter((name) => !output.includes(`✓ |bench| ${name}`))).toEqual([]);

    // All options of the plugin are accepted, and what they mean is tried in the plugin's own tests.
    const configs = files.filter((name) => name.endsWith('.config.ts') && name !== 'vitest.config.ts');
    expect(configs).toEqual(['options.config.ts']);
    await succeed('npx vitest list --config options.config.ts');
  });

  test(
    'all files have right types, with the config or with a line in tsconfig.json',
    { timeout: 300_000 },
    async () => {
      const examples = blocks.flatMap((block): [string, string][] => {
        const name = fileOf(block);
        return name === undefined ? [] : [[name, block.text]];
      });
      const compilerOptions = { module: 'nodenext', target: 'es2024', strict: true, noEmit: true };
      project.write({
        ...Object.fromEntries(examples),
        'snippets.bench.ts': snippets(readCode(readme)),
        'tsconfig.json': JSON.stringify({ compilerOptions, include: ['*.ts'] }),
        'tsconfig.bench.json': JSON.stringify({
          compilerOptions: { ...compilerOptions, types: ['benchgate/vitest'] },
          include: ['*.bench.ts'],
        }),
      });
      expect(readme).toContain(`"types": ["benchgate/vitest"]`);
      for (const config of ['tsconfig.json', 'tsconfig.bench.json']) {
        const checked = await runLine(project.root, `npx tsc -p ${config}`);
        expect.soft(checked.text.replaceAll(/^npm warn.*\n/gm, ''), config).toBe('');
        expect.soft(checked.code, config).toBe(0);
      }
    },
  );
});
