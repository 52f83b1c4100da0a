import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** Tests that measure for minutes: not in `npm test`, but in `.ci/run`. */
const config: ViteUserConfig = defineConfig({
  // One file at a time: they measure.
  test: { include: ['tests/slow/**/*.test.ts'], testTimeout: 300_000, fileParallelism: false, watch: false },
});

export default config;
