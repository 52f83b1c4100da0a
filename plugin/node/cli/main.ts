#!/usr/bin/env node
/** The command `benchgate`: its own commands, and `vitest bench` for everything else. */
import { createRequire } from 'node:module';
import { cac, type CAC } from 'cac';
import { suggest } from '../../../src/model/suggest.ts';
import { addDoctorCommand } from './doctor.ts';
import { benchFlags, runBench } from './hand-over.ts';
import { addInitCommand } from './init.ts';
import { joinNegativeValues } from './negative-values.ts';
import { reportError } from './report-error.ts';
import { addSchedulerCommand } from './scheduler.ts';
import { refuseUnknownOptions } from './unknown-options.ts';

const { version } = createRequire(import.meta.url)('benchgate/package.json') as { version: string };
const ownCommands: readonly string[] = ['scheduler', 'doctor', 'init'];

try {
  await run(helpLast(process.argv.slice(2)));
} catch (error) {
  process.exitCode = reportError(error);
}

async function run(words: readonly string[]): Promise<void> {
  const first = words[0] ?? '';
  if (ownCommands.includes(first) || /^(?:-h|--help|-v|--version)$/.test(first)) return runOwn(words);
  if (first === 'bench') return runBench(words.slice(1), version);
  hintAtCommand(first);
  return runBench(words, version);
}

async function runOwn(words: readonly string[]): Promise<void> {
  const cli = describeCommands();
  cli.parse([process.execPath, 'benchgate', ...joinNegativeValues(words)], { run: false });
  refuseUnknownOptions(cli);
  await cli.runMatchedCommand();
}

function describeCommands(): CAC {
  const cli = cac('benchgate').usage('[command] [options]').version(version).help();
  const bench = cli
    .command('bench [...filters]', 'Run "vitest bench" (this is what benchgate does without a command)')
    .allowUnknownOptions();
  for (const [flag, about] of benchFlags) bench.option(flag, about);
  addSchedulerCommand(cli);
  addDoctorCommand(cli, (words) => runBench(words, version));
  addInitCommand(cli);
  cli.example((name) => `  $ ${name} --compare=baseline`);
  cli.example((name) => `  $ ${name} bench queue --save=before --tags-filter='!stress'`);
  cli.example((name) => `  $ ${name} scheduler --tasks 1000 --workers 4 --strategy all`);
  return cli;
}

/** `help init` and `--help init` are `init --help`. */
function helpLast(words: readonly string[]): readonly string[] {
  const [first, ...rest] = words;
  return first === 'help' || first === '--help' || first === '-h' ? [...rest, '--help'] : words;
}

/** A first word that is no command filters bench files, as Vitest does it; it may be a misspelt command as well. */
function hintAtCommand(word: string): void {
  if (!/^[a-z]+$/.test(word)) return;
  const hint = suggest(word, ['bench', ...ownCommands]);
  if (hint !== '') console.error(`${JSON.stringify(word)} is no command, so it filters bench files.${hint}`);
}
