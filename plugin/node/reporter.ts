/** What a benchmark run says in the main process, and what it writes: opening, tables, verdicts, baseline, last line. */
import type { Reporter, TestModule, TestRunEndReason, TestSpecification, Vitest } from 'vitest/node';
import { GateError } from '../../src/model/errors.ts';
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
  /** In how many processes the same code is measured on both sides, to see the noise; null in a run that compares. */
  readonly noise: number | null;
  /** Gets the baseline's code ready to be measured. @throws GateError when a revision's code cannot be had */
  readonly prepareCode: (specifications: readonly TestSpecification[], say: (line: string) => void) => Promise<void>;
}

/** Joins the reporters that the user chose; it prints beside them and replaces none. */
export class BenchgateReporter implements Reporter {
  readonly #prepare: () => Promise<RunSettings>;
  #settings: RunSettings | undefined;
  #vitest: Vitest | undefined;

  /** @param prepare called before every run: decides its baseline and tells the workers */
  constructor(prepare: () => Promise<RunSettings>) {
    this.#prepare = prepare;
  }

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  async onTestRunStart(specifications: readonly TestSpecification[]): Promise<void> {
    const vitest = this.#vitest;
    const benchmarks = specifications.filter(({ project }) => isBenchmarkProject(project));
    if (vitest === undefined || benchmarks.length === 0) return;
    const files = benchmarks.map(({ moduleId }) => moduleId);
    const output = openOutput(vitest);
    this.#settings = undefined;
    try {
      this.#settings = await this.#prepare();
      output.write(await renderOpening(files, vitest.config.root, this.#settings));
      await this.#settings.prepareCode(benchmarks, (line) => output.write(`benchgate: ${line}`));
    } catch (error) {
      // There is nothing to compare with: measuring would be for nothing. Who watches can mend it, and go on.
      if (!(error instanceof GateError) || !vitest.config.watch) throw error;
      output.write(`benchgate: ${error.message}`);
      this.#settings = undefined;
      process.exitCode = 1;
    }
  }

  async onTestRunEnd(
    modules: readonly TestModule[],
    _errors: readonly unknown[],
    reason: TestRunEndReason,
  ): Promise<void> {
    if (this.#vitest === undefined || this.#settings === undefined) return;
    const output = openOutput(this.#vitest);
    const how = { reason, colors: output.colors };
    const { text, failed } = await closeRun(modules, this.#vitest, this.#settings, how);
    if (text !== '') output.write(text);
    if (failed) process.exitCode = 1;
  }
}
