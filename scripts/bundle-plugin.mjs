// @ts-check
/**
 * Puts the plugin's entries into few files, after `tsc`. Every run loads the main ones, every bench file's worker loads the
 * runner and the provider, and every measuring process its program, and Node takes about a millisecond of CPU time for each module: the many small ones that the source
 * is made of would cost more than all that they do. What is loaded on first use stays apart.
 *
 * Plain JavaScript, since `npm ci` runs it, with any Node that the package supports.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

/**
 * Entries that share code, by the folder that they lie in.
 *
 * @type {readonly (readonly [folder: string, entries: readonly string[]])[]}
 */
const groups = [
  ['dist/plugin', ['index']],
  ['dist/plugin/node', ['controller']],
  ['dist/plugin/worker', ['runner', 'provider']],
  ['dist/src/twins/host', ['main']],
];

/** One class of errors for the whole package, the engine itself, and the entries of other groups. */
const apart = /(?:src\/model\/errors|src\/index|node\/controller)\.js$/;
/** Small enough, or of which little is needed: loading it as a module of its own costs more. */
const along = ['fastest-levenshtein', 'valibot'];

for (const [folder, entries] of groups) {
  const dir = fileURLToPath(new URL(`../${folder}/`, import.meta.url));
  const bundle = await rolldown({
    input: Object.fromEntries(entries.map((entry) => [entry, `${dir}${entry}.js`])),
    platform: 'node',
    resolve: { mainFields: ['module', 'main'] },
    external: (id, importer) => importer !== undefined && (/^[./]/.test(id) ? apart.test(id) : !along.includes(id)),
  });
  const atOnce = loadedAtOnce((await bundle.generate({ format: 'esm' })).output);
  await bundle.write({
    dir,
    format: 'esm',
    sourcemap: true,
    // To be read from the source map; without comments there is half as much to parse.
    minify: { compress: false, mangle: false, codegen: true },
    entryFileNames: '[name].js',
    chunkFileNames: 'chunk-[name].js',
    codeSplitting: { groups: [{ name: 'entries', test: (id) => atOnce.has(id) }] },
  });
  await bundle.close();
}

// Their licences ask to be handed on with copies of them.
const licences = along.map((name) => {
  const text = readFileSync(new URL(`../node_modules/${name}/LICENSE.md`, import.meta.url), 'utf8');
  return `Parts of these files come from ${name}:\n\n${text.trim()}\n`;
});
writeFileSync(new URL('../dist/plugin/third-party-licences.txt', import.meta.url), licences.join('\n\n'));

/**
 * The modules that the entries load before anybody asks for more.
 *
 * @param {readonly import('rolldown').RolldownOutput['output'][number][]} output
 * @returns {Set<string>}
 */
function loadedAtOnce(output) {
  const chunks = new Map(output.flatMap((one) => (one.type === 'chunk' ? [[one.fileName, one]] : [])));
  const reached = new Set([...chunks.values()].filter((chunk) => chunk.isEntry));
  for (const chunk of reached) {
    for (const name of chunk.imports) {
      const imported = chunks.get(name);
      if (imported !== undefined) reached.add(imported);
    }
  }
  return new Set([...reached].flatMap((chunk) => chunk.moduleIds));
}
