/** Where a file of today's work tree lies in the tree of the base. */
import { isAbsolute, join, relative } from 'node:path';

/** The tops of both trees, as real paths. */
export interface TreeMapping {
  readonly headTop: string;
  readonly baseTop: string;
}

/** The file's counterpart in the base; the id itself when it does not lie in today's tree, or in a package. */
export function toBase(id: string, { headTop, baseTop }: TreeMapping): string {
  return moved(id, headTop, baseTop, baseTop);
}

/** The counterpart of a file of the base in today's tree. */
export function toHead(id: string, { headTop, baseTop }: TreeMapping): string {
  return moved(id, baseTop, headTop, undefined);
}

/** The path of an id such as `/src/logo.svg?raw`. */
export function withoutQuery(id: string): string {
  const at = id.search(/[?#]/);
  return at === -1 ? id : id.slice(0, at);
}

function moved(id: string, from: string, to: string, except: string | undefined): string {
  const file = withoutQuery(id);
  if (except !== undefined && inside(except, file) !== undefined) return id;
  const path = inside(from, file);
  if (path === undefined || /(?:^|[\\/])node_modules[\\/]/.test(path)) return id;
  return join(to, path) + id.slice(file.length);
}

/** The path of a file from a folder, undefined when it lies elsewhere. */
function inside(folder: string, file: string): string | undefined {
  if (!isAbsolute(file)) return undefined;
  const path = relative(folder, file);
  return path === '..' || path.startsWith('../') || path.startsWith('..\\') || isAbsolute(path) ? undefined : path;
}
