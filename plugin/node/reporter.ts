/** What a benchmark run says in the main process, and what it writes: opening, tables, verdicts, baseline, last line. */
import type { Reporter, TestModule, TestRunEndReason, TestSpecification, Vitest } from 'vitest/node';
import { isBenchmarkProject } from '../compat.ts';
import type { ResolvedOptions } from '../options.ts';
import type { BaselineChoice } from './baseline-choice.ts';
import { closeRun } from './close-run.ts';
import { renderOpening } from './opening.ts';
import { openOutput } from './output.ts';

/** What the reporter needs to know of the run. */
export interface RunSettings {
  /** Folder of the baselines, absolute. */
  readonly dir: string;
  readonly choice: BaselineChoice;
  readonly options: ResolvedOptions;
}

/** Joins the reporters that the user chose; it prints beside them and replaces none. */
export class BenchgateReporter implements Reporter {
  readonly #settings: RunSettings;
  #vitest: Vitest | undefined;

  constructor(settings: RunSettings) {
    this.#settings = settings;
  }

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  async onTestRunStart(specifications: readonly TestSpecification[]): Promise<void> {
    const vitest = this.#vitest;
    if (vitest === undefined) return;
    const files = specifications.filter(({ project }) => isBenchmarkProject(project)).map(({ moduleId }) => moduleId);
    if (files.length === 0) return;
    openOutput(vitest).write(await renderOpening(files, vitest.config.root, this.#settings));
  }

  async onTestRunEnd(
    modules: readonly TestModule[],
    _errors: readonly unknown[],
    reason: TestRunEndReason,
  ): Promise<void> {
    const vitest = this.#vitest;
    if (vitest === undefined) return;
    const output = openOutput(vitest);
    const { text, failed } = await closeRun(modules, vitest, this.#settings, { reason, colors: output.colors });
    if (text !== '') output.write(text);
    if (failed) process.exitCode = 1;
  }
}
