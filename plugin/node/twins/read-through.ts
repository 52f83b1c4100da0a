/** A plugin for the bundling Vite that asks the user's own Vite server for everything, and takes the base's modules from its tree. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { extname, isAbsolute, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DevEnvironment, Plugin } from 'vite';
import type { BundleRequest } from './bundle-side.ts';
import { type ImportedNames, importedNames, interopCode, isCommonJs } from './interop.ts';
import { isMarked, marked, unmarked } from './module-id.ts';
import { withOwnMeta } from './own-meta.ts';
import { toBase, toHead, type TreeMapping, withoutQuery } from './tree-mapping.ts';

interface External {
  readonly id: string;
  readonly external: true;
}

type ReadThroughRequest = Pick<BundleRequest, 'environment' | 'isExternal' | 'entries' | 'mapping'>;

const interop = '\0interop:';

/** @param own what the entry and the replacement of `vitest` are called */
export function readThrough(
  { environment, isExternal, entries, mapping }: ReadThroughRequest,
  own: { readonly entryId: string; readonly vitestId: string },
): Plugin {
  const isEntry = new Set(entries);
  const vitestFile = environment.pluginContainer.resolveId('vitest', entries.at(-1)).then((found) => found?.id);
  const namesOf = new Map<string, ImportedNames>();

  return {
    name: 'benchgate:read-through',
    enforce: 'pre',
    async resolveId(specifier, importer, { kind }) {
      if (importer?.startsWith(interop) === true) return { id: specifier, external: true };
      if (isBuiltin(specifier) || /^(?:file|data):/.test(specifier)) return { id: specifier, external: true };
      if (isEntry.has(specifier)) return marked(specifier);
      if (specifier === 'vitest') return `\0${own.vitestId}`;
      const from = importer === undefined || importer === `\0${own.entryId}` ? undefined : unmarked(importer);
      const found = await resolveFrom(environment, ownId(specifier), from, mapping);
      if (found === undefined) return unresolved(specifier, from, mapping);
      if (found.id === (await vitestFile)) return `\0${own.vitestId}`;
      if (found.external || isBuiltin(found.id)) return external(found.id);
      const id = mapping === undefined ? found.id : toBase(found.id, mapping);
      if (!isAbsolute(withoutQuery(id)) || !(await isExternal(id))) return marked(id);
      // Where it is required, it cannot be named by a URL.
      if (kind === 'require-call') return { id: withoutQuery(id), external: true };
      const package_ = external(withoutQuery(id));
      const names = kind === 'import-statement' ? namesOf.get(importer ?? '')?.get(specifier) : undefined;
      if (names === undefined || names.size === 0 || !isCommonJs(package_.id)) return package_;
      return interop + JSON.stringify([package_.id, [...names].sort()]);
    },
    async load(id) {
      if (id.startsWith(interop)) return interopCode(...(JSON.parse(id.slice(interop.length)) as [string, string[]]));
      if (!isMarked(id)) return null;
      const source = unmarked(id);
      // Today's bench file, as if it lay in the tree of the base: what it imports, and what it names, lies there.
      const as = mapping !== undefined && isEntry.has(source) ? toBase(source, mapping) : source;
      const result = await transformed(environment, { source, as, mapping });
      namesOf.set(id, importedNames(result.code));
      return result;
    },
  };
}

interface Resolved {
  readonly id: string;
  readonly external: boolean;
}

/**
 * As the user's server resolves it. On the side of the base from where the importer lies, or would lie, in its tree: it may have
 * packages of its own. What is not found from there is looked for from today's tree.
 */
async function resolveFrom(
  environment: DevEnvironment,
  specifier: string,
  importer: string | undefined,
  mapping: TreeMapping | undefined,
): Promise<Resolved | undefined> {
  const places =
    mapping === undefined || importer === undefined
      ? [importer]
      : [...new Set([toBase(importer, mapping), toHead(importer, mapping)])];
  for (const place of places) {
    const found = await environment.pluginContainer.resolveId(specifier, place);
    if (found !== null) return { id: found.id, external: found.external !== undefined && found.external !== false };
  }
  return undefined;
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

/** Vite writes the ids of modules without a file as if they were URLs. */
function ownId(specifier: string): string {
  return specifier.startsWith('/@id/') ? specifier.slice('/@id/'.length).replace('__x00__', '\0') : specifier;
}

function external(id: string): External {
  return { id: isAbsolute(id) ? pathToFileURL(id).href : id, external: true };
}

function isBuiltin(id: string): boolean {
  return id.startsWith('node:') || builtinModules.includes(id);
}

/** What Vite's own plugins want to be told; the rest they see by the file's ending. */
const moduleTypes: Readonly<Record<string, string>> = { '.json': 'json', '.css': 'css' };

interface Module {
  /** The id that its code is loaded by. */
  readonly source: string;
  /** The id that it takes for its own. */
  readonly as: string;
  readonly mapping: TreeMapping | undefined;
}

/** The module's code after the user's plugins, the same steps as in Vite's own server. */
async function transformed(
  environment: DevEnvironment,
  { source, as, mapping }: Module,
): Promise<{ code: string; map: null | string }> {
  const file = withoutQuery(source);
  const container = environment.pluginContainer;
  const answer = await container.load(source);
  if (answer === null && mapping !== undefined && !existsSync(file)) {
    throw new Error(`It has no file ${shortPath(file, mapping)}`);
  }
  const loaded = typeof answer === 'string' ? { code: answer } : (answer ?? { code: await readFile(file, 'utf8') });
  // Vite's analysis of imports wants to know the module.
  await environment.moduleGraph.ensureEntryFromUrl(as);
  const options = { inMap: loaded.map, moduleType: loaded.moduleType ?? moduleTypes[extname(file)] };
  const { code, map } = await container.transform(
    loaded.code,
    as,
    options as Parameters<typeof container.transform>[2],
  );
  return {
    code: withOwnMeta(code, withoutQuery(as)),
    map: map === null ? null : JSON.stringify({ ...map, sources: [file] }),
  };
}
