/** What differs between versions of Vitest, found by features rather than by numbers, all in one place. */
import type { TestProject, Vitest } from 'vitest/node';
import { GateError } from '../src/model/errors.ts';

/** Whether this project runs benchmarks (in Vitest 5 a variant of its own beside the project with the tests). */
export function isBenchmarkProject(project: TestProject): boolean {
  const { benchmark } = project.config as { readonly benchmark?: { readonly enabled?: boolean } };
  return benchmark?.enabled === true;
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

interface ProjectEntry {
  readonly viteConfig: { readonly plugins: readonly { readonly name: string }[] };
  readonly projectConfig: { readonly benchmark?: { readonly enabled?: boolean } };
}

/**
 * Without any project that lists the plugin nobody would call it, and benchmarks would pass without being compared.
 *
 * @throws GateError `UNSUPPORTED` when there are benchmark projects and none of them has the plugin
 */
export function requireOneProject(server: { readonly config: object }, plugin: string): void {
  const { test } = server.config as { readonly test?: { readonly resolvedProjects?: readonly ProjectEntry[] } };
  const projects = (test?.resolvedProjects ?? []).filter(({ projectConfig }) => projectConfig.benchmark?.enabled);
  if (
    projects.length === 0 ||
    projects.some(({ viteConfig }) => viteConfig.plugins.some(({ name }) => name === plugin))
  ) {
    return;
  }
  throw new GateError({
    code: 'UNSUPPORTED',
    message:
      'benchgate() stands in the root config, and no project sees it: projects from files have the plugins of their own files.',
    fix: 'Add plugins: [benchgate()] to the config file of a project that has benchmarks; the others join it.',
  });
}

/** The words behind a bare `--` on the command line. */
export function passedThrough(vitest: Vitest): readonly string[] {
  const words: unknown = (vitest.config.cliOptions as Record<string, unknown>)['--'];
  return Array.isArray(words) ? words.map(String) : [];
}

/** Whether the user asked for an update of snapshots (`-u`, or the key `u` in watch mode), which updates baselines too. */
export function updateRequested(vitest: Vitest): boolean {
  return vitest.snapshot.options.updateSnapshot === 'all';
}
