/** Reads what a run measured out of the tests' meta, the same way for a live run and for merged reports of shards. */
import type { TestModule } from 'vitest/node';
import { projectName } from '../compat.ts';
import { benchFileName } from '../bench-file.ts';
import { testKey } from '../key.ts';
import type { MeasuredResult } from '../meta.ts';

/** A test of a bench file, whether it ran or not. */
export interface CollectedTest {
  readonly key: string;
  readonly title: string;
  /** Its body ran to the end: what it did not measure, it measures no more. */
  readonly complete: boolean;
  readonly results: readonly MeasuredResult[];
}

/** A bench file in one project. */
export interface CollectedFile {
  /** Path from Vitest's root, with forward slashes. */
  readonly benchFile: string;
  readonly project: string;
  /** All its tests are known: it could be loaded. */
  readonly collected: boolean;
  readonly tests: readonly CollectedTest[];
}

/** The benchmark modules of a run. */
export function collectRun(modules: readonly TestModule[], root: string): CollectedFile[] {
  return modules
    .filter((module) => module.project.config.benchmark.enabled)
    .map((module) => {
      const project = projectName(module.project.config);
      const tests = [...module.children.allTests()].map((test): CollectedTest => {
        const measured = test.meta().benchgate;
        return {
          key: testKey(project, test.fullName),
          title: test.fullName,
          complete: measured?.complete ?? test.result().state === 'passed',
          results: measured?.results ?? [],
        };
      });
      return { benchFile: benchFileName(root, module.moduleId), project, collected: module.errors().length === 0, tests };
    });
}
