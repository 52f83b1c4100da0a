/** One benchmark run: which baseline, what the workers are told, who reports. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject, Vitest } from 'vitest/node';
import { GateError, readEnvironment } from '../../src/index.ts';
import { passedThrough, updateRequested } from '../compat.ts';
import type { ResolvedOptions } from '../options.ts';
import { chooseBaseline } from './baseline-choice.ts';
import { readFlags } from './flags.ts';
import { BenchgateReporter } from './reporter.ts';

interface Run {
  readonly options: ResolvedOptions;
  readonly begun: Promise<void>;
}

/** `extends: true` makes several instances of the plugin, and every project calls: one run per Vitest all the same. */
const runs = new WeakMap<Vitest, Run>();

/**
 * Joins a benchmark project to the run, which begins with the first of them.
 *
 * @throws GateError when the project runs in a browser, or when two plugins disagree on their options
 */
export async function attach(vitest: Vitest, project: TestProject, options: ResolvedOptions): Promise<void> {
  refuseBrowser(project);
  // Projects attach at the same time: the first one's promise is everyone's.
  const run = runs.get(vitest);
  if (run === undefined) runs.set(vitest, { options, begun: begin(vitest, options) });
  else refuseOtherOptions(run.options, options);
  await runs.get(vitest)!.begun;
  project.config.runner ??= workerFile('runner');
  project.config.benchmark.provider ??= workerFile('provider');
}

async function begin(vitest: Vitest, options: ResolvedOptions): Promise<void> {
  const dir = resolve(vitest.config.root, options.dir);
  const choice = await chooseBaseline({
    flags: readFlags(),
    passedThrough: passedThrough(vitest),
    env: process.env,
    option: options.compare,
    update: updateRequested(vitest),
    dir,
  });
  vitest.provide('benchgate', {
    root: vitest.config.root,
    dir,
    compare: choice.compare ?? null,
    accept: choice.save !== undefined && choice.save === choice.compare,
    environment: readEnvironment(),
    notComparable: options.notComparable,
    inconclusive: options.inconclusive,
  });
  vitest.config.reporters.push(new BenchgateReporter({ dir, choice, options }));
}

function refuseBrowser(project: TestProject): void {
  if (!project.config.browser.enabled) return;
  throw new GateError({
    code: 'UNSUPPORTED',
    message: `The project ${JSON.stringify(project.name)} runs its benchmarks in a browser, where benchgate cannot measure.`,
    fix: 'Run benchmarks in Node: leave browser.enabled off in the project that holds the *.bench.ts files.',
  });
}

function refuseOtherOptions(first: ResolvedOptions, second: ResolvedOptions): void {
  if (JSON.stringify(first) === JSON.stringify(second)) return;
  throw new GateError({
    code: 'BAD_OPTION',
    message: 'benchgate() is given twice in the Vitest config, with different options.',
    fix: 'Keep one of them: options hold for the whole run. Projects take the root config\'s with "extends: true".',
  });
}

/** A worker's file beside this one: `.ts` in the source tree, `.js` in the package. */
function workerFile(name: 'runner' | 'provider'): string {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const file = fileURLToPath(new URL(`../worker/${name}.${extension}`, import.meta.url));
  if (!existsSync(file)) {
    throw new GateError({
      code: 'UNSUPPORTED',
      message: `benchgate's own file ${file} is missing.`,
      fix: 'Install benchgate again; bundling it into the config file is not supported.',
    });
  }
  return file;
}
