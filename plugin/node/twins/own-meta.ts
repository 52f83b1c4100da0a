/** `import.meta` of a module that becomes part of a bundle. */
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseAst } from 'vitest/node';

/** What stands for `import.meta.env`; the entry of the bundle sets it. */
export const envGlobal = 'globalThis.__benchgate_env__';

/**
 * Writes what `import.meta` says of the module's own file into the code: in the bundle it would say the bundle's, and a worker file
 * that is named relative to it would not be found. Lines stay where they are.
 */
export function withOwnMeta(code: string, file: string): string {
  if (!code.includes('import.meta')) return code;
  const own: Readonly<Record<string, string>> = {
    url: JSON.stringify(pathToFileURL(file).href),
    filename: JSON.stringify(file),
    dirname: JSON.stringify(dirname(file)),
    env: envGlobal,
  };
  let result = code;
  for (const { start, end, name } of metaProperties(parseAst(code)).toReversed()) {
    if (Object.hasOwn(own, name)) result = result.slice(0, start) + own[name]! + result.slice(end);
  }
  return result;
}

interface MetaProperty {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

/** The places of `import.meta.<name>`, in the order of the code. */
function metaProperties(node: unknown, found: MetaProperty[] = []): MetaProperty[] {
  if (typeof node !== 'object' || node === null) return found;
  const property = asMetaProperty(node);
  if (property !== undefined) found.push(property);
  else for (const value of Object.values(node)) metaProperties(value, found);
  return found;
}

interface AstNode {
  readonly type?: unknown;
  readonly start?: number;
  readonly end?: number;
  readonly object?: { readonly type?: unknown };
  readonly property?: { readonly type?: unknown; readonly name?: string };
}

function asMetaProperty({ type, start, end, object, property }: AstNode): MetaProperty | undefined {
  if (type !== 'MemberExpression' || object?.type !== 'MetaProperty' || property?.type !== 'Identifier')
    return undefined;
  return { start: start!, end: end!, name: property.name! };
}
