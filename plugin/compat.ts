/** What differs between versions of Vitest, found by features rather than by numbers, all in one place. */
import type { TestProject, Vitest } from 'vitest/node';
import { GateError } from '../src/model/errors.ts';

/** Whether this project runs benchmarks (in Vitest 5 a variant of its own beside the project with the tests). */
export function isBenchmarkProject(project: TestProject): boolean {
  return project.config.benchmark?.enabled === true;
}

/** The project's name as the user gave it: the benchmark variant is called `name (bench)`. Empty where there is none. */
export function projectName(config: object): string {
  const { benchmark } = config as { readonly benchmark?: { readonly projectName?: string } };
  return benchmark?.projectName ?? '';
}

/**
 * @throws GateError `UNSUPPORTED` when this Vitest has no benchmark projects, which came with version 5
 */
export function requireVitest5(vitest: Vitest): void {
  const major = Number.parseInt(vitest.version, 10);
  if (major >= 5) return;
  throw new GateError({
    code: 'UNSUPPORTED',
    message: `benchgate needs Vitest 5 or later; this is Vitest ${vitest.version}.`,
    fix: 'Update it: npm install --save-dev vitest@5',
  });
}

/** The words behind a bare `--` on the command line. */
export function passedThrough(vitest: Vitest): readonly string[] {
  const words: unknown = (vitest.config.cliOptions as Record<string, unknown>)['--'];
  return Array.isArray(words) ? words.map(String) : [];
}

/** Whether the user asked for an update of snapshots (`-u`), which updates baselines too. */
export function updateRequested(vitest: Vitest): boolean {
  return vitest.config.snapshotOptions.updateSnapshot === 'all';
}
