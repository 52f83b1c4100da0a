/**
 * The plugin: `plugins: [benchgate()]` in `vitest.config.ts`.
 *
 * In a plain `vitest run` it defines its tags and does nothing else; in a benchmark run it hands over to the
 * controller, which is loaded only then.
 */
import type { Plugin } from 'vitest/config';
import { isBenchmarkProject, requireOneProject, requireVitest5 } from './compat.ts';
import { resolveOptions, type BenchgateOptions } from './options.ts';
import { missingTags } from './tags.ts';
import './types.ts';

export type { GateOptions } from './gate-types.ts';
export type { BenchgateOptions } from './options.ts';

const pluginName = 'benchgate';

/**
 * Makes the plugin.
 *
 * @throws GateError `BAD_OPTION` when an option is unknown or has a wrong value
 * @example
 * import benchgate from 'benchgate/vitest';
 * export default defineConfig({ plugins: [benchgate()] });
 */
export default function benchgate(options?: BenchgateOptions): Plugin {
  const resolved = resolveOptions(options);
  const plugin: Plugin = {
    name: pluginName,
    config(config) {
      for (const project of config.test?.projects ?? []) {
        // A project without `extends` does not see the root's plugins: the benchmarks in it would have no fixture.
        if (typeof project === 'object' && !('then' in project) && project.extends !== true) {
          project.plugins = [...(project.plugins ?? []), plugin];
        }
      }
      return { test: { tags: missingTags(config.test?.tags ?? []) } };
    },
    // Only the root config's plugins see the server; projects from files see the plugins that their own files list.
    configureServer(server) {
      requireOneProject(server, pluginName);
    },
    async configureVitest({ vitest, project }) {
      requireVitest5(vitest);
      if (!isBenchmarkProject(project)) return;
      const { attach } = await import('./node/controller.ts');
      await attach(vitest, resolved);
    },
  };
  return plugin;
}
