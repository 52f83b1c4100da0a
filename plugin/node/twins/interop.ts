/**
 * Packages in CommonJS as Vitest imports them: every member of what they export by its name, also those that Node does not see; and
 * where they were compiled from ES modules, the default export that was meant.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nameOf, parseModule, type SyntaxNode } from './module-syntax.ts';

/** The names that a module imports, by specifier; undefined for one of which it takes the namespace. */
export type ImportedNames = ReadonlyMap<string, ReadonlySet<string> | undefined>;

export function importedNames(code: string): ImportedNames {
  const found = new Map<string, Set<string> | undefined>();
  if (!/\bfrom\b/.test(code)) return found;
  for (const statement of parseModule(code)) {
    const specifier =
      statement['source'] === undefined || statement['source'] === null ? undefined : nameOf(statement['source']);
    if (specifier === undefined) continue;
    const known = found.has(specifier) ? found.get(specifier) : new Set<string>();
    const names = namesIn(statement);
    found.set(specifier, names === undefined || known === undefined ? undefined : new Set([...known, ...names]));
  }
  return found;
}

function namesIn(statement: SyntaxNode): readonly string[] | undefined {
  if (statement.type === 'ExportAllDeclaration') return undefined;
  const specifiers = statement['specifiers'] as readonly SyntaxNode[];
  if (specifiers.some(({ type }) => type === 'ImportNamespaceSpecifier')) return undefined;
  return specifiers.map((one) =>
    one.type === 'ImportDefaultSpecifier' ? 'default' : nameOf(one['imported'] ?? one['local'])!,
  );
}

/** Whether Node takes the file for CommonJS. */
export function isCommonJs(url: string): boolean {
  if (!url.startsWith('file:')) return false;
  const file = fileURLToPath(url);
  return file.endsWith('.cjs') || (file.endsWith('.js') && typeOfScope(dirname(file)) !== 'module');
}

/** The field `type` of the nearest package.json. */
function typeOfScope(folder: string): unknown {
  try {
    return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly type?: unknown }).type;
  } catch {
    const outer = dirname(folder);
    return outer === folder ? undefined : typeOfScope(outer);
  }
}

/** A module that stands between the bundle and a package. */
export function interopCode(url: string, names: readonly string[]): string {
  return [
    `import * as namespace from ${JSON.stringify(url)};`,
    'const whole = namespace.default;',
    "const compiled = (typeof whole === 'object' || typeof whole === 'function') && whole !== null && whole.__esModule;",
    'const members = compiled ? whole : namespace;',
    "const standard = compiled && 'default' in whole ? whole.default : whole;",
    ...names.map((name, at) =>
      name === 'default'
        ? 'export default standard;'
        : `const n${at} = members[${JSON.stringify(name)}] ?? standard?.[${JSON.stringify(name)}]; export { n${at} as ${JSON.stringify(name)} };`,
    ),
  ].join('\n');
}
