/** One benchmark run: which baseline, what the workers are told, who reports. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { TestProject, TestSpecification, Vitest } from 'vitest/node';
import { readEnvironment } from '../../src/measurement/environment.ts';
import { GateError } from '../../src/model/errors.ts';
import { isBenchmarkProject, passedThrough, updateRequested } from '../compat.ts';
import type { ResolvedOptions } from '../options.ts';
import type { ProvidedRun } from '../meta.ts';
import { missingTags } from '../tags.ts';
import { chooseBaseline } from './baseline-choice.ts';
import { chooseBudget } from './budget-choice.ts';
import { readFlags } from './flags.ts';
import { readPassedThrough } from './passed-through.ts';
import { workerFile } from './own-files.ts';
import { readNoiseRun } from './noise-run.ts';
import { BenchgateReporter, type RunSettings } from './reporter.ts';

interface Run {
  readonly options: ResolvedOptions;
  readonly begun: Promise<void>;
}

/**
 * `extends: true` makes several instances of the plugin, and every project calls: one run per config of Vitest all the
 * same. By the config and not by Vitest, which resolves a new one when a config file changes in watch mode; under a
 * global symbol, since config files may each bring a copy of this module.
 */
const runs: WeakMap<Vitest['config'], Run> = ((globalThis as { [key: symbol]: unknown })[
  Symbol.for('benchgate.runs')
] ??= new WeakMap()) as WeakMap<Vitest['config'], Run>;

/**
 * Begins the run with the first benchmark project that calls, and joins all of them to it: also those whose own config
 * files do not list the plugin.
 *
 * @throws GateError when a project benchmarks in a browser or has a runner of its own without benchgate in it, or when
 *   two plugins disagree on their options
 */
export async function attach(vitest: Vitest, options: ResolvedOptions): Promise<void> {
  const run = runs.get(vitest.config);
  if (run !== undefined) {
    refuseOtherOptions(run.options, options);
    return run.begun;
  }
  // Projects call at the same time: the first one's promise is everyone's.
  const begun = begin(vitest, options);
  runs.set(vitest.config, { options, begun });
  return begun;
}

async function join(project: TestProject, options: ResolvedOptions): Promise<void> {
  const { config } = project;
  await refuseBrowser(project);
  refuseForeignRunner(project);
  config.runner ??= workerFile('runner');
  config.benchmark.provider ??= workerFile('provider');
  config.tags.push(...missingTags(config.tags));
  if (options.tagsFilter !== undefined) config.tagsFilter ??= [options.tagsFilter];
}

async function begin(vitest: Vitest, options: ResolvedOptions): Promise<void> {
  const prepare = async (): Promise<RunSettings> => chooseAndProvide(vitest, options);
  await prepare();
  for (const project of vitest.projects.filter(isBenchmarkProject)) await join(project, options);
  vitest.config.reporters.push(new BenchgateReporter(prepare));
  // A restart of watch mode may close it before it has a project.
  vitest.onClose(() => closeCode(vitest).catch(() => undefined));
}

/** Before every run: in watch mode a run may have saved what the next one compares with, and the key `u` asks for a save. */
async function chooseAndProvide(vitest: Vitest, options: ResolvedOptions): Promise<RunSettings> {
  await forgetRunBefore(vitest);
  const { root } = vitest.config;
  const dir = resolve(root, options.dir);
  const flags = readFlags();
  const behindDashes = readPassedThrough(passedThrough(vitest));
  const noise = readNoiseRun(process.env);
  const chosen = await chooseBaseline({
    flags,
    behindDashes,
    env: process.env,
    option: options.compare,
    update: updateRequested(vitest),
    dir,
    resolveRevision: async (name) => (await import('../../src/base-tree/revision.ts')).resolveRevision(root, name),
  });
  // To see the noise nothing is compared or saved.
  const choice = noise === null ? chosen : { compare: undefined, save: undefined };
  const budget = chooseBudget({ flag: flags.budget ?? behindDashes.budget, env: process.env, option: options.budget });
  const accept = choice.save !== undefined && choice.save === choice.compare;
  const provided: ProvidedRun = {
    root,
    dir,
    compare: choice.compare ?? null,
    revision: choice.revision !== undefined,
    accept,
    environment: readEnvironment(),
    notComparable: options.notComparable,
    inconclusive: options.inconclusive,
    twins: null,
  };
  vitest.provide('benchgate', provided);
  const prepareCode = async (
    specifications: readonly TestSpecification[],
    say: (line: string) => void,
  ): Promise<void> => {
    // Merged reports have been judged where they were measured; and a revision has no numbers to judge by.
    const byNumbers = options.judgeBy === 'numbers' && choice.revision === undefined;
    if (vitest.config.mergeReports !== undefined) return;
    if (noise === null && (choice.compare === undefined || accept || byNumbers)) return;
    const { provideTwins } = await import('./twins/provide-twins.ts');
    const shards = vitest.config.shard?.count ?? 1;
    // Until it is there nothing can be compared, should preparing it fail and the run go on, as in watch mode.
    vitest.provide('benchgate', { ...provided, compare: null, revision: false });
    const twins = await provideTwins({ root, dir, choice, options, budget, noise, shards }, specifications, say);
    vitest.provide('benchgate', { ...provided, twins });
  };
  return { dir, choice, options, noise, prepareCode };
}

/** In watch mode: its code is not today's any more. A run that cannot be prepared compares with nothing. */
async function forgetRunBefore(vitest: Vitest): Promise<void> {
  await closeCode(vitest);
  const before = providedTo(vitest);
  if (before !== undefined) vitest.provide('benchgate', { ...before, compare: null, revision: false, twins: null });
}

/** Removes what was bundled for the latest run. */
async function closeCode(vitest: Vitest): Promise<void> {
  const twins = providedTo(vitest)?.twins ?? null;
  if (twins === null) return;
  const { closeTwinFolder } = await import('./twins/twin-folder.ts');
  closeTwinFolder(twins.folder);
}

function providedTo(vitest: Vitest): ProvidedRun | undefined {
  return (vitest.getProvidedContext() as { readonly benchgate?: ProvidedRun }).benchgate;
}

/** A browser project without bench files beside others is none of our business. */
async function refuseBrowser(project: TestProject): Promise<void> {
  if (!project.config.browser.enabled) return;
  const { testFiles } = await project.globTestFiles();
  if (testFiles.length === 0) return;
  throw new GateError({
    code: 'UNSUPPORTED',
    message: `The project ${JSON.stringify(project.name)} runs its benchmarks in a browser, where benchgate cannot measure.`,
    fix: 'Run benchmarks in Node: leave browser.enabled off in the project that holds the *.bench.ts files.',
  });
}

/** What a runner does cannot be seen from here, so the file that is named has to say it itself. */
function refuseForeignRunner({ config, name }: TestProject): void {
  const { runner } = config;
  if (runner === undefined || !existsSync(runner) || runner === workerFile('runner')) return;
  if (readFileSync(runner, 'utf8').includes('withBenchgate')) return;
  throw new GateError({
    code: 'UNSUPPORTED',
    message: `The project ${JSON.stringify(name)} has a runner of its own, ${runner}, in which benchgate has no part.`,
    fix: "Wrap it there: import { withBenchgate } from 'benchgate/runner'; export default withBenchgate(MyRunner);",
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
