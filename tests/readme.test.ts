/** README, followed word by word in a project that has the package installed: what it says has to be so. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cac } from 'cac';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import benchgate from '../plugin/index.ts';
import { addDoctorCommand } from '../plugin/node/cli/doctor.ts';
import { benchFlags } from '../plugin/node/cli/hand-over.ts';
import { addSchedulerCommand, readSchedulerFlags } from '../plugin/node/cli/scheduler.ts';
import { missingTags } from '../plugin/tags.ts';
import { parseQuantity, runScheduler, statisticNames, strategyNames, targets, verdicts } from '../src/index.ts';
import { schedulerMetrics } from '../src/scenarios/scheduler/metrics.ts';
import type { Project } from './plugin/project.ts';
import { commandsOf, fileOf, readBlocks, readCode, readFirstColumn, readListAfter } from './readme/document.ts';
import { createInstalledProject, runLine, type Ended } from './readme/installed.ts';
import { missingLines } from './readme/shape.ts';
import { snippets, statementOf } from './readme/snippets.ts';

interface Manifest {
  readonly exports: Readonly<Record<string, unknown>>;
}

const root = join(import.meta.dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const blocks = readBlocks(readme);
const files = blocks.flatMap((block) => fileOf(block) ?? []);
const benchFiles = files.filter((name) => name.endsWith('.bench.ts'));

describe('followed word by word', () => {
  let project: Project;
  beforeAll(() => {
    project = createInstalledProject();
  }, 60_000);
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

  // With its cores filled by other tests it may be left undecided: hence further tries.
  test('the quick start, and what it prints', { retry: 2, timeout: 150_000 }, async () => {
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

  test('the section on bench.scheduler, and the table that it shows', { timeout: 60_000 }, async () => {
    await follow('`bench.scheduler`');
    const ranking = await succeed('npx vitest bench --run strategies.bench.ts');
    expect(missingLines(shown('`bench.scheduler`')[0]!, ranking.output)).toEqual([]);
  });

  test('all other sections', { timeout: 60_000 }, async () => {
    for (const section of new Set(blocks.map((block) => block.section))) {
      if (section !== 'Quick start' && section !== '`bench.scheduler`') await follow(section);
    }
    expect(JSON.parse(project.read('results.json'))).toHaveProperty('results');

    // Nothing to compare with, since this is not about times.
    rmSync(join(project.root, 'baselines'), { recursive: true, force: true });
    const own = benchFiles.filter((name) => !['queue.bench.ts', 'strategies.bench.ts'].includes(name));
    const { output } = await succeed(`npx vitest bench --run ${own.join(' ')}`);
    expect(own.filter((name) => !output.includes(`✓ |bench| ${name}`))).toEqual([]);

    // All options of the plugin are accepted, and what they mean is tried in the plugin's own tests.
    const configs = files.filter((name) => name.endsWith('.config.ts') && name !== 'vitest.config.ts');
    expect(configs).toEqual(['options.config.ts']);
    await succeed('npx vitest list --config options.config.ts');
  });

  test('all files have right types, with the config or with a line in tsconfig.json', { timeout: 30_000 }, async () => {
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
  });
});

test('a shown text has to have the words and columns of the printed one, in its order, and not its figures', () => {
  const printed =
    'verdict  latency\n-------  -------\n   1  fifo  1.5 ms  ± 3 %\n   2=  adaptive  20 µs  ± .5 %\nlast p99 line: 1,000';
  const shown = 'verdict latency\n--  --\n…\n 1=  priority  700 ns  ± 12 %\nlast p99 line: 7';
  expect(missingLines(shown, printed)).toEqual([]);
  for (const wrong of ['verdict', 'last p95 line: 1', 'latency verdict', '1 fifo 1.5 ms 3 %']) {
    expect(missingLines(wrong, printed)).toEqual([wrong]);
  }
  expect(missingLines('last p99 line: 1\nverdict latency', printed)).toEqual(['verdict latency']);
});

/** The names that the message about an unknown one lists. */
async function namesListedBy(call: () => unknown): Promise<readonly string[]> {
  const error = await Promise.resolve()
    .then(call)
    .then(
      () => undefined,
      (cause: unknown) => cause,
    );
  return /(?:Options(?: here)?|Distributions) are (.*)\.$/m.exec((error as Error).message)![1]!.split(', ');
}

const unknown: object = { unknown: true };
const command = /^(?:(?:npx )?(?:vitest bench|benchgate(?: |$))|--?\w)/;

