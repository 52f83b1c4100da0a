import { defineConfig, type ViteUserConfig } from 'vitest/config';
import benchgate from './plugin/index.ts';

const config: ViteUserConfig = defineConfig({
  // The main job leaves out what takes minutes or needs a daemon: vitest bench --tags-filter=long runs one kind of it.
  plugins: [
    benchgate({ tagsFilter: '!slow && !long && !stress && !docker', budget: { each: '20 s', total: '160 s' } }),
  ],
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/plugin/.work/**', 'tests/slow/**'],
    benchmark: {
      include: ['tests/benchmark/**/*.bench.ts'],
      // The kernels are called through the module runner's getters by design: their baselines are too.
      suppressExportGetterWarnings: true,
    },
    // Nothing asserts a time: this is for what hangs, on a machine as slow as any.
    testTimeout: 120_000,
    tags: [{ name: 'long', description: 'measures for minutes, and wants a quiet machine', timeout: 900_000 }],
    watch: false,
  },
});

export default config;
