/**
 * One side of a bench file as a module that plain Node runs: transformed by the plugins of the user's own Vite server, as in
 * the run itself, but without the accessors of Vite's module runner, which would be measured with every use of an import.
 */
import { join } from 'node:path';
import type { DevEnvironment, Plugin } from 'vite';
import { vitestNames } from '../../../src/twins/host/vitest-names.ts';
import { entryCode } from './entry-code.ts';
import { readThrough } from './read-through.ts';
import { toBase, type TreeMapping } from './tree-mapping.ts';

/** What is to be bundled, and where to. */
export interface BundleRequest {
  /** The Vite environment that the bench file runs in. */
  readonly environment: DevEnvironment;
  /** Whether Vitest would leave a file to Node: most packages. */
  readonly isExternal: (id: string) => Promise<boolean>;
  /** Absolute paths of the setup files and, last, the bench file: always those of today. */
  readonly entries: readonly string[];
  /** Absolute path of the engine's entry: it runs the scenarios of this side. */
  readonly engine: string;
  /** For the base: what the entries import from today's tree is taken from the base's. */
  readonly mapping: TreeMapping | undefined;
  /** An empty folder for the module and its parts. */
  readonly outDir: string;
}

const entryId = 'benchgate:entry';
const vitestId = 'benchgate:vitest';

/**
 * @returns the absolute path of the module
 * @throws what a plugin of the user's throws, or an error that names the import that leads nowhere
 */
export async function bundleSide(request: BundleRequest): Promise<string> {
  const { build } = await import('vite');
  await build({
    configFile: false,
    envFile: false,
    publicDir: false,
    root: request.outDir,
    logLevel: 'silent',
    plugins: [entryPlugin(request), readThrough(request, { entryId, vitestId })],
    build: {
      ssr: true,
      target: 'esnext',
      outDir: request.outDir,
      emptyOutDir: false,
      minify: false,
      sourcemap: true,
      rollupOptions: {
        input: { side: entryId },
        // As in the run itself: what a module does when it is loaded happens, whether its exports are used or not.
        treeshake: false,
        output: { entryFileNames: '[name].mjs', chunkFileNames: 'part-[hash].mjs' },
        onwarn: () => undefined,
      },
    },
  });
  return join(request.outDir, 'side.mjs');
}

/** The modules that are ours: what starts a side, and what its files get for `vitest`. */
function entryPlugin({ entries, engine, mapping }: BundleRequest): Plugin {
  const ownEngine = mapping === undefined ? engine : toBase(engine, mapping);
  return {
    name: 'benchgate:side-entry',
    enforce: 'pre',
    resolveId: (id) => (id === entryId || id === vitestId ? `\0${id}` : null),
    load(id) {
      if (id === `\0${entryId}`) return entryCode({ entries, engine: ownEngine, mapping });
      return id === `\0${vitestId}` ? vitestCode() : null;
    },
  };
}

function vitestCode(): string {
  const names = vitestNames.map((name) => `export const ${name} = api[${JSON.stringify(name)}];`);
  return [`const api = globalThis[Symbol.for('benchgate.twin')];`, ...names].join('\n');
}
