/** Reads what a run measured out of the tests' meta, the same way for a live run and for merged reports of shards. */
import type { TestModule } from 'vitest/node';
import type { Environment } from '../../src/index.ts';
import type { ScaledResult, ScalingReport } from '../../src/model/scaling.ts';
import { benchFileName } from '../bench-file.ts';
import { isBenchmarkProject, projectName } from '../compat.ts';
import { testKey } from '../key.ts';
import type { MeasuredResult, MeasuredScaling, MeasuredTest } from '../meta.ts';

/** A test of a bench file, whether it ran or not. */
export interface CollectedTest {
  readonly key: string;
  readonly title: string;
  /** Its body ran to the end: what it did not measure, it measures no more. */
  readonly complete: boolean;
  readonly results: readonly MeasuredResult[];
  /** What some of these say together. */
  readonly scalings: readonly ScalingReport[];
  /** Where it measured; undefined when it measured nothing. */
  readonly environment: Environment | undefined;
  readonly failed: boolean;
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
    .filter((module) => isBenchmarkProject(module.project))
    .map((module) => {
      const project = projectName(module.project.config);
      const tests = [...module.children.allTests()].map((test): CollectedTest => {
        const measured = test.meta().benchgate;
        return {
          key: testKey(project, test.fullName),
          title: test.fullName,
          complete: measured?.complete ?? test.result().state === 'passed',
          results: measured?.results ?? [],
          scalings: scalingsOf(measured),
          environment: measured?.environment,
          failed: test.result().state === 'failed',
        };
      });
      return {
        benchFile: benchFileName(root, module.moduleId),
        project,
        collected: module.errors().length === 0,
        tests,
      };
    });
}

/** Each with its points, which travel once. */
function scalingsOf(measured: MeasuredTest | undefined): ScalingReport[] {
  const points = new Map(measured?.results.map(({ result }) => [result.name, result as ScaledResult]));
  const withPoints = ({ results, ...report }: MeasuredScaling): ScalingReport => {
    return { ...report, points: results.flatMap((name) => points.get(name) ?? []) };
  };
  return (measured?.scalings ?? []).map(withPoints);
}
