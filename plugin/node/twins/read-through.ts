/** A plugin for the bundling Vite that asks the user's own Vite server for everything, and takes the base's modules from its tree. */
import { readFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { extname, isAbsolute, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DevEnvironment, Plugin } from 'vite';
import type { BundleRequest } from './bundle-side.ts';
import { withOwnMeta } from './own-meta.ts';
import { isPackaged, toBase, toHead, type TreeMapping, withoutQuery } from './tree-mapping.ts';

/** Around the ids of modules that have been transformed: keeps the bundling Vite's own plugins, which look at endings, away. */
const mark = { before: '\0twin:', after: '.js' };

interface External {
  readonly id: string;
  readonly external: true;
}

type ReadThroughRequest = Pick<BundleRequest, 'environment' | 'entries' | 'mapping'>;

/** @param own what the entry and the replacement of `vitest` are called */
export function readThrough(
  { environment, entries, mapping }: ReadThroughRequest,
  own: { readonly entryId: string; readonly vitestId: string },
): Plugin {
  const isEntry = new Set(entries);
  const vitestFile = environment.pluginContainer.resolveId('vitest', entries.at(-1)).then((found) => found?.id);

  return {
    name: 'benchgate:read-through',
    enforce: 'pre',
    async resolveId(specifier, importer) {
      if (isBuiltin(specifier) || /^(?:file|data):/.test(specifier)) return { id: specifier, external: true };
      if (isEntry.has(specifier)) return marked(specifier);
      if (specifier === 'vitest') return `\0${own.vitestId}`;
      const from = importer === undefined || importer === `\0${own.entryId}` ? undefined : unmarked(importer);
      const found = await resolveFrom(environment, specifier, from, mapping);
      if (found === undefined) return unresolved(specifier, from, mapping);
      if (found.id === (await vitestFile)) return `\0${own.vitestId}`;
      if (found.external || isBuiltin(found.id)) return external(found.id);
      const id = mapping === undefined ? found.id : toBase(found.id, mapping);
      return isAbsolute(withoutQuery(id)) && isPackaged(id, mapping) ? external(withoutQuery(id)) : marked(id);
    },
    load: (id) => (id.startsWith(mark.before) ? transformed(environment, unmarked(id)) : null),
  };
}

/** As the user's server resolves it; for a file of the base, which may lie where the server sees no packages, as its counterpart does. */
async function resolveFrom(
  environment: DevEnvironment,
  specifier: string,
  importer: string | undefined,
  mapping: TreeMapping | undefined,
): Promise<{ readonly id: string; readonly external: boolean } | undefined> {
  const container = environment.pluginContainer;
  const found =
    (await container.resolveId(specifier, importer)) ??
    (mapping === undefined || importer === undefined
      ? null
      : await container.resolveId(specifier, toHead(importer, mapping)));
  return found === null
    ? undefined
    : { id: found.id, external: found.external !== undefined && found.external !== false };
}

/** Names of packages are left to Node, which says what is missing when it is loaded; a missing file is an error here. */
function unresolved(specifier: string, importer: string | undefined, mapping: TreeMapping | undefined): External {
  if (!/^[./]/.test(specifier)) return { id: specifier, external: true };
  const by = importer === undefined ? '' : `, imported by ${shortPath(importer, mapping)}`;
  throw new Error(`Cannot find ${JSON.stringify(specifier)}${by}`);
}

function shortPath(file: string, mapping: TreeMapping | undefined): string {
  return mapping === undefined ? file : relative(mapping.headTop, toHead(file, mapping));
}

function external(id: string): External {
  return { id: isAbsolute(id) ? pathToFileURL(id).href : id, external: true };
}

function isBuiltin(id: string): boolean {
  return id.startsWith('node:') || builtinModules.includes(id);
}

function marked(id: string): string {
  return `${mark.before}${id}${mark.after}`;
}

function unmarked(id: string): string {
  return id.startsWith(mark.before) ? id.slice(mark.before.length, -mark.after.length) : id;
}

/** What Vite's own plugins want to be told; the rest they see by the file's ending. */
const moduleTypes: Readonly<Record<string, string>> = { '.json': 'json', '.css': 'css' };

/** The module's code after the user's plugins, the same steps as in Vite's own server. */
async function transformed(environment: DevEnvironment, id: string): Promise<{ code: string; map: null | string }> {
  const file = withoutQuery(id);
  const container = environment.pluginContainer;
  const answer = await container.load(id);
  const loaded = typeof answer === 'string' ? { code: answer } : (answer ?? { code: await readFile(file, 'utf8') });
  // Vite's analysis of imports wants to know the module.
  await environment.moduleGraph.ensureEntryFromUrl(id);
  const options = { inMap: loaded.map, moduleType: loaded.moduleType ?? moduleTypes[extname(file)] };
  const { code, map } = await container.transform(
    loaded.code,
    id,
    options as Parameters<typeof container.transform>[2],
  );
  return { code: withOwnMeta(code, file), map: map === null ? null : JSON.stringify({ ...map, sources: [file] }) };
}
