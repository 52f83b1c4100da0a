/** What README names is there, and what is there README names. That its examples run is tried by tests/slow/readme.test.ts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cac } from 'cac';
import { describe, expect, test } from 'vitest';
import benchgate from '../plugin/index.ts';
import { addDoctorCommand } from '../plugin/node/cli/doctor.ts';
import { benchFlags } from '../plugin/node/cli/hand-over.ts';
import { addSchedulerCommand, readSchedulerFlags } from '../plugin/node/cli/scheduler.ts';
import { missingTags } from '../plugin/tags.ts';
import {
  parseQuantity,
  runScaling,
  runScheduler,
  runStress,
  statisticNames,
  strategyNames,
  stressScenarios,
  targets,
  verdicts,
} from '../src/index.ts';
import { scalingMetricNames } from '../src/scenarios/scaling/metrics.ts';
import { schedulerMetrics } from '../src/scenarios/scheduler/metrics.ts';
import { stressMetrics } from '../src/scenarios/stress/metrics.ts';
import { fileOf, readBlocks, readCode, readFirstColumn, readListAfter, sectionOf } from './readme/document.ts';
import { missingLines } from './readme/shape.ts';
import { statementOf } from './readme/snippets.ts';

interface Manifest {
  readonly exports: Readonly<Record<string, unknown>>;
}

const root = join(import.meta.dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const blocks = readBlocks(readme);

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

test('a shown report has the lines of the printed one, with the marks and reasons of its own day', () => {
  const printed = '  2  1.9x  95 %  perfect\n   8x |   ·-○\n      |●\nthroughput  ▁▂▃ ▇  1 s\nBend: none. All is well.';
  const shown = ' 2*  1.1x  55 %  poor\n 8x | ··  -●\n    |○--\nthroughput  ▆▆  3 s\nBend: contention. Others wait.';
  expect(missingLines(shown, printed)).toEqual([]);
  for (const wrong of ['2  1.9x  95 %', 'latency  ▆▆  3 s', '8x + ·']) {
    expect(missingLines(wrong, printed)).toEqual([wrong]);
  }
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
/** What the options begin with that mean the same in every scenario. */
const sameAsScheduler = 'As for `bench.scheduler`:';
const command = /^(?:(?:npx )?(?:vitest bench|benchgate(?: |$))|--?\w)/;

/** By the heading of their sections: what runs them, and the metrics that they have. */
const scenarios: readonly (readonly [heading: string, run: () => unknown, metrics: readonly string[]])[] = [
  ['`bench.scheduler`', () => runScheduler(unknown), Object.keys(schedulerMetrics)],
  ['`bench.scaling`', () => runScaling(unknown), scalingMetricNames],
  ['`bench.stress`', () => runStress(unknown), Object.keys(stressMetrics)],
];
const allMetrics = new Set(scenarios.flatMap(([, , metrics]) => metrics));

describe('names', () => {
  test.for(scenarios)('the table of options holds all options of %s', async ([heading, run]) => {
    const section = sectionOf(readme, heading);
    const asAbove = section.includes(sameAsScheduler) ? readListAfter(section, sameAsScheduler) : [];
    const named = [...readFirstColumn(section, 'option'), ...asAbove];
    expect(named.toSorted()).toEqual((await namesListedBy(run)).toSorted());
  });

  test.for(scenarios)(
    'the table of metrics holds all of %s, but for those that bench.scheduler has, too',
    ([heading, , metrics]) => {
      const named = readFirstColumn(sectionOf(readme, heading), 'metric');
      expect(named.filter((metric) => !metrics.includes(metric))).toEqual([]);
      const own = metrics.filter((metric) => heading === '`bench.scheduler`' || !(metric in schedulerMetrics));
      expect(own.filter((metric) => !named.includes(metric))).toEqual([]);
    },
  );

  test('the table of scenarios holds all of bench.stress', () => {
    expect(readFirstColumn(readme, 'scenario').toSorted()).toEqual(stressScenarios.toSorted());
  });

  test('the table of strategies holds all of them', () => {
    expect(readFirstColumn(readme, 'name').toSorted()).toEqual(strategyNames.toSorted());
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
      ...allMetrics,
      ...[...allMetrics].flatMap((metric) => statisticNames.map((name) => `${metric}.${name}`)),
      ...stressScenarios,
      ...Object.keys(targets),
      ...verdicts,
      ...strategyNames.flatMap((name) => [name, `'${name}'`]),
      ...missingTags([]).map(({ name }) => name),
      ...(await Promise.all(scenarios.map(([, run]) => namesListedBy(run)))).flat(),
      ...(await namesListedBy(() => benchgate(unknown))),
      ...readListAfter(readme, 'and likewise'),
      // Values of options, signs and units.
      "'all'",
      "'noop'",
      "'30 s'",
      "'10 s'",
      "'64 MB'",
      "'threads'",
      "'processes'",
      "'simulator'",
      "'strong'",
      "'weak'",
      "'poisson'",
      "'constant'",
      '[1, 2, 4, 8, 16, 32]',
      'oversubscribed',
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