describe('names', () => {
  test('the table of options holds all options of bench.scheduler', async () => {
    const options = await namesListedBy(() => runScheduler(unknown));
    expect(readFirstColumn(readme, 'option').toSorted()).toEqual(options.toSorted());
  });

  test('the table of strategies holds all of them', () => {
    expect(readFirstColumn(readme, 'name').toSorted()).toEqual(strategyNames.toSorted());
  });

  test('the table of metrics holds all of them', () => {
    const metrics = new Set(readFirstColumn(readme, 'metric'));
    expect([...metrics].toSorted()).toEqual(Object.keys(schedulerMetrics).toSorted());
  });

  test('the table of verdicts holds all of them', () => {
    expect(readFirstColumn(readme, 'verdict').toSorted()).toEqual(verdicts.toSorted());
  });

  test('the example of a config holds all options of the plugin', async () => {
    const options = await namesListedBy(() => benchgate(unknown));
    const { text } = blocks.find((block) => fileOf(block) === 'options.config.ts')!;
    const written = [...text.matchAll(/^ {6}(\w+):/gm)].map(([, name]) => name!);
    expect(written.toSorted()).toEqual(options.toSorted());
  });

  test('the tags are those that the plugin defines', () => {
    const tags = missingTags([]).map(({ name }) => name);
    expect(readListAfter(readme, 'The plugin defines the tags')).toEqual(tags);
  });

  test('the tables of targets are there', () => {
    const named = readListAfter(readme, '`targets` holds the tables that ship with benchgate (');
    expect(named.length).toBeGreaterThan(5);
    expect(Object.keys(targets)).toEqual(expect.arrayContaining([...named]));
  });

  test('the units can be written', () => {
    const listed = /units ([^;]+)\. TypeScript/s.exec(readme)![1]!.replaceAll(/\(.*?\)|`|\band\b/g, '');
    const units = listed.split(/[\s,]+/).filter((unit) => unit !== '');
    expect(units).toEqual(expect.arrayContaining(['ns', 'GB', 'GiB', 'tasks/s', '%', 'x']));
    expect(units.filter((unit) => parseQuantity(`1 ${unit}`, unit).dimension === undefined)).toEqual([]);
  });

  test('the distributions are those that there are', async () => {
    const duration: object = { distribution: 'unknown' };
    const task = { type: 'sleep', duration } as const;
    const distributions = await namesListedBy(() => runScheduler({ task } as object));
    const named = readListAfter(readme, 'and likewise');
    expect([...named, 'lognormal'].toSorted()).toEqual(distributions.toSorted());
  });

  test('every command has its options', () => {
    const cli = cac('benchgate');
    addSchedulerCommand(cli);
    addDoctorCommand(cli, async () => undefined);
    const own = cli.commands.flatMap(({ options }) => options.map(({ rawName }) => rawName));
    const vitest = ['--run', '--tags-filter', '--help', '-t', '-u', '--'];
    const flags = new Set([...own, ...benchFlags.map(([flag]) => flag), ...vitest].map((flag) => flag.split(' ')[0]!));
    const commands = readCode(readme).filter((code) => command.test(code));
    expect(commands.length).toBeGreaterThan(10);
    const named = commands.flatMap((line) => line.split(' ').filter((word) => word.startsWith('-')));
    expect(named.map((word) => word.split('=')[0]).filter((flag) => !flags.has(flag!))).toEqual([]);
    const values = commands.flatMap((line) => /^--(strategy|speeds|task) (.+)$/.exec(line)?.slice(1).join(' ') ?? []);
    expect(values.length).toBeGreaterThan(3);
    for (const [flag, value] of values.map((one) => one.split(' '))) readSchedulerFlags({ [flag!]: value! });
  });

  test('nothing else in code type is unknown', async () => {
    const exported = Object.keys((JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest).exports);
    const known = new Set<string>([
      ...exported.map((path) => path.replace('.', 'benchgate')),
      ...Object.keys(schedulerMetrics),
      ...Object.keys(schedulerMetrics).flatMap((metric) => statisticNames.map((name) => `${metric}.${name}`)),
      ...Object.keys(targets),
      ...verdicts,
      ...strategyNames.flatMap((name) => [name, `'${name}'`]),
      ...missingTags([]).map(({ name }) => name),
      ...(await namesListedBy(() => runScheduler(unknown))),
      ...(await namesListedBy(() => benchgate(unknown))),
      ...readListAfter(readme, 'and likewise'),
      // Values of options, signs and units.
      "'all'",
      "'noop'",
      "'30 s'",
      '=',
      '<',
      '<=',
      '>',
      '>=',
      '%',
      'x',
      // The heading of a column, files, Vitest's options, and commands of others.
      'would have seen',
      '.npmrc',
      'pnpm-workspace.yaml',
      'tsconfig.json',
      '"types": ["benchgate/vitest"]',
      'baselines/',
      'baseline',
      'extends',
      'runner',
      'npx',
      'npm run',
      'npm run check',
      'vitest run',
      'BENCHGATE_COMPARE',
      "import { … } from 'benchgate'",
    ]);
    const left = readCode(readme).filter(
      (code) => !known.has(code) && !/^\d+$/.test(code) && !command.test(code) && statementOf(code) === undefined,
    );
    expect(left).toEqual([]);
  });
});
