/**
 * Tries the package as a user gets it: packs it, installs the tarball with Vitest and the oldest supported Node in an
 * empty folder, and runs a benchmark, the engine and the command line there. Exits 1 at the first thing that fails.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Manifest {
  readonly version: string;
  readonly engines: { readonly node: string };
  readonly devDependencies: Readonly<Record<string, string>>;
}

const root = join(import.meta.dirname, '..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
const oldestNode = `${/\d+\.\d+/.exec(manifest.engines.node)?.[0]}.0`;
const folder = mkdtempSync(join(tmpdir(), 'benchgate-package-'));

/** The environment without what an outer npm or Vitest put there, and without colours. */
const environment = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(?:NODE_OPTIONS|FORCE_COLOR|npm_(?!config_)|VITEST|BENCHGATE_)/.test(name),
    ),
  ),
  NO_COLOR: '1',
};

function run(title: string, command: string, args: readonly string[], cwd = folder): string {
  console.log(`${title}: ${[command, ...args].join(' ')}`);
  return execFileSync(command, args, { cwd, env: environment, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

function runInstalledNode(title: string, ...args: readonly string[]): string {
  return run(title, join(folder, 'node_modules', '.bin', 'node'), args);
}

function expectText(text: string, part: string | RegExp): void {
  if (typeof part === 'string' ? text.includes(part) : part.test(text)) return;
  throw new Error(`Expected ${String(part)} in:\n${text}`);
}

const files: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    private: true,
    type: 'module',
    devDependencies: {
      benchgate: `file:./benchgate-${manifest.version}.tgz`,
      node: oldestNode,
      vite: manifest.devDependencies['vite'],
      vitest: manifest.devDependencies['vitest'],
    },
    allowScripts: { node: true },
  }),
  '.npmrc': 'fund=false\naudit=false\n',
  'vitest.config.js': `
    import benchgate from 'benchgate/vitest';
    import { defineConfig } from 'vitest/config';
    export default defineConfig({ plugins: [benchgate()] });
  `,
  'pool.bench.js': `
    import { expect, test } from 'vitest';
    test('a few tasks', async ({ bench }) => {
      const result = await bench.scheduler({ strategy: 'fifo', tasks: 40, workers: 2 });
      expect(result.metrics.throughput.summary.median).toBeGreaterThan(0);
    });
  `,
  'engine.js': `
    import { openExecutor, strategies } from 'benchgate';
    import { runTask } from 'benchgate/task';
    import schema from 'benchgate/schema/baseline.json' with { type: 'json' };
    import 'benchgate/package.json' with { type: 'json' };
    const { value } = await runTask({ kind: 'cpu', iterations: 10, seed: 1 });
    const digests = [value];
    for (const kind of ['threads', 'processes']) {
      const executor = await openExecutor(kind, { workers: 1, depth: 1, heapLimit: 64e6 });
      const job = { kind: 'cpu', iterations: 10, seed: 1 };
      const { ran } = await new Promise((resolve) => executor.start(0, 0, job, resolve));
      digests.push(ran.value);
      if ((await executor.heaps()).length === 1) await executor.close();
    }
    const work = digests.every((digest) => digest === value) ? 'alike' : digests.join();
    console.log(process.version, Object.keys(strategies).length, typeof value, typeof schema.$schema, work);
  `,
};

try {
  run('Pack', 'npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], root);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  run('Install', 'npm', ['install', '--no-package-lock']);
  expectText(runInstalledNode('Engine', 'engine.js'), `v${oldestNode} 6 number string alike`);
  const vitest = join('node_modules', 'vitest', 'vitest.mjs');
  expectText(runInstalledNode('Benchmark', vitest, 'bench', '--run'), /Tests +1 passed/);
  const cli = join('node_modules', 'benchgate', 'dist', 'plugin', 'node', 'cli', 'main.js');
  expectText(runInstalledNode('Version', cli, '--version'), manifest.version);
  expectText(runInstalledNode('Command', cli, 'scheduler', '--tasks', '40', '--workers', '2'), 'fifo');
  console.log(`The package works on Node ${oldestNode}.`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
