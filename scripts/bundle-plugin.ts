/**
 * Puts the plugin's entries into few files, after `tsc`. Every run loads the main ones and every bench file's worker loads the
 * runner and the provider, and Node takes about a millisecond of CPU time for each module: the many small ones that the source
 * is made of would cost more than all that they do. What is loaded on first use stays apart.
 */
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

/** Entries that share code, by the folder that they lie in. */
const groups: readonly (readonly [folder: string, entries: readonly string[]])[] = [
  ['dist/plugin', ['index']],
  ['dist/plugin/node', ['controller']],
  ['dist/plugin/worker', ['runner', 'provider']],
];

/** One class of errors for the whole package, and what is imported on first use. */
const apart =
  /(?:src\/model\/errors|src\/gate|node\/controller|node\/close-run|worker\/(?:scheduler|regression|foreign-results))\.js$/;
/** Small enough to come along: loading it as a CommonJS module of its own costs more. */
const along = /^fastest-levenshtein$/;

for (const [folder, entries] of groups) {
  const dir = fileURLToPath(new URL(`../${folder}/`, import.meta.url));
  const bundle = await rolldown({
    input: Object.fromEntries(entries.map((entry) => [entry, `${dir}${entry}.js`])),
    platform: 'node',
    external: (id, importer) => importer !== undefined && (/^[./]/.test(id) ? apart.test(id) : !along.test(id)),
  });
  await bundle.write({
    dir,
    format: 'esm',
    sourcemap: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'shared-[hash].js',
  });
  await bundle.close();
}
